//===- ReorderFields.h - Puts fields in another order ---------------------===//

#ifndef MEMTIDY_EDITS_REORDERFIELDS_H
#define MEMTIDY_EDITS_REORDERFIELDS_H

#include "checks/edits/EditPlan.h"
#include "checks/edits/RecordText.h"
#include "llvm/ADT/ArrayRef.h"

namespace memtidy {

/// Adds to \p Plan the edits that bring the fields of \p Text into \p Order,
/// all fields of the record. Each takes its comments and attributes along and
/// stays in its group; blank lines and everything between fields stay.
/// Declarators that must part become declarations of their own.
void reorderFields(const clang::ASTContext &Context, const RecordText &Text,
                   llvm::ArrayRef<const clang::FieldDecl *> Order,
                   EditPlan &Plan);

} // namespace memtidy

#endif // MEMTIDY_EDITS_REORDERFIELDS_H
