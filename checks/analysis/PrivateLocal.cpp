//===- PrivateLocal.cpp - Variables that nobody else can see --------------===//

#include "checks/analysis/PrivateLocal.h"
#include "checks/analysis/Effects.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

namespace {
class LeakWalk : public RecursiveASTVisitor<LeakWalk> {
public:
  explicit LeakWalk(const VarDecl &Var) : Var(Var) {}

  bool Leaks = false;

  bool VisitUnaryOperator(UnaryOperator *E) {
    return E->getOpcode() != UO_AddrOf || note(E->getSubExpr());
  }
  bool VisitVarDecl(VarDecl *Other) {
    return !Other->getType()->isReferenceType() || note(Other->getInit());
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    const unsigned Skip =
        isa<CXXOperatorCallExpr>(E) && isa_and_nonnull<CXXMethodDecl>(Callee);
    for (unsigned I = Skip; I < E->getNumArgs(); ++I) {
      const bool ByValue =
          Callee && I - Skip < Callee->getNumParams() &&
          !Callee->getParamDecl(I - Skip)->getType()->isReferenceType();
      if (!ByValue)
        note(E->getArg(I));
    }
    return !Leaks;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    for (unsigned I = 0; I < E->getNumArgs(); ++I)
      if (I >= E->getConstructor()->getNumParams() ||
          E->getConstructor()->getParamDecl(I)->getType()->isReferenceType())
        note(E->getArg(I));
    return !Leaks;
  }
  bool TraverseLambdaExpr(LambdaExpr *E) {
    if (mentions(*E, Var))
      Leaks = true;
    return !Leaks;
  }
  bool VisitCXXTryStmt(CXXTryStmt *) { return !(Leaks = true); }

private:
  bool note(const Expr *E) {
    const auto *Ref =
        E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
    Leaks |= Ref && Ref->getDecl() == &Var;
    return !Leaks;
  }

  const VarDecl &Var;
};
} // namespace

bool memtidy::isPrivateLocal(const VarDecl &Var) {
  const auto *Function = dyn_cast<FunctionDecl>(Var.getDeclContext());
  if (!Var.hasLocalStorage() || Var.getType()->isReferenceType() || !Function ||
      !Function->hasBody())
    return false;
  LeakWalk Walk(Var);
  Walk.TraverseStmt(Function->getBody());
  return !Walk.Leaks;
}
