//===- LoopWalk.cpp - What a loop walks over ------------------------------===//

#include "checks/analysis/LoopWalk.h"
#include "checks/analysis/Place.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

static bool isRefTo(const Expr &E, const VarDecl &Var) {
  const auto *Ref = dyn_cast<DeclRefExpr>(&bare(E));
  return Ref && Ref->getDecl() == &Var;
}

/// Returns the object of `C.Name()` or the argument of `Name(C)`, or null.
static const Expr *subjectOf(const Expr &E,
                             std::initializer_list<llvm::StringRef> Names) {
  const Expr &Call = bare(E);
  auto IsOne = [&](const NamedDecl *Callee) {
    return Callee && Callee->getIdentifier() &&
           llvm::is_contained(Names, Callee->getName());
  };
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
    return Member->getNumArgs() == 0 && IsOne(Member->getMethodDecl())
               ? Member->getImplicitObjectArgument()->IgnoreParenImpCasts()
               : nullptr;
  const auto *Free = dyn_cast<CallExpr>(&Call);
  return Free && Free->getNumArgs() == 1 && IsOne(Free->getDirectCallee())
             ? Free->getArg(0)->IgnoreParenImpCasts()
             : nullptr;
}

/// Returns the variable that \p Loop declares alone, or null.
static const VarDecl *variableOf(const ForStmt &Loop) {
  const auto *Init = dyn_cast_or_null<DeclStmt>(Loop.getInit());
  if (!Init || !Init->isSingleDecl())
    return nullptr;
  const auto *Var = dyn_cast<VarDecl>(Init->getSingleDecl());
  return Var && Var->getInit() ? Var : nullptr;
}

static bool isIncrementOf(const Stmt *Step, const VarDecl &Var) {
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Step))
    return Unary->isIncrementOp() && isRefTo(*Unary->getSubExpr(), Var);
  if (const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(Step))
    return Call->getOperator() == OO_PlusPlus && isRefTo(*Call->getArg(0), Var);
  return false;
}

/// Returns the right side of `Var < X` or `Var != X`, or null.
static const Expr *boundOf(const Expr *Condition, const VarDecl &Var) {
  if (!Condition)
    return nullptr;
  const Expr &Bare = bare(*Condition);
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(&Bare)) {
    auto Parts = Rewritten->getDecomposedForm();
    return Parts.Opcode == BO_NE && isRefTo(*Parts.LHS, Var) ? Parts.RHS
                                                             : nullptr;
  }
  if (const auto *Compare = dyn_cast<BinaryOperator>(&Bare))
    return (Compare->getOpcode() == BO_LT || Compare->getOpcode() == BO_NE) &&
                   isRefTo(*Compare->getLHS(), Var)
               ? Compare->getRHS()
               : nullptr;
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&Bare))
    return (Call->getOperator() == OO_ExclaimEqual ||
            Call->getOperator() == OO_Less) &&
                   isRefTo(*Call->getArg(0), Var)
               ? Call->getArg(1)
               : nullptr;
  return nullptr;
}

/// Is it `I > 0`, `I != 0` or `I >= 1`?
static bool asksFirst(const Expr &E, const LoopWalk &Walk) {
  const auto *Compare = dyn_cast<BinaryOperator>(&E);
  const auto *Number =
      Compare ? dyn_cast<IntegerLiteral>(&bare(*Compare->getRHS())) : nullptr;
  if (!Number || Walk.Kind != WalkKind::Index ||
      !isRefTo(*Compare->getLHS(), *Walk.Element))
    return false;
  return Compare->getOpcode() == BO_GE ? Number->getValue() == 1
                                       : (Compare->getOpcode() == BO_GT ||
                                          Compare->getOpcode() == BO_NE) &&
                                             Number->getValue() == 0;
}

/// Does \p S end the loop with where it has come to?
static bool leavesWithPlace(const Stmt &S, const LoopWalk &Walk) {
  const auto *Return = dyn_cast<ReturnStmt>(&S);
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  const auto *Ref =
      Value ? dyn_cast<DeclRefExpr>(bare(*Value).IgnoreParenCasts()) : nullptr;
  return Ref && Ref->getDecl() == Walk.Element;
}

/// Returns whether every use of the walk's variable in \p Code is an element,
/// or asks whether it is the first, or ends the loop with it.
static bool usesElementsOnly(const Stmt &Code, LoopWalk &Walk,
                             const ASTContext &Context) {
  if (leavesWithPlace(Code, Walk))
    return true;
  if (const auto *E = dyn_cast<Expr>(&Code)) {
    if (isElementOf(*E, Walk, Context))
      return true;
    if (asksFirst(*E, Walk))
      return Walk.AsksFirst = true;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return Ref->getDecl() != Walk.Element;
    if (isa<LambdaExpr>(E))
      return !mentions(*E, *Walk.Element);
  }
  return llvm::all_of(Code.children(), [&](const Stmt *Child) {
    return !Child || usesElementsOnly(*Child, Walk, Context);
  });
}

