//===- ReorderRecord.h - A new field order, in all that follows it --------===//

#ifndef MEMTIDY_EDITS_REORDERRECORD_H
#define MEMTIDY_EDITS_REORDERRECORD_H

#include "checks/analysis/KeptOrder.h"
#include "checks/analysis/OrderUses.h"
#include "checks/edits/RecordText.h"
#include "checks/edits/ReorderUses.h"

namespace memtidy {

/// A record and what a TU knows of it.
struct RecordSource {
  const clang::ASTContext &Context;
  const clang::CXXRecordDecl &Record;
  const RecordText &Text;
  const KeptOrder &Kept;
  const RecordOrderUses &Uses;
};

/// Returns the edits that give the record its new order: fields, constructor
/// initialisers, initialiser lists, structured bindings. All or none.
EditPlan reorderRecord(const RecordSource &Source,
                       const FieldReordering &Fields);

} // namespace memtidy

#endif // MEMTIDY_EDITS_REORDERRECORD_H
