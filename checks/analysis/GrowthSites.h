//===- GrowthSites.h - Loops that grow a container to a known size --------===//

#ifndef MEMTIDY_ANALYSIS_GROWTHSITES_H
#define MEMTIDY_ANALYSIS_GROWTHSITES_H

#include "checks/analysis/FillSize.h"

namespace memtidy {

/// What is known of the elements that a loop adds.
enum class GrowthBound {
  Exact,
  AtLeast,
  AtMost, ///< Conditional, or inserted by key.
};

/// A loop that fills a container which is empty before, or nearly so.
struct GrowthSite {
  const SequenceUse *Use = nullptr;
  const SequenceOp *First = nullptr; ///< The first append in the loop.
  /// The outermost that repeats it; the statement that calls an algorithm,
  /// where no loop does.
  const clang::Stmt *Loop = nullptr;
  GrowthBound Bound = GrowthBound::Exact;
  llvm::SmallVector<FillTerm, 2> InLoop; ///< What the loop adds.
  /// What the whole block adds, the loop included; known before the loop.
  llvm::SmallVector<FillTerm, 2> InAll;
  /// Nothing says that the container is empty when the function begins.
  bool MayHaveElements = false;
  /// Each step inserts a key, or gives one its value, and nothing looks at
  /// whether that was new: most are.
  bool AddsKeys = false;
  /// The textbook shape: a local std::vector that nobody used before, and a
  /// counted loop of the same block that does nothing else.
  bool IsPlain = false;
};

/// Returns the loops of \p Function that grow a container of \p Uses step by
/// step. At most one for each container: a later loop finds what an earlier
/// one reserved.
llvm::SmallVector<GrowthSite, 2>
growthSitesIn(const clang::FunctionDecl &Function,
              const std::vector<SequenceUse> &Uses);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_GROWTHSITES_H
