//===- ReorderUses.h - Lets uses by place follow a new field order --------===//

#ifndef MEMTIDY_EDITS_REORDERUSES_H
#define MEMTIDY_EDITS_REORDERUSES_H

#include "checks/edits/EditPlan.h"
#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace clang {
class ASTContext;
class CXXConstructorDecl;
class DecompositionDecl;
class Expr;
class FieldDecl;
} // namespace clang

namespace memtidy {

/// All fields of one record before and after.
struct FieldReordering {
  std::vector<const clang::FieldDecl *> Before;
  std::vector<const clang::FieldDecl *> After;
};

/// Sorts the member initialisers that a constructor's definition writes. A
/// list that did not follow the declaration before is left alone.
void reorderInitializers(const clang::ASTContext &Context,
                         const clang::CXXConstructorDecl &Definition,
                         const FieldReordering &Fields, EditPlan &Plan);

/// Sorts the items of an aggregate initialisation, positional or designated.
/// \p List is an InitListExpr in syntactic form or a CXXParenListInitExpr.
void reorderInitList(const clang::ASTContext &Context, const clang::Expr &List,
                     const FieldReordering &Fields, EditPlan &Plan);

/// Sorts the names of a structured binding.
void reorderBindings(const clang::ASTContext &Context,
                     const clang::DecompositionDecl &Binding,
                     const FieldReordering &Fields, EditPlan &Plan);

} // namespace memtidy

#endif // MEMTIDY_EDITS_REORDERUSES_H
