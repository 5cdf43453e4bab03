//===- StreamLocal.h - Does without a container that is read once --------===//

#ifndef MEMTIDY_EDITS_STREAMLOCAL_H
#define MEMTIDY_EDITS_STREAMLOCAL_H

#include "checks/analysis/SequenceBuild.h"
#include "checks/edits/EditPlan.h"

namespace clang {
class CXXForRangeStmt;
} // namespace clang

namespace memtidy {

/// A built container and the function it lives in.
struct LocalSite {
  const SequenceBuild &Build;
  const clang::Stmt &Function;
  const clang::ASTContext &Context;
};

/// Replaces the container by a number where only its size is asked for.
EditPlan countInstead(const LocalSite &Site);

/// Moves the body of \p Reader, the loop that alone reads the container, to
/// where the container is filled, and removes the container.
EditPlan fuseLoops(const LocalSite &Site, const clang::CXXForRangeStmt &Reader);

} // namespace memtidy

#endif // MEMTIDY_EDITS_STREAMLOCAL_H
