//===- LockGuards.cpp - What guards the uses of a pointer -----------------===//

#include "checks/edits/LockGuards.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

using Form = LockGuard::Form;
using Kind = WeakUse::Kind;

std::optional<FieldHolder> memtidy::holderOf(const FieldUse &Use) {
  const Expr *Base = Use.Access->getBase()->IgnoreParenImpCasts();
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Base);
      Call &&
      (Call->getOperator() == OO_Arrow || Call->getOperator() == OO_Star))
    Base = Call->getArg(0)->IgnoreParenImpCasts();
  if (isa<CXXThisExpr>(Base))
    return FieldHolder();
  const auto *Ref = dyn_cast<DeclRefExpr>(Base);
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var ? std::optional(FieldHolder{Var}) : std::nullopt;
}

const Stmt *memtidy::lambdaAround(const FieldUse &Use) {
  for (const Stmt *S : llvm::reverse(Use.Around))
    if (isa<LambdaExpr>(S))
      return S;
  return nullptr;
}

static bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  if (const auto *E = dyn_cast_or_null<Expr>(S))
    return isa<CXXThrowExpr>(E->IgnoreImplicit());
  return S && (isa<ReturnStmt>(S) || isa<BreakStmt>(S) || isa<ContinueStmt>(S));
}

static bool isWrite(const WeakUse &Use) {
  return Use.Is == Kind::Assigned || Use.Is == Kind::Emptied;
}

namespace {
/// Climbs from a use to what guards it.
class GuardFinder {
public:
  GuardFinder(const WeakUse &Use, llvm::ArrayRef<WeakUse> Uses,
              const ASTContext &Context)
      : Use(Use), Uses(Uses), Sources(Context.getSourceManager()),
        HasIfInit(Context.getLangOpts().CPlusPlus17) {}

  std::optional<LockGuard> find() {
    std::optional<FieldHolder> Holder = holderOf(*Use.Use);
    if (!Holder || (Holder->Var && isChanged(*Holder->Var)))
      return std::nullopt;
    Result.Of = *Holder;
    Result.Lambda = lambdaAround(*Use.Use);
    Result.In = Use.Use->In;
    const Stmt *Child = Use.Use->Access;
    for (const Stmt *Parent : llvm::reverse(Use.Use->Around)) {
      if (isa<LambdaExpr>(Parent))
        break;
      if (visit(*Parent, *Child) && !isLost())
        return std::move(Result);
      Child = Parent;
    }
    return wholeStatement();
  }

private:
  bool visit(const Stmt &Parent, const Stmt &Child) {
    if (const auto *If = dyn_cast<IfStmt>(&Parent))
      return visitIf(*If, Child);
    if (const auto *Block = dyn_cast<CompoundStmt>(&Parent))
      return visitBlock(*Block, Child);
    if (const auto *Operator = dyn_cast<BinaryOperator>(&Parent)) {
      if (Operator->isLogicalOp() && Operator->getRHS() == &Child && !Pending)
        Pending =
            firstTest(*Operator->getLHS(), Operator->getOpcode() == BO_LAnd);
    } else if (const auto *Choice = dyn_cast<ConditionalOperator>(&Parent)) {
      if (&Child != Choice->getCond() && !Pending)
        Pending =
            firstTest(*Choice->getCond(), &Child == Choice->getTrueExpr());
    }
    return false;
  }

  // The test that comes first in Condition and has the wanted answer wherever
  // all of it has.
  const WeakUse *firstTest(const Expr &Condition, bool WhenThere) const {
    const Expr *E = Condition.IgnoreImplicit()->IgnoreParenImpCasts();
    while (const auto *Operator = dyn_cast<BinaryOperator>(E)) {
      if (Operator->getOpcode() != (WhenThere ? BO_LAnd : BO_LOr))
        return nullptr;
      E = Operator->getLHS()->IgnoreImplicit()->IgnoreParenImpCasts();
    }
    if (const auto *Conversion = dyn_cast<CXXMemberCallExpr>(E);
        Conversion && isa<CXXConversionDecl>(Conversion->getMethodDecl()))
      E = Conversion->getImplicitObjectArgument();
    for (const WeakUse &Test : Uses)
      if (Test.Is == Kind::Tested && Test.WhenThere == WhenThere &&
          Test.Whole->IgnoreParenImpCasts() == E->IgnoreParenImpCasts() &&
          holderOf(*Test.Use) == Result.Of)
        return &Test;
    return nullptr;
  }

  bool visitIf(const IfStmt &If, const Stmt &Child) {
    if (If.hasInitStorage() || If.hasVarStorage())
      return false;
    if (&Child == If.getThen() || &Child == If.getCond()) {
      const WeakUse *Test = firstTest(*If.getCond(), true);
      if (!Test || (Pending && Pending != Test))
        return false;
      bool Whole = !isa<BinaryOperator>(
          If.getCond()->IgnoreImplicit()->IgnoreParenImpCasts());
      if (!Whole && (!HasIfInit ||
                     Test->Whole->getBeginLoc() != If.getCond()->getBeginLoc()))
        return false;
      return is(Whole ? Form::Condition : Form::FirstInAnd, If, Test,
                {If.getCond()->getBeginLoc(), If.getThen()->getEndLoc()});
    }
    const WeakUse *Test = firstTest(*If.getCond(), false);
    Else = Test && &Child == If.getElse() ? Test : nullptr;
    return false;
  }

