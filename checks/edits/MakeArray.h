//===- MakeArray.h - Makes an array of a vector ---------------------------===//

#ifndef MEMTIDY_EDITS_MAKEARRAY_H
#define MEMTIDY_EDITS_MAKEARRAY_H

#include "checks/analysis/FixedSize.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// Returns the edits that make \p Found a std::array with the same elements,
/// constexpr where it is const and its elements are constants.
EditPlan makeArray(const clang::ASTContext &Context, const FixedVector &Found);

} // namespace memtidy

#endif // MEMTIDY_EDITS_MAKEARRAY_H
