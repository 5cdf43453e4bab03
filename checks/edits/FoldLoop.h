//===- FoldLoop.h - Replaces a loop by the algorithm it spells out --------===//

#ifndef MEMTIDY_EDITS_FOLDLOOP_H
#define MEMTIDY_EDITS_FOLDLOOP_H

#include "checks/analysis/LoopFold.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// A loop that folds, with what stands around it.
struct FoldSite {
  const LoopFold &Fold;
  /// The statement right before the loop, or null.
  const clang::Stmt *Before;
  const clang::ASTContext &Context;
};

/// The call that a fold becomes.
struct FoldedLoop {
  /// "std::accumulate"
  std::string Algorithm;
  EditPlan Plan;
};

/// Replaces the loop by a call of a standard algorithm that this TU's language
/// offers, keeping type, start value, order and comments. The declaration of
/// the accumulator right before takes the result.
FoldedLoop foldLoop(const FoldSite &Site);

/// Makes `S = S + X` append in place.
EditPlan appendInPlace(const FoldSite &Site);

} // namespace memtidy

#endif // MEMTIDY_EDITS_FOLDLOOP_H
