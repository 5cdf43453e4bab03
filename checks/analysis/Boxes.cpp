//===- Boxes.cpp - Heap blocks that nobody needs --------------------------===//

#include "checks/analysis/Boxes.h"
#include "checks/analysis/BoxUses.h"
#include "checks/analysis/HeldElements.h"
#include "checks/analysis/InlineValues.h"
#include "checks/analysis/RecordUses.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/Visibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace memtidy;

/// Returns the first template argument as the author wrote it.
static QualType firstArgument(QualType Type, const TypeView &View) {
  if (const auto *Written = Type->getAs<TemplateSpecializationType>())
    if (!Written->isTypeAlias() && !Written->template_arguments().empty() &&
        Written->template_arguments()[0].getKind() == TemplateArgument::Type)
      return Written->template_arguments()[0].getAsType();
  return View.Args.front();
}

/// Returns what a std::unique_ptr with the default deleter points to.
static QualType uniquePointee(QualType Type) {
  TypeView View = viewOf(Type);
  if (View.Name != "std::unique_ptr" || View.Args.empty())
    return {};
  if (View.Args.size() > 1) {
    TypeView Deleter = viewOf(View.Args[1]);
    if (Deleter.Name != "std::default_delete")
      return {};
  }
  return firstArgument(Type, View);
}

static QualType sharedPointee(QualType Type) {
  TypeView View = viewOf(Type);
  return View.Name == "std::shared_ptr" && View.Args.size() == 1
             ? firstArgument(Type, View)
             : QualType();
}

/// Whether objects of \p T can be laid out and measured.
static bool isMeasurable(QualType T) {
  return !T.isNull() && !T->isDependentType() && !T->isIncompleteType() &&
         !T->isArrayType() && !T->isVoidType() && !T->isReferenceType() &&
         !T.isConstQualified();
}

static uint64_t sizeOf(const ASTContext &Context, QualType T) {
  return Context.getTypeSizeInChars(T).getQuantity();
}

static Box makeBox(const ASTContext &Context, BoxKind Kind,
                   const ValueDecl &Value, QualType T, const DeclUses &Uses) {
  Box Result;
  Result.Kind = Kind;
  Result.Value = &Value;
  Result.Content = T;
  Result.Size = sizeOf(Context, T);
  Result.OptionalSize = llvm::alignTo(
      Result.Size + 1, Context.getTypeAlignInChars(T).getQuantity());
  Result.Uses = &Uses;
  return Result;
}

/// Standard classes are handles, whatever their size; others must be small.
static bool isSmall(const ASTContext &Context, QualType T, uint64_t MaxBytes) {
  return sizeOf(Context, T) <= (isStandardClass(T) ? 2 * MaxBytes : MaxBytes);
}

static bool couldLieInside(const ASTContext &Context, QualType T,
                           const ValueDecl &Value, uint64_t MaxBytes) {
  return isMeasurable(T) && isMovable(T) && isExactType(T) &&
         isSmall(Context, T, MaxBytes) && isCompleteAt(Context, T, Value);
}

static bool hasDefaultConstructor(QualType T) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return !Record || Record->hasDefaultConstructor();
}

/// A value that is made later than its owner needs a value to start with.
static bool isMadeWithOwner(const DeclUses &Uses) {
  return llvm::none_of(Uses.Uses, [](const ValueUse &Use) {
    if (!Use.Ref)
      return false;
    const Consumer Taken = consumerOf(Use, *Use.Ref);
    return Taken.Kind == ConsumerKind::Operator && Taken.Op == OO_Equal;
  });
}

static std::optional<Box> findValueBox(const ASTContext &Context,
                                       const ValueUses &All,
                                       const ValueDecl &Value, QualType T,
                                       uint64_t MaxBytes) {
  if (!isa<FieldDecl>(Value) || !couldLieInside(Context, T, Value, MaxBytes))
    return std::nullopt;
  const DeclUses &Uses = All.of(Value);
  const PointerUses Sum = pointerUsesOf(All, Uses, T);
  if (Sum.Makes == 0 || Sum.Accesses == 0 || Sum.MakesDerived ||
      Sum.IsTransferred || Sum.IsCopied || Sum.IsExposed || Sum.IsResetAtEnd ||
      Sum.Strongest == Retention::Lasting)
    return std::nullopt;
  if (!isStandardClass(T) && !Sum.MayBeNull && !isMadeWithOwner(Uses) &&
      !hasDefaultConstructor(T))
    return std::nullopt;
  Box Result = makeBox(Context, BoxKind::Value, Value, T, Uses);
  Result.MayBeEmpty = Sum.MayBeNull;
  return Result;
}

