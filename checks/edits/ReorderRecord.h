//===- ReorderRecord.h - A new field order, in all that follows it --------===//

#ifndef MEMTIDY_EDITS_REORDERRECORD_H
#define MEMTIDY_EDITS_REORDERRECORD_H

#include "checks/analysis/OrderUses.h"
#include "checks/edits/EditPlan.h"
#include "checks/edits/SmallerRecord.h"

namespace memtidy {

/// Returns the fix that gives \p Found its order: fields, constructor
/// initialisers, initialiser lists, structured bindings. All or none. Safe
/// where nobody outside the main file can depend on the order, unsafe
/// elsewhere; a display fix that says why where a use cannot follow, or where
/// \p Given is refused already.
Fix reorderRecord(const SmallerRecord &Found, const RecordOrderUses &Uses,
                  EditPlan Given);

} // namespace memtidy

#endif // MEMTIDY_EDITS_REORDERRECORD_H
