//===- BoxUses.cpp - What the uses of a smart pointer ask of it -----------===//

#include "checks/analysis/BoxUses.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace memtidy;

/// Looks through what the compiler adds around a made pointer.
static const Expr &made(const Expr &Start) {
  const Expr *E = &Start;
  for (const Expr *Before = nullptr; E != Before;) {
    Before = E;
    E = E->IgnoreParenImpCasts()->IgnoreUnlessSpelledInSource();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    if (const auto *List = dyn_cast<InitListExpr>(E))
      if (List->getNumInits() == 1)
        E = List->getInit(0);
    if (const auto *List = dyn_cast<ParenListExpr>(E))
      if (List->getNumExprs() == 1)
        E = List->getExpr(0);
    // unique_ptr<T>(new T) and shared_ptr<Base>(make_shared<Derived>()).
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
      if (Construct->getNumArgs() == 1 &&
          !Construct->getConstructor()->isCopyConstructor())
        E = Construct->getArg(0);
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr();
  }
  return *E;
}

static BoxSource compare(QualType Made, QualType T) {
  if (Made->isDependentType() || T->isDependentType())
    return Made.getCanonicalType() == T.getCanonicalType() ? BoxSource::Made
                                                           : BoxSource::Foreign;
  return Made.getCanonicalType().getUnqualifiedType() ==
                 T.getCanonicalType().getUnqualifiedType()
             ? BoxSource::Made
             : BoxSource::MadeSub;
}

BoxSource memtidy::boxSourceOf(const Expr &Start, QualType T) {
  const Expr &E = made(Start);
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return BoxSource::Null;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&E))
    return Construct->getNumArgs() == 0 ? BoxSource::Null : BoxSource::Foreign;
  if (const auto *List = dyn_cast<InitListExpr>(&E))
    return List->getNumInits() == 0 ? BoxSource::Null : BoxSource::Foreign;
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(E))
    return BoxSource::Null;
  if (const auto *New = dyn_cast<CXXNewExpr>(&E))
    return New->isArray() || New->getNumPlacementArgs()
               ? BoxSource::Foreign
               : compare(New->getAllocatedType(), T);
  const auto *Call = dyn_cast<CallExpr>(&E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() || !Callee->isInStdNamespace() ||
      (Callee->getName() != "make_unique" &&
       Callee->getName() != "make_shared"))
    return BoxSource::Foreign;
  const auto *Args = Callee->getTemplateSpecializationArgs();
  if (!Args || Args->size() == 0 ||
      Args->get(0).getKind() != TemplateArgument::Type)
    return BoxSource::Foreign;
  return compare(Args->get(0).getAsType(), T);
}

static Retention holdOfArgument(const Consumer &Taken) {
  if (Taken.Param.isNull())
    return Retention::Lasting;
  if (!Taken.Param->isReferenceType())
    return Retention::None;
  if (isa_and_nonnull<CXXConstructorDecl>(Taken.Callee))
    return Retention::Lasting;
  return Taken.Param->getPointeeType().isConstQualified() ? Retention::None
                                                          : Retention::Lent;
}

namespace {
/// Follows an object through the references that a function binds to it.
class HoldFinder {
public:
  explicit HoldFinder(const ValueUses &All) : All(All) {}

  Retention ofObject(const ValueUse &Use, const Consumer &Taken) {
    switch (Taken.Kind) {
    case ConsumerKind::Call:
    case ConsumerKind::Test:
    case ConsumerKind::Read:
    case ConsumerKind::Copy:
    case ConsumerKind::Move:
    case ConsumerKind::Value:
    case ConsumerKind::Range:
    case ConsumerKind::Discard:
    case ConsumerKind::Operator:
    case ConsumerKind::Subscript:
      return Retention::None;
    case ConsumerKind::Field:
      return ofField(Use, consumerOf(Use, Taken));
    case ConsumerKind::Argument:
      return holdOfArgument(Taken);
    case ConsumerKind::Bind:
      return Taken.Variable && Taken.Variable->isLocalVarDecl()
                 ? std::max(Retention::Local, ofReference(*Taken.Variable))
                 : Retention::Lasting;
    case ConsumerKind::Return:
      return Retention::Returned;
    case ConsumerKind::Address:
    case ConsumerKind::Deref:
    case ConsumerKind::Other:
      return Retention::Lasting;
    }
    llvm_unreachable("not a kind of consumer");
  }

  Retention ofReference(const VarDecl &Variable) {
    if (!Seen.insert(&Variable).second)
      return Retention::None;
    Retention Strongest = Retention::None;
    for (const ValueUse &Use : All.of(Variable).Uses)
      Strongest =
          std::max(Strongest, Use.Ref ? ofObject(Use, consumerOf(Use, *Use.Ref))
                                      : ofCapture(Use));
    return Strongest;
  }

private:
  Retention ofField(const ValueUse &Use, const Consumer &Next) {
    if (Next.Kind == ConsumerKind::Address)
      return Retention::Lasting;
    return Next.Kind == ConsumerKind::Bind ? ofObject(Use, Next)
                                           : Retention::None;
  }

