//===- Unbox.h - Puts a value where its box was ---------------------------===//

#ifndef MEMTIDY_EDITS_UNBOX_H
#define MEMTIDY_EDITS_UNBOX_H

#include "checks/analysis/Boxes.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// Returns the edits that make \p Found's pointers values: its type, what it
/// is made from, each `*p` and `p->`. For BoxKind::Value.
EditPlan unbox(const clang::ASTContext &Context, const Box &Found);

/// The same for the elements of a container: BoxKind::Elements.
EditPlan unboxElements(const clang::ASTContext &Context, const ValueUses &All,
                       const Box &Found);

/// Returns the edits that make a shared pointer a unique one.
EditPlan makeUnique(const clang::ASTContext &Context, const Box &Found);

/// Returns the edits that make a list a vector.
EditPlan makeVector(const clang::ASTContext &Context, const Box &Found);

} // namespace memtidy

#endif // MEMTIDY_EDITS_UNBOX_H
