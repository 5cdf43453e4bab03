//===- LockPlan.h - Where a weak pointer is locked --------------*- C++ -*-===//
//
// A shared pointer is read at will, a weak one is locked first. The code often
// shows where already: a test that guards the uses, or a statement that may
// as well not run when the object is gone.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_EDITS_LOCKPLAN_H
#define MEMTIDY_EDITS_LOCKPLAN_H

#include "checks/edits/EditPlan.h"
#include "checks/edits/WeakUse.h"

namespace memtidy {

/// Adds to \p Plan what makes the reading uses among \p Uses, all uses of one
/// field in source order, lock it: once per test that guards them, once per
/// run of statements, or in place. Refuses where a use of the object is neither
/// guarded nor a statement of its own.
void planLocks(const clang::ASTContext &Context, llvm::ArrayRef<WeakUse> Uses,
               EditPlan &Plan);

} // namespace memtidy

#endif // MEMTIDY_EDITS_LOCKPLAN_H
