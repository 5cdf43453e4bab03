//===- ReorderUses.cpp - Lets uses by place follow a new field order ------===//

#include "checks/edits/ReorderUses.h"
#include "checks/analysis/OrderUses.h"
#include "checks/edits/PermuteSlots.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

using Fields = std::vector<const FieldDecl *>;

static unsigned placeOf(const FieldDecl *Field, const Fields &Order) {
  return llvm::find(Order, Field) - Order.begin();
}

/// Returns the fields that take part in initialisation by place.
static Fields named(const Fields &All) {
  Fields Result;
  llvm::copy_if(All, std::back_inserter(Result),
                [](const FieldDecl *F) { return !F->isUnnamedBitField(); });
  return Result;
}

/// Returns for each place the index of the item that \p After puts there.
static std::vector<unsigned> sortedBy(const Fields &Items,
                                      const Fields &After) {
  std::vector<unsigned> Order;
  Order.reserve(Items.size());
  for (unsigned I = 0; I < Items.size(); ++I)
    Order.push_back(I);
  llvm::sort(Order, [&](unsigned A, unsigned B) {
    return std::pair(placeOf(Items[A], After), A) <
           std::pair(placeOf(Items[B], After), B);
  });
  return Order;
}

static bool follows(const Fields &Items, const Fields &Order) {
  return llvm::is_sorted(Items, [&](const FieldDecl *A, const FieldDecl *B) {
    return placeOf(A, Order) < placeOf(B, Order);
  });
}

void memtidy::reorderInitializers(const ASTContext &Context,
                                  const CXXConstructorDecl &Definition,
                                  const FieldReordering &Fields,
                                  EditPlan &Plan) {
  std::vector<const CXXCtorInitializer *> Written;
  for (const CXXCtorInitializer *Init : Definition.inits())
    if (Init->isWritten() && Init->isAnyMemberInitializer())
      Written.push_back(Init);
  llvm::sort(Written, [](const auto *A, const auto *B) {
    return A->getSourceOrder() < B->getSourceOrder();
  });
  ::Fields Members;
  llvm::SmallVector<SourceRange, 8> Slots;
  Members.reserve(Written.size());
  for (const CXXCtorInitializer *Init : Written) {
    const FieldDecl *Member = Init->getMember();
    if (const IndirectFieldDecl *Indirect = Init->getIndirectMember())
      Member = cast<FieldDecl>(Indirect->chain().front());
    Members.push_back(Member);
    Slots.push_back(Init->getSourceRange());
  }
  if (follows(Members, Fields.Before))
    permuteSlots(Context, Slots, sortedBy(Members, Fields.After), Plan);
}

/// Items of a list are evaluated from left to right: two that have effects
/// must not change places.
static bool swapsEffects(const ASTContext &Context,
                         llvm::ArrayRef<Expr *> Items,
                         llvm::ArrayRef<unsigned> Order) {
  unsigned Last = 0;
  for (unsigned Item : Order) {
    if (!Items[Item]->HasSideEffects(Context))
      continue;
    if (Item < Last)
      return true;
    Last = Item;
  }
  return false;
}

static void permuteItems(const ASTContext &Context,
                         llvm::ArrayRef<Expr *> Items,
                         llvm::ArrayRef<unsigned> Order, EditPlan &Plan) {
  if (llvm::is_sorted(Order))
    return;
  if (swapsEffects(Context, Items, Order))
    return Plan.refuse("initialisers with effects would change places",
                       Items.front()->getBeginLoc());
  llvm::SmallVector<SourceRange, 8> Slots;
  for (const Expr *Item : Items)
    Slots.push_back(Item->getSourceRange());
  permuteSlots(Context, Slots, Order, Plan);
}

/// Sorts `.A = 1, .B = 2`.
static void reorderDesignated(const ASTContext &Context,
                              llvm::ArrayRef<Expr *> Items,
                              const FieldReordering &Reordering,
                              EditPlan &Plan) {
  Fields Members;
  Members.reserve(Items.size());
  for (const Expr *Item : Items) {
    const auto *Designated = dyn_cast<DesignatedInitExpr>(Item);
    const FieldDecl *Field =
        Designated && Designated->getDesignator(0)->isFieldDesignator()
            ? Designated->getDesignator(0)->getFieldDecl()
            : nullptr;
    if (!Field || !llvm::is_contained(Reordering.Before, Field))
      return Plan.refuse("an initialiser mixes names and places",
                         Item->getBeginLoc());
    Members.push_back(Field);
  }
  permuteItems(Context, Items, sortedBy(Members, Reordering.After), Plan);
}

