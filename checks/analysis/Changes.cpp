//===- Changes.cpp - May a piece of code change a variable? ---------------===//

#include "checks/analysis/Changes.h"
#include "checks/analysis/Place.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

// Does the expression name Decl as a whole or as the root of a field?
static bool roots(const Expr *E, const ValueDecl &Decl) {
  if (!E)
    return false;
  std::optional<Place> Named = placeOf(*E);
  if (!Named)
    return false;
  if (isa<FieldDecl>(Decl))
    return llvm::is_contained(Named->Fields, Decl.getCanonicalDecl());
  return Named->Root == Decl.getCanonicalDecl();
}

static bool mayChange(const MemberCall &Call) {
  if (const auto *Written = dyn_cast<CXXMemberCallExpr>(Call.Site))
    if (const CXXMethodDecl *Method = Written->getMethodDecl())
      return !Method->isConst();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call.Site)) {
    if (const auto *Method =
            dyn_cast_or_null<CXXMethodDecl>(Operator->getDirectCallee()))
      return !Method->isConst();
    return Operator->isAssignmentOp() ||
           Operator->getOperator() == OO_PlusPlus ||
           Operator->getOperator() == OO_MinusMinus;
  }
  // In a template: what only reads has these names everywhere.
  return !llvm::is_contained({"size", "empty", "begin", "end", "cbegin", "cend",
                              "at", "find", "count", "contains", "operator[]",
                              "front", "back", "length"},
                             Call.Name);
}

// Access to elements does not change how many there are.
static bool onlyReaches(const MemberCall &Call) {
  return llvm::is_contained({"begin", "end", "at", "find", "operator[]",
                             "front", "back", "data", "operator*", "operator->",
                             "get", "rbegin", "rend"},
                            Call.Name);
}

static bool bindsMutable(const CallExpr &Call, const ValueDecl &Decl) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const unsigned First =
      isa<CXXOperatorCallExpr>(Call) && isa_and_nonnull<CXXMethodDecl>(Callee);
  for (unsigned I = First; I < Call.getNumArgs(); ++I) {
    if (!roots(Call.getArg(I), Decl))
      continue;
    if (!Callee || I - First >= Callee->getNumParams()) {
      if (!Callee)
        return true;
      continue;
    }
    QualType Type = Callee->getParamDecl(I - First)->getType();
    if (Type->isReferenceType() && !Type->getPointeeType().isConstQualified())
      return true;
  }
  return false;
}

static bool changesDirectly(const Stmt &S, const ValueDecl &Decl) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(&S))
    return (Unary->isIncrementDecrementOp() ||
            Unary->getOpcode() == UO_AddrOf) &&
           roots(Unary->getSubExpr(), Decl);
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S))
    return Binary->isAssignmentOp() && roots(Binary->getLHS(), Decl);
  if (const auto *Declared = dyn_cast<DeclStmt>(&S))
    return llvm::any_of(Declared->decls(), [&](const auto *D) {
      const auto *Var = dyn_cast<VarDecl>(D);
      // A range-for takes its range by a reference of its own.
      return Var && !Var->isImplicit() && Var->getType()->isReferenceType() &&
             !Var->getType()->getPointeeType().isConstQualified() &&
             roots(Var->getInit(), Decl);
    });
  if (const auto *Lambda = dyn_cast<LambdaExpr>(&S))
    return isChangedIn(Decl, *Lambda->getBody());
  const auto *Call = dyn_cast<CallExpr>(&S);
  if (!Call)
    return false;
  if (std::optional<MemberCall> Member = memberCallOf(*Call))
    if (roots(Member->Object, Decl) && mayChange(*Member) &&
        !onlyReaches(*Member))
      return true;
  return bindsMutable(*Call, Decl);
}

bool memtidy::isChangedIn(const ValueDecl &Decl, const Stmt &Code,
                          const Stmt *Except) {
  if (&Code == Except)
    return false;
  if (changesDirectly(Code, Decl))
    return true;
  return llvm::any_of(Code.children(), [&](const Stmt *Child) {
    return Child && isChangedIn(Decl, *Child, Except);
  });
}
