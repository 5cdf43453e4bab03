//===- SequenceBuild.h - Containers that are built whole, then read -------===//

#ifndef MEMTIDY_ANALYSIS_SEQUENCEBUILD_H
#define MEMTIDY_ANALYSIS_SEQUENCEBUILD_H

#include "checks/analysis/Effects.h"
#include "checks/analysis/SequenceUse.h"
#include <optional>

namespace memtidy {

/// A local container that begins empty, is filled in a loop, and is only
/// looked at when that is done.
struct SequenceBuild {
  const SequenceUse *Use = nullptr;
  /// The outermost loop, inside the scope of the local, that fills it.
  const clang::Stmt *Loop = nullptr;
  llvm::SmallVector<const SequenceOp *, 4> Fills;
  llvm::SmallVector<const SequenceOp *, 2> Reserves;
  /// What happens afterwards, in order. None of it is inside Loop.
  llvm::SmallVector<const SequenceOp *, 4> Rest;
};

/// Returns how \p Use is built, or nullopt: it is filled otherwise, or at most
/// \p Few elements long as far as the code tells.
std::optional<SequenceBuild> buildOf(const SequenceUse &Use,
                                     const clang::Stmt &Function,
                                     const clang::ASTContext &Context,
                                     unsigned Few);

/// Returns whether the standard algorithm \p Name goes over its range once,
/// front to back, and keeps nothing of it.
bool isSinglePass(llvm::StringRef Name);

/// What the built container is asked for.
enum class ReadKind {
  Iterated, ///< A range-for.
  Called,   ///< One algorithm that goes over it once.
  Counted,  ///< Its size alone, or whether it is empty.
  Looked,   ///< One find, count or contains.
};

/// The one reading of a built container.
struct SequenceRead {
  ReadKind How = ReadKind::Iterated;
  /// The range-for, the call or the first question.
  const clang::Stmt *Site = nullptr;
};

/// Returns how the rest of \p Build reads the container once, or nullopt: more
/// often, by index, or it goes elsewhere.
std::optional<SequenceRead> readOnce(const SequenceBuild &Build,
                                     const clang::Stmt &Function);

/// Whether what happens between two elements could be told apart from doing
/// all of one and then all of the other.
enum class Interplay {
  None,     ///< Building reads only what reading does not change.
  Unlikely, ///< A function whose body is unseen would have to interfere.
  Real,     ///< It may be told apart.
};

/// Returns what taking the elements one by one, as they are made, would change.
Interplay interplayOf(const SequenceBuild &Build, const SequenceRead &Read,
                      const clang::Stmt &Function,
                      const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_SEQUENCEBUILD_H
