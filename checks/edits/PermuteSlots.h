//===- PermuteSlots.h - Lets the items of a list change places ------------===//

#ifndef MEMTIDY_EDITS_PERMUTESLOTS_H
#define MEMTIDY_EDITS_PERMUTESLOTS_H

#include "checks/edits/EditPlan.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// Adds edits that put the text of Slots[Order[I]] into slot I. The slots are
/// the items of a comma-separated list, in source order. A comment behind an
/// item, on its line, goes with it. Refuses where a macro or another comment
/// stands in the way.
void permuteSlots(const clang::ASTContext &Context,
                  llvm::ArrayRef<clang::SourceRange> Slots,
                  llvm::ArrayRef<unsigned> Order, EditPlan &Plan);

} // namespace memtidy

#endif // MEMTIDY_EDITS_PERMUTESLOTS_H
