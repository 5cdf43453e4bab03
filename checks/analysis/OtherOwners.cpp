//===- OtherOwners.cpp - Who else owns what is written to a field ---------===//

#include "checks/analysis/OtherOwners.h"
#include "checks/analysis/FreshOwner.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

static constexpr unsigned MaxDepth = 4;

// The variable at the start of a->b.c; null for others and for this.
static const VarDecl *rootOf(const Expr *E) {
  while (E) {
    E = &stripped(*E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return dyn_cast<VarDecl>(Ref->getDecl());
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
      E = Operator->getArg(0);
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
      E = Call->getImplicitObjectArgument();
    else
      return nullptr;
  }
  return nullptr;
}

namespace {
/// Does a local owner give its object to something that outlives it?
class EscapeFinder : public RecursiveASTVisitor<EscapeFinder> {
public:
  /// Places that start at \p Except do not count, nor does \p Write.
  EscapeFinder(const VarDecl &Var, const VarDecl *Except, const Expr *Write)
      : Var(Var), Except(Except), Write(Write) {}

  bool VisitReturnStmt(ReturnStmt *Return) {
    Escapes |= Return->getRetValue() && isVar(*Return->getRetValue());
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    if (Call == Write)
      return true;
    if (!Operator) {
      const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      if (Member && Except &&
          rootOf(Member->getImplicitObjectArgument()) == Except)
        return true;
      for (const Expr *Argument : Call->arguments())
        Escapes |= isVar(*Argument);
    } else if (Operator->getOperator() == OO_Equal &&
               isVar(*Operator->getArg(1))) {
      const VarDecl *Target = rootOf(Operator->getArg(0));
      Escapes |= (!Target || Target != Except) && Operator->getArg(0) != Write;
    }
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Made) {
    // Copies of the pointer are judged where they go.
    if (Made != Write && (Made->getNumArgs() != 1 ||
                          !Made->getConstructor()->isCopyOrMoveConstructor()))
      for (const Expr *Argument : Made->arguments())
        Escapes |= isVar(*Argument);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    for (const LambdaCapture &Capture : Lambda->captures())
      Escapes |= Capture.capturesVariable() && Capture.getCapturedVar() == &Var;
    return true;
  }

  bool Escapes = false;

private:
  bool isVar(const Expr &E) const {
    const Expr *Value = &stripped(E);
    if (const auto *Call = dyn_cast<CallExpr>(Value);
        Call && Call->isCallToStdMove())
      Value = &stripped(*Call->getArg(0));
    const auto *Ref = dyn_cast<DeclRefExpr>(Value);
    return Ref && Ref->getDecl() == &Var;
  }

  const VarDecl &Var;
  const VarDecl *Except;
  const Expr *Write;
};

class Judge {
public:
  explicit Judge(const OwnerTypes &Types) : Types(Types) {}

  OtherOwner judge(const Expr &Value, const Expr *Target,
                   const FunctionDecl &In, unsigned Depth);

private:
  friend class CallFinder;

  OtherOwner ofVariable(const VarDecl &Var, const Expr *Target,
                        const FunctionDecl &In, bool Moved, unsigned Depth);
  OtherOwner ofParameter(const ParmVarDecl &Param, const FunctionDecl &In,
                         unsigned Depth);
  OtherOwner ofCall(const Expr &E, const CallView &Call, const Expr *Target,
                    const FunctionDecl &In, unsigned Depth);

  const OwnerTypes &Types;
};

/// Judges what the calls of a function give to one of its parameters.
class CallFinder : public RecursiveASTVisitor<CallFinder> {
public:
  CallFinder(Judge &By, const ParmVarDecl &Param, const FunctionDecl &Callee,
             unsigned Depth)
      : By(By), Param(Param), Callee(*Callee.getCanonicalDecl()), Depth(Depth) {
  }

  bool TraverseDecl(Decl *D) {
    auto *Function = dyn_cast_or_null<FunctionDecl>(D);
    const FunctionDecl *Outer = In;
    if (Function)
      In = Function;
    bool Continue = RecursiveASTVisitor::TraverseDecl(D);
    In = Outer;
    return Continue;
  }

  bool VisitCallExpr(CallExpr *Call) {
    std::optional<CallView> View = callViewOf(*Call, By.Types);
    if (View && !View->Made.isNull() &&
        By.Types.model().Makers.matches(View->Name))
      View = constructionBy(*View);
    look(View);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Made) {
    look(callViewOf(*Made, By.Types));
    return true;
  }

  OtherOwner Worst = OtherOwner::Known;

private:
  void look(const std::optional<CallView> &View) {
    if (!View || !In)
      return;
    unsigned Index = Param.getFunctionScopeIndex();
    for (const FunctionDecl *Candidate : View->Callees)
      if (Candidate->getCanonicalDecl() == &Callee && Index < View->Args.size())
        if (OtherOwner Owner =
                By.judge(*View->Args[Index], View->Site, *In, Depth);
            Worst == OtherOwner::Known)
          Worst = Owner;
  }

  Judge &By;
  const ParmVarDecl &Param;
  const FunctionDecl &Callee;
  unsigned Depth;
  const FunctionDecl *In = nullptr;
};
} // namespace

OtherOwner Judge::ofParameter(const ParmVarDecl &Param, const FunctionDecl &In,
                              unsigned Depth) {
  if (Depth == 0)
    return OtherOwner::Unseen;
  CallFinder Calls(*this, Param, In, Depth - 1);
  forEachUserDecl(Param.getASTContext(),
                  [&](Decl &D) { Calls.TraverseDecl(&D); });
  return Calls.Worst;
}

OtherOwner Judge::ofVariable(const VarDecl &Var, const Expr *Target,
                             const FunctionDecl &In, bool Moved,
                             unsigned Depth) {
  if (const auto *Param = dyn_cast<ParmVarDecl>(&Var)) {
    // A parameter that the caller moves from is as good as what it is given.
    for (const ParmVarDecl *Own : In.parameters())
      if (Own == Param)
        return ofParameter(*Param, In, Depth);
    return OtherOwner::Unseen;
  }
  if (!Var.hasLocalStorage())
    return Moved ? OtherOwner::Moved : OtherOwner::Known;
  if (Var.isCXXForRangeDecl())
    return OtherOwner::Known;
  if (!Var.getInit())
    return OtherOwner::Unseen;
  OtherOwner Owner = judge(*Var.getInit(), Target, In, Depth);
  if (Owner != OtherOwner::None)
    return Owner;
  if (Moved)
    return OtherOwner::Moved;
  // Made here. It may die at the end, unless somebody else gets it, or unless
  // nobody can reach the field then.
  EscapeFinder Kept(Var, nullptr, Target);
  Kept.TraverseStmt(In.getBody());
  const VarDecl *Holder = rootOf(Target);
  if (Kept.Escapes || !Holder || !Holder->isLocalVarDecl())
    return Kept.Escapes ? OtherOwner::Known : OtherOwner::None;
  EscapeFinder Reached(*Holder, &Var, nullptr);
  Reached.TraverseStmt(In.getBody());
  return Reached.Escapes ? OtherOwner::None : OtherOwner::Known;
}

OtherOwner Judge::ofCall(const Expr &E, const CallView &Call,
                         const Expr *Target, const FunctionDecl &In,
                         unsigned Depth) {
  llvm::StringRef Name = Call.bareName();
  if (Name == "shared_from_this" || Name == "lock")
    return OtherOwner::Known;
  bool Copies = !isa<CallExpr>(E) || Name.contains_insensitive("pointer_cast");
  if (Copies && !Call.Args.empty())
    return judge(*Call.Args.front(), Target, In, Depth);
  const FunctionDecl *Callee =
      Call.Callees.size() == 1 ? Call.Callees.front() : nullptr;
  if (!Callee)
    return OtherOwner::Unseen;
  if (Callee->getReturnType()->isReferenceType())
    return OtherOwner::Known;
  // A getter: one statement that returns a field.
  const FunctionDecl *Body = definitionOf(*Callee);
  const auto *Block = Body ? dyn_cast<CompoundStmt>(Body->getBody()) : nullptr;
  const auto *Return = Block && Block->size() == 1
                           ? dyn_cast<ReturnStmt>(Block->body_front())
                           : nullptr;
  bool Gets = Return && Return->getRetValue() &&
              isa<MemberExpr>(stripped(*Return->getRetValue()));
  return Gets ? OtherOwner::Known : OtherOwner::Unseen;
}

OtherOwner Judge::judge(const Expr &Value, const Expr *Target,
                        const FunctionDecl &In, unsigned Depth) {
  const Expr &E = stripped(Value);
  if (isa<CXXNullPtrLiteralExpr>(E))
    return OtherOwner::Known;
  if (freshOwnerIn(E, Types))
    return OtherOwner::None;
  const auto *Move = dyn_cast<CallExpr>(&E);
  bool Moved = Move && Move->isCallToStdMove();
  const Expr &Source = Moved ? stripped(*Move->getArg(0)) : E;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Source))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return ofVariable(*Var, Target, In, Moved, Depth);
  if (isa<MemberExpr>(Source))
    return Moved ? OtherOwner::Moved : OtherOwner::Known;
  if (Moved)
    return OtherOwner::Moved;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(&E)) {
    OtherOwner First = judge(*Choice->getTrueExpr(), Target, In, Depth);
    return First != OtherOwner::Known
               ? First
               : judge(*Choice->getFalseExpr(), Target, In, Depth);
  }
  // A pointer that is empty.
  std::optional<CallView> Call = callViewOf(E, Types);
  if (Call && !isa<CallExpr>(E) && Call->Args.empty())
    return OtherOwner::Known;
  return Call ? ofCall(E, *Call, Target, In, Depth) : OtherOwner::Unseen;
}

OtherOwner memtidy::otherOwnerOf(const Expr &Value, const Expr *Target,
                                 const FunctionDecl &In,
                                 const OwnerTypes &Types) {
  return Judge(Types).judge(Value, Target, In, MaxDepth);
}