static bool derivesFromSharedThis(QualType T) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && forEachBase(*Record, [](const CXXRecordDecl &Class) {
           return qualifiedName(Class) == "std::enable_shared_from_this";
         });
}

static bool isOwnerCopied(TuIndex &Index, const ValueDecl &Value) {
  const auto *Owner = dyn_cast<CXXRecordDecl>(Value.getDeclContext());
  if (!Owner)
    return false;
  if (mayBeCopied(*Owner))
    return true;
  // What system headers copy is not seen: elements of containers.
  const BulkUse *Bulk = Index.get<RecordUses>().findBulkUse(*Owner);
  return Bulk && Bulk->Kind != BulkKind::Allocated;
}

/// Automatic variables are for memtidy-local-heap.
static bool mayBeUnshared(const ValueDecl &Value) {
  const auto *Variable = dyn_cast<VarDecl>(&Value);
  return !Variable || Variable->hasGlobalStorage();
}

static std::optional<Box> findUnshared(TuIndex &Index, const ValueUses &All,
                                       const ValueDecl &Value, QualType T,
                                       uint64_t MaxBytes) {
  const ASTContext &Context = Index.context();
  if (!mayBeUnshared(Value) || T->isDependentType() || T->isIncompleteType() ||
      T->isArrayType() || T->isVoidType() || !isCompleteAt(Context, T, Value) ||
      derivesFromSharedThis(T))
    return std::nullopt;
  const DeclUses &Uses = All.of(Value);
  const PointerUses Sum = pointerUsesOf(All, Uses, T);
  if (Sum.Makes == 0 || Sum.Accesses == 0 || Sum.IsTransferred ||
      Sum.IsCopied || Sum.IsExposed)
    return std::nullopt;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  const CXXDestructorDecl *Destructor =
      Record ? Record->getDestructor() : nullptr;
  // A shared pointer remembers how to destroy a derived object.
  if (Sum.MakesDerived && !(Destructor && Destructor->isVirtual()))
    return std::nullopt;
  if (isOwnerCopied(Index, Value))
    return std::nullopt;
  Box Result = makeBox(Context, BoxKind::Unshared, Value, T, Uses);
  Result.CouldBeValue =
      !Sum.MayBeNull && findValueBox(Context, All, Value, T, MaxBytes);
  return Result;
}

/// `*Shared = ...` gives all sharers another object: a slot, not a box.
static bool isReseated(const ValueUse &Use) {
  if (!Use.Ref)
    return false;
  const Consumer Access = consumerOf(Use, *Use.Ref);
  if (Access.Kind != ConsumerKind::Operator)
    return Access.Kind != ConsumerKind::Test &&
           Access.Kind != ConsumerKind::Copy;
  if (Access.Op != OO_Star && Access.Op != OO_Arrow)
    return true;
  const Consumer Taken = consumerOf(Use, Access);
  if (Taken.Kind == ConsumerKind::Call)
    return Taken.Name != "get";
  return Taken.Kind != ConsumerKind::Test &&
         !(Taken.Kind == ConsumerKind::Operator &&
           (Taken.Op == OO_Star || Taken.Op == OO_Arrow));
}

static std::optional<Box> findNested(const ASTContext &Context,
                                     const ValueDecl &Value,
                                     const DeclUses &Uses, QualType Inner) {
  QualType T = uniquePointee(Inner);
  if (T.isNull())
    T = sharedPointee(Inner);
  if (!isMeasurable(T) || Uses.Uses.empty() ||
      llvm::any_of(Uses.Uses, isReseated))
    return std::nullopt;
  return makeBox(Context, BoxKind::Nested, Value, T, Uses);
}