static bool isZero(const Expr &Item) {
  const auto *Literal = dyn_cast<IntegerLiteral>(Item.IgnoreParenImpCasts());
  return Literal && Literal->getValue() == 0;
}

/// Sorts `1, 2`, the first of which initialises the first field.
static void reorderPositional(const ASTContext &Context,
                              llvm::ArrayRef<Expr *> Items,
                              const FieldReordering &Reordering,
                              EditPlan &Plan) {
  const Fields Before = named(Reordering.Before);
  const Fields After = named(Reordering.After);
  if (Items.size() > Before.size())
    return Plan.refuse("an initialiser has more items than the record fields",
                       Items.front()->getBeginLoc());
  // `= {0}` zeroes everything, whichever field is first.
  if (Items.size() == 1 && isZero(*Items.front()) &&
      (After.front()->getType()->isArithmeticType() ||
       After.front()->getType()->isPointerType()))
    return;
  std::vector<unsigned> Order;
  Order.reserve(Items.size());
  for (unsigned I = 0; I < Items.size(); ++I) {
    Order.push_back(placeOf(After[I], Before));
    if (Order.back() >= Items.size())
      return Plan.refuse("an initialiser by place leaves out later fields",
                         Items.front()->getBeginLoc());
  }
  permuteItems(Context, Items, Order, Plan);
}

/// Returns whether braces are left out around a part of the list: its items
/// are then no longer one per field.
static bool elidesBraces(const ASTContext &Context,
                         const InitListExpr &Semantic) {
  return llvm::any_of(Semantic.inits(), [&](const Expr *Init) {
    const auto *Inner =
        dyn_cast_or_null<InitListExpr>(Init ? Init->IgnoreImplicit() : nullptr);
    return Inner && !isWrittenInBraces(Context, *Inner);
  });
}

void memtidy::reorderInitList(const ASTContext &Context, const Expr &List,
                              const FieldReordering &Fields, EditPlan &Plan) {
  llvm::SmallVector<Expr *, 8> Items;
  if (const auto *Braced = dyn_cast<InitListExpr>(&List)) {
    const InitListExpr *Semantic =
        Braced->isSemanticForm() ? Braced : Braced->getSemanticForm();
    if (elidesBraces(Context, *Semantic))
      return Plan.refuse("an initialiser leaves out inner braces",
                         List.getBeginLoc());
    const InitListExpr *Syntactic =
        Semantic->getSyntacticForm() ? Semantic->getSyntacticForm() : Semantic;
    for (const Expr *Item : Syntactic->inits())
      Items.push_back(const_cast<Expr *>(Item));
  } else {
    for (const Expr *Item :
         cast<CXXParenListInitExpr>(List).getUserSpecifiedInitExprs())
      Items.push_back(const_cast<Expr *>(Item));
  }
  const auto *Record = cast<CXXRecordDecl>(Fields.Before.front()->getParent());
  llvm::ArrayRef<Expr *> Members(Items);
  // Bases come first and keep their places.
  Members = Members.drop_front(
      std::min<unsigned>(Record->getNumBases(), Members.size()));
  if (Members.empty())
    return;
  if (llvm::any_of(Items, llvm::IsaPred<DesignatedInitExpr>))
    reorderDesignated(Context, Items, Fields, Plan);
  else
    reorderPositional(Context, Members, Fields, Plan);
}

void memtidy::reorderBindings(const ASTContext &Context,
                              const DecompositionDecl &Binding,
                              const FieldReordering &Fields, EditPlan &Plan) {
  const ::Fields Before = named(Fields.Before);
  if (Binding.bindings().size() != Before.size())
    return Plan.refuse("a structured binding names a pack",
                       Binding.getLocation());
  llvm::SmallVector<SourceRange, 8> Slots;
  for (const BindingDecl *Name : Binding.bindings()) {
    if (Name->hasAttrs())
      return Plan.refuse("a name of a structured binding has attributes",
                         Name->getLocation());
    Slots.push_back(Name->getLocation());
  }
  permuteSlots(Context, Slots, sortedBy(Before, named(Fields.After)), Plan);
}
