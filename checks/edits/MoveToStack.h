//===- MoveToStack.h - From a local pointer to an object of its own -------===//

#ifndef MEMTIDY_EDITS_MOVETOSTACK_H
#define MEMTIDY_EDITS_MOVETOSTACK_H

#include "checks/analysis/AllocationSites.h"
#include "checks/analysis/EscapeOf.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// Turns the owner of \p Site into the object itself: `auto P = T(...)`,
/// `P->` into `P.`, `*P` into `P`, `P.get()` into `&P`; a delete vanishes.
EditPlan moveToStack(const AllocationSite &Site, const PointerEscape &Escape,
                     const clang::ASTContext &Context);

/// Turns the owner, a unique_ptr that gets its object later or never, into an
/// optional: `P = std::make_unique<T>(...)` becomes `P.emplace(...)`.
EditPlan moveToOptional(const AllocationSite &Site, const PointerEscape &Escape,
                        const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_EDITS_MOVETOSTACK_H
