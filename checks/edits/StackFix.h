//===- StackFix.h - The cure of an object that need not be on the heap ----===//

#ifndef MEMTIDY_EDITS_STACKFIX_H
#define MEMTIDY_EDITS_STACKFIX_H

#include "checks/analysis/LocalObjects.h"
#include "checks/model/Fix.h"

namespace memtidy {

/// Returns the fix that lets the owner of \p Found be the object itself, or an
/// optional one where it is made late: safe where the object dies at the same
/// place as before, display with the reason where it cannot be written.
Fix moveOffHeap(const LocalObject &Found, const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_EDITS_STACKFIX_H
