//===- SequenceBuild.h - Containers that are built whole, then read -------===//

#ifndef MEMTIDY_ANALYSIS_SEQUENCEBUILD_H
#define MEMTIDY_ANALYSIS_SEQUENCEBUILD_H

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

/// Returns the loops of \p Op that its container does not live in, outermost
/// first.
llvm::ArrayRef<const clang::Stmt *> loopsOf(const SequenceOp &Op,
                                            const SequenceUse &Use);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_SEQUENCEBUILD_H
