//===- IterateSource.h - Goes over a range instead of its copy ------------===//

#ifndef MEMTIDY_EDITS_ITERATESOURCE_H
#define MEMTIDY_EDITS_ITERATESOURCE_H

#include "checks/analysis/WholeCopy.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// Lets the loop that reads the copy go over the source. Refuses where the
/// elements of the copy are of another type, or may be changed.
EditPlan iterateSource(const WholeCopy &Found,
                       const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_EDITS_ITERATESOURCE_H