static std::optional<Box> findElements(TuIndex &Index, const ValueDecl &Value,
                                       const DeclUses &Uses, QualType Element,
                                       const ElementFinder &Finder,
                                       uint64_t MaxBytes) {
  const ASTContext &Context = Index.context();
  QualType T = uniquePointee(Element);
  if (T.isNull()) {
    T = sharedPointee(Element);
    // A copy of the owner shares them.
    if (T.isNull() || !isMeasurable(T) || derivesFromSharedThis(T) ||
        isOwnerCopied(Index, Value))
      return std::nullopt;
  }
  if (!couldLieInside(Context, T, Value, MaxBytes) || mayLetThisOut(T) ||
      !Finder.ownsPlainly(Uses, T))
    return std::nullopt;
  return makeBox(Context, BoxKind::Elements, Value, T, Uses);
}

static std::optional<Box> findListNodes(const ASTContext &Context,
                                        const ValueDecl &Value,
                                        const DeclUses &Uses, QualType T,
                                        const ElementFinder &Finder,
                                        uint64_t MaxBytes) {
  // A vector of bool has no elements to refer to.
  if (!couldLieInside(Context, T, Value, MaxBytes) || T->isBooleanType() ||
      mayLetThisOut(T) || !Finder.isFilledAndWalked(Uses))
    return std::nullopt;
  return makeBox(Context, BoxKind::ListNodes, Value, T, Uses);
}

/// Asks the type alone, before all uses are looked for.
static bool mayBeBox(QualType Type) {
  if (!uniquePointee(Type).isNull() || !sharedPointee(Type).isNull())
    return true;
  const TypeView View = viewOf(Type);
  if (View.Args.empty())
    return false;
  return View.Name == "std::list" ||
         (View.Name == "std::vector" &&
          (!uniquePointee(View.Args.front()).isNull() ||
           !sharedPointee(View.Args.front()).isNull()));
}

/// \p Value is no part of a pattern that depends on arguments.
static std::optional<Box> findConcrete(TuIndex &Index, const ValueDecl &Value,
                                       const ValueUses &All,
                                       uint64_t MaxBytes) {
  const ASTContext &Context = Index.context();
  const DeclUses &Uses = All.of(Value);
  if (QualType T = uniquePointee(Value.getType()); !T.isNull())
    return findValueBox(Context, All, Value, T, MaxBytes);
  if (QualType T = sharedPointee(Value.getType()); !T.isNull()) {
    if (std::optional<Box> Found = findNested(Context, Value, Uses, T))
      return Found;
    return findUnshared(Index, All, Value, T, MaxBytes);
  }
  const TypeView View = viewOf(Value.getType());
  if (View.Args.empty())
    return std::nullopt;
  const ElementFinder Finder(All);
  const QualType Element = firstArgument(Value.getType(), View);
  if (View.Name == "std::vector")
    return findElements(Index, Value, Uses, Element, Finder, MaxBytes);
  if (View.Name == "std::list")
    return findListNodes(Context, Value, Uses, Element, Finder, MaxBytes);
  return std::nullopt;
}

/// What a box of \p Type is around, as the author wrote it.
static QualType contentOf(QualType Type) {
  auto PointeeOf = [](QualType Pointer) {
    const QualType T = uniquePointee(Pointer);
    return T.isNull() ? sharedPointee(Pointer) : T;
  };
  const TypeView View = viewOf(Type);
  if (View.Name == "std::vector" || View.Name == "std::list")
    Type = firstArgument(Type, View);
  for (QualType T = PointeeOf(Type); !T.isNull(); T = PointeeOf(Type))
    Type = T;
  return Type;
}

std::optional<Box> memtidy::findBox(TuIndex &Index, const ValueDecl &Value,
                                    uint64_t MaxBytes) {
  const QualType Type = Value.getType();
  if (!mayBeBox(Type) || Type->isReferenceType() ||
      !seesAllUses(Index.context(), Value))
    return std::nullopt;
  const ValueUses &All = Index.get<ValueUses>();
  if (isa<FieldDecl>(Value) && All.mayBeNamedByTemplate(Value.getName()))
    return std::nullopt;
  std::optional<Box> Result =
      All.findConcrete(Value, Type->isDependentType(),
                       [&](const ValueDecl &Concrete, const ValueUses &Uses) {
                         return findConcrete(Index, Concrete, Uses, MaxBytes);
                       });
  if (!Result || !Result->isInTemplate())
    return Result;
  const QualType Content = contentOf(Type);
  // Other arguments may be large, derived from, or never move.
  if (Result->Kind != BoxKind::Unshared && !isStandardClass(Content))
    return std::nullopt;
  Result->Content = Content;
  return Result;
}