  bool visitBlock(const CompoundStmt &Block, const Stmt &Child) {
    // Locked where a part of an expression was guarded; null pointers on the
    // way to the field are only known not to be there in this.
    if (Pending && isa<Expr, ReturnStmt, DeclStmt>(Child))
      return (!Result.Of.Var || startsWithTest(Child)) &&
             is(Form::Before, Child, Pending, Child.getSourceRange());
    if (Else && isa<IfStmt>(Child))
      return is(Form::Before, Child, Else, Child.getSourceRange());
    for (const Stmt *S : Block.body()) {
      if (S == &Child)
        break;
      const auto *If = dyn_cast<IfStmt>(S);
      if (!If || !leaves(If->getThen()) || If->hasInitStorage() ||
          If->hasVarStorage())
        continue;
      if (const WeakUse *Test = firstTest(*If->getCond(), false))
        return is(Form::Before, *If, Test,
                  {If->getBeginLoc(), Block.getRBracLoc()});
    }
    return false;
  }

  bool startsWithTest(const Stmt &S) const {
    const auto *Return = dyn_cast<ReturnStmt>(&S);
    const Stmt *First = Return ? Return->getRetValue() : &S;
    return First->getBeginLoc() == Pending->Whole->getBeginLoc();
  }

  bool is(Form Is, const Stmt &Anchor, const WeakUse *Test,
          SourceRange Region) {
    Result.Is = Is;
    Result.Anchor = &Anchor;
    Result.Test = Test;
    Result.Region = Region;
    return true;
  }

  // Is the field or the variable written between the test and the use?
  bool isLost() const {
    for (const WeakUse &Write : Uses)
      if (isWrite(Write) && isBetween(Write.Use->Access->getBeginLoc()))
        return true;
    return isInLoopWithWrite();
  }

  bool isBetween(SourceLocation Loc) const {
    return Sources.isBeforeInTranslationUnit(Result.Region.getBegin(), Loc) &&
           Sources.isBeforeInTranslationUnit(Loc,
                                             Use.Use->Access->getBeginLoc());
  }

  bool isInLoopWithWrite() const {
    for (const Stmt *S : llvm::reverse(Use.Use->Around)) {
      if (S == Result.Anchor)
        return false;
      if (!isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S) ||
          !Sources.isBeforeInTranslationUnit(Result.Region.getBegin(),
                                             S->getBeginLoc()))
        continue;
      for (const WeakUse &Write : Uses)
        if (isWrite(Write) && llvm::is_contained(Write.Use->Around, S))
          return true;
    }
    return false;
  }

  bool isChanged(const VarDecl &Var) const;
  std::optional<LockGuard> wholeStatement();

  const WeakUse &Use;
  const llvm::ArrayRef<WeakUse> Uses;
  const SourceManager &Sources;
  const bool HasIfInit;
  LockGuard Result;
  const WeakUse *Pending = nullptr; ///< Guards a part of an expression.
  const WeakUse *Else = nullptr;    ///< Guards what runs otherwise.
};

/// Is a variable given another value?
class ChangeFinder {
public:
  static bool isChanged(const Stmt *S, const VarDecl &Var) {
    if (!S)
      return false;
    if (const auto *Operator = dyn_cast<BinaryOperator>(S);
        Operator && Operator->isAssignmentOp() && is(Operator->getLHS(), Var))
      return true;
    if (const auto *Unary = dyn_cast<UnaryOperator>(S);
        Unary &&
        (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf) &&
        is(Unary->getSubExpr(), Var))
      return true;
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S);
        Call && Call->isAssignmentOp() && is(Call->getArg(0), Var))
      return true;
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
        Call && Call->getMethodDecl() &&
        Call->getMethodDecl()->getDeclName().isIdentifier() &&
        (Call->getMethodDecl()->getName() == "reset" ||
         Call->getMethodDecl()->getName() == "swap") &&
        is(Call->getImplicitObjectArgument(), Var))
      return true;
    if (const auto *Call = dyn_cast<CallExpr>(S);
        Call && Call->isCallToStdMove() && is(Call->getArg(0), Var))
      return true;
    return llvm::any_of(S->children(), [&](const Stmt *Child) {
      return isChanged(Child, Var);
    });
  }

private:
  static bool is(const Expr *E, const VarDecl &Var) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Ref && Ref->getDecl() == &Var;
  }
};
} // namespace

bool GuardFinder::isChanged(const VarDecl &Var) const {
  return !Use.Use->In || !Var.isLocalVarDeclOrParm() ||
         ChangeFinder::isChanged(Use.Use->In->getBody(), Var);
}

// `field->g();` may as well not run when the object is gone.
std::optional<LockGuard> GuardFinder::wholeStatement() {
  const Stmt *Child = Use.Use->Access;
  for (const Stmt *Parent : llvm::reverse(Use.Use->Around)) {
    if (isa<LambdaExpr>(Parent))
      return std::nullopt;
    bool InBlock = isa<CompoundStmt>(Parent);
    bool IsBody = InBlock || (isa<IfStmt>(Parent) &&
                              (Child == cast<IfStmt>(Parent)->getThen() ||
                               Child == cast<IfStmt>(Parent)->getElse()));
    if (IsBody) {
      // In a macro both may begin at one place.
      const auto *Whole = dyn_cast<Expr>(Child);
      if (!Whole || Whole->getBeginLoc() != Use.Use->Access->getBeginLoc() ||
          llvm::any_of(Uses, [&](const WeakUse &Other) {
            return isWrite(Other) &&
                   llvm::is_contained(Other.Use->Around, Child);
          }))
        return std::nullopt;
      is(Form::WholeStatement, *Child, nullptr, Child->getSourceRange());
      Result.InBlock = InBlock;
      return std::move(Result);
    }
    if (!isa<Expr>(Parent))
      return std::nullopt;
    Child = Parent;
  }
  return std::nullopt;
}

std::optional<LockGuard> memtidy::guardOf(const WeakUse &Use,
                                          llvm::ArrayRef<WeakUse> Uses,
                                          const ASTContext &Context) {
  return GuardFinder(Use, Uses, Context).find();
}
