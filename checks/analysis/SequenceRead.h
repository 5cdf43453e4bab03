//===- SequenceRead.h - Containers that are read once ---------------------===//

#ifndef MEMTIDY_ANALYSIS_SEQUENCEREAD_H
#define MEMTIDY_ANALYSIS_SEQUENCEREAD_H

#include "checks/analysis/SequenceBuild.h"

namespace memtidy {

/// What a built container is asked for.
enum class ReadKind {
  Iterated, ///< A loop over all of it.
  Called,   ///< One algorithm that goes over it once.
  Counted,  ///< Its size alone, or whether it is empty.
  Looked,   ///< One find, count or contains.
  First,    ///< Its first element.
};

/// The one reading of a container.
struct SequenceRead {
  ReadKind How = ReadKind::Iterated;
  /// Counted: more than whether it is empty is asked.
  bool AsksSize = false;
  /// The loop, the call or the first question.
  const clang::Stmt *Site = nullptr;
  /// Iterated: the element, index or iterator of the loop.
  const clang::VarDecl *Variable = nullptr;
};

/// Returns how the rest of \p Build reads the container once, or nullopt: more
/// often, by index, or it goes elsewhere.
std::optional<SequenceRead> readOnce(const SequenceBuild &Build,
                                     const clang::Stmt &Function);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_SEQUENCEREAD_H