  // The body's uses follow; what matters is that a lambda may live longer.
  static Retention ofCapture(const ValueUse &Use) {
    return Use.CapturedByReference ? Retention::Local : Retention::None;
  }

  const ValueUses &All;
  llvm::SmallPtrSet<const VarDecl *, 4> Seen;
};
} // namespace

Retention memtidy::holdOf(const ValueUses &All, const ValueUse &Use,
                          const Consumer &Access) {
  return HoldFinder(All).ofObject(Use, consumerOf(Use, Access));
}

Retention memtidy::holdOf(const ValueUses &All, const VarDecl &Variable) {
  return HoldFinder(All).ofReference(Variable);
}

namespace {
/// Adds up the uses of one pointer.
class Sum {
public:
  Sum(const ValueUses &All, QualType T) : All(All), T(T) {}

  PointerUses Result;

  void addSource(const Expr &E) {
    switch (boxSourceOf(E, T)) {
    case BoxSource::MadeSub:
      Result.MakesDerived = true;
      [[fallthrough]];
    case BoxSource::Made:
      ++Result.Makes;
      return;
    case BoxSource::Null:
      return;
    case BoxSource::Foreign:
      Result.IsTransferred = true;
      return;
    }
  }

  void addUse(const ValueUse &Use) {
    if (!Use.Ref) {
      // Captured by reference: the body's uses are uses of their own.
      Result.IsCopied |= !Use.CapturedByReference;
      return;
    }
    const Consumer Taken = consumerOf(Use, *Use.Ref);
    switch (Taken.Kind) {
    case ConsumerKind::Operator:
      return addOperator(Use, Taken);
    case ConsumerKind::Call:
      return addCall(Use, Taken);
    case ConsumerKind::Test:
      Result.MayBeNull = true;
      return;
    case ConsumerKind::Move:
      Result.IsTransferred = true;
      return;
    case ConsumerKind::Discard:
      return;
    case ConsumerKind::Copy:
    case ConsumerKind::Argument:
    case ConsumerKind::Return:
      Result.IsCopied = true;
      return;
    default:
      Result.IsExposed = true;
    }
  }

private:
  void addAccess(const ValueUse &Use, const Consumer &Access) {
    ++Result.Accesses;
    Result.Strongest = std::max(Result.Strongest, holdOf(All, Use, Access));
  }

  void addOperator(const ValueUse &Use, const Consumer &Taken) {
    switch (Taken.Op) {
    case OO_Arrow:
    case OO_Star:
      return addAccess(Use, Taken);
    case OO_EqualEqual:
    case OO_ExclaimEqual:
      Result.IsExposed = true;
      return;
    case OO_Equal:
      if (Taken.Arg == 0)
        return addAssignment(Use, Taken);
      Result.IsCopied = true;
      return;
    default:
      Result.IsExposed = true;
    }
  }

  void addAssignment(const ValueUse &Use, const Consumer &Taken) {
    const auto &Call = *cast<CXXOperatorCallExpr>(Taken.Site);
    addNewValue(Use, *Call.getArg(1));
    if (consumerOf(Use, Taken).Kind != ConsumerKind::Discard)
      Result.IsExposed = true;
  }

  /// What replaces the present value, if there is one.
  void addNewValue(const ValueUse &Use, const Expr &E) {
    addSource(E);
    if (boxSourceOf(E, T) == BoxSource::Null)
      addNull(Use);
  }

  void addNull(const ValueUse &Use) {
    Result.MayBeNull = true;
    Result.IsResetAtEnd |= isa_and_nonnull<CXXDestructorDecl>(Use.Function);
  }

  void addCall(const ValueUse &Use, const Consumer &Taken) {
    const auto &Call = *cast<CXXMemberCallExpr>(Taken.Site);
    if (Taken.Name == "get")
      return addRawPointer(Use, Taken);
    if (Taken.Name == "reset") {
      if (Call.getNumArgs() == 0 || Call.getArg(0)->isDefaultArgument())
        return addNull(Use);
      if (Call.getNumArgs() == 1)
        return addNewValue(Use, *Call.getArg(0));
    }
    Result.IsTransferred = true;
  }

  void addRawPointer(const ValueUse &Use, const Consumer &Taken) {
    const Consumer Next = consumerOf(Use, Taken);
    if (Next.Kind == ConsumerKind::Test)
      Result.MayBeNull = true;
    else if (Next.Kind == ConsumerKind::Field ||
             Next.Kind == ConsumerKind::Call ||
             Next.Kind == ConsumerKind::Deref)
      addAccess(Use, Next.Kind == ConsumerKind::Deref ? Next : Taken);
    else
      Result.Strongest = Retention::Lasting;
  }

  const ValueUses &All;
  const QualType T;
};
} // namespace

PointerUses memtidy::pointerUsesOf(const ValueUses &All, const DeclUses &Uses,
                                   QualType T) {
  Sum Total(All, T);
  for (const Expr *Source : Uses.Sources)
    Total.addSource(*Source);
  for (const ValueUse &Use : Uses.Uses)
    Total.addUse(Use);
  return Total.Result;
}