/// Returns the array of exactly \p Bound elements that \p Code indexes by
/// \p Var, or null.
static const Expr *arrayOfSize(const Stmt &Code, const VarDecl &Var,
                               const Expr &Bound, const ASTContext &Context) {
  const Expr &Core = bare(Bound);
  if (Core.isValueDependent() || !Core.getType()->isIntegerType())
    return nullptr;
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(&Code);
      Element && isRefTo(*Element->getIdx(), Var)) {
    const Expr &Base = bare(*Element->getBase());
    const auto *Array = Context.getAsConstantArrayType(Base.getType());
    std::optional<llvm::APSInt> Size = Core.getIntegerConstantExpr(Context);
    return Array && Size &&
                   Array->getSize().getLimitedValue() == Size->getLimitedValue()
               ? &Base
               : nullptr;
  }
  for (const Stmt *Child : Code.children())
    if (Child)
      if (const Expr *Found = arrayOfSize(*Child, Var, Bound, Context))
        return Found;
  return nullptr;
}

static std::optional<LoopWalk> indexWalk(const ForStmt &Loop,
                                         const VarDecl &Var, const Expr &Bound,
                                         const ASTContext &Context) {
  std::optional<llvm::APSInt> First =
      Var.getType()->isIntegerType()
          ? bare(*Var.getInit()).getIntegerConstantExpr(Context)
          : std::nullopt;
  const Expr *Range = subjectOf(Bound, {"size", "length", "ssize"});
  if (!Range)
    Range = arrayOfSize(*Loop.getBody(), Var, Bound, Context);
  if (!First || *First < 0 || *First > 1 || !Range)
    return std::nullopt;
  LoopWalk Walk{WalkKind::Index, Range, &Var, Loop.getBody()};
  Walk.From = First->getZExtValue();
  return Walk;
}

static std::optional<LoopWalk> iteratorWalk(const ForStmt &Loop,
                                            const VarDecl &Var,
                                            const Expr &Bound,
                                            const ASTContext &Context) {
  const Expr *Begin = subjectOf(*Var.getInit(), {"begin", "cbegin"});
  const Expr *End = subjectOf(Bound, {"end", "cend"});
  if (!Begin || !End || !isSameExpr(*Begin, *End, Context))
    return std::nullopt;
  return LoopWalk{WalkKind::Iterator, Begin, &Var, Loop.getBody()};
}

std::optional<LoopWalk> memtidy::walkOf(const Stmt &Loop,
                                        const ASTContext &Context) {
  if (const auto *For = dyn_cast<CXXForRangeStmt>(&Loop)) {
    if (For->getCoawaitLoc().isValid() || For->getInit() ||
        !For->getLoopVariable() || !For->getRangeInit())
      return std::nullopt;
    return LoopWalk{WalkKind::RangeFor,
                    For->getRangeInit()->IgnoreUnlessSpelledInSource(),
                    For->getLoopVariable(), For->getBody()};
  }
  const auto *For = dyn_cast<ForStmt>(&Loop);
  const VarDecl *Var = For ? variableOf(*For) : nullptr;
  if (!Var || !isIncrementOf(For->getInc(), *Var))
    return std::nullopt;
  const Expr *Bound = boundOf(For->getCond(), *Var);
  if (!Bound)
    return std::nullopt;
  std::optional<LoopWalk> Walk = indexWalk(*For, *Var, *Bound, Context);
  if (!Walk)
    Walk = iteratorWalk(*For, *Var, *Bound, Context);
  if (!Walk || !usesElementsOnly(*Walk->Body, *Walk, Context))
    return std::nullopt;
  return Walk;
}

bool memtidy::isElementOf(const Expr &E, const LoopWalk &Walk,
                          const ASTContext &Context) {
  if (Walk.Kind == WalkKind::Index) {
    if (const auto *Plain = dyn_cast<ArraySubscriptExpr>(&E))
      return isRefTo(*Plain->getIdx(), *Walk.Element) &&
             isSameExpr(*Plain->getBase(), *Walk.Range, Context);
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E);
    return Call && Call->getOperator() == OO_Subscript &&
           Call->getNumArgs() == 2 &&
           isRefTo(*Call->getArg(1), *Walk.Element) &&
           isSameExpr(*Call->getArg(0), *Walk.Range, Context);
  }
  if (Walk.Kind == WalkKind::Iterator) {
    if (const auto *Plain = dyn_cast<UnaryOperator>(&E))
      return Plain->getOpcode() == UO_Deref &&
             isRefTo(*Plain->getSubExpr(), *Walk.Element);
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E);
    return Call && Call->getNumArgs() == 1 &&
           (Call->getOperator() == OO_Star ||
            Call->getOperator() == OO_Arrow) &&
           isRefTo(*Call->getArg(0), *Walk.Element);
  }
  return false;
}
