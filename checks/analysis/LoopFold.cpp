//===- LoopFold.cpp - Loops that only fold a range to one value -----------===//

#include "checks/analysis/LoopFold.h"
#include "checks/analysis/FoldStep.h"
#include "checks/analysis/LoopWalk.h"
#include "checks/analysis/Place.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace memtidy;

namespace {
class FoldReader {
public:
  FoldReader(const LoopWalk &Walk, const Stmt *Next, const ASTContext &Context)
      : Walk(Walk), Next(Next), Context(Context) {
    Fold.Walk = Walk.Kind;
    Fold.Range = Walk.Range;
    Fold.Element = Walk.Element;
    Fold.From = Walk.From;
  }

  std::optional<LoopFold> read() {
    if (!readBlock(*Walk.Body) || !isSelfContained())
      return std::nullopt;
    const bool IsExtreme =
        Fold.Kind == FoldKind::Min || Fold.Kind == FoldKind::Max;
    if ((Walk.AsksFirst && Fold.Kind != FoldKind::Join) ||
        (Walk.From != 0 && !IsExtreme))
      return std::nullopt;
    return Fold;
  }

private:
  bool readBlock(const Stmt &S) {
    if (const auto *Block = dyn_cast<CompoundStmt>(&S))
      return readSequence(
          llvm::ArrayRef(Block->body_begin(), Block->body_end()));
    const Stmt *One = &S;
    return readSequence(One);
  }

  bool readSequence(llvm::ArrayRef<const Stmt *> Body) {
    for (; !Body.empty(); Body = Body.drop_front()) {
      if (isa<NullStmt>(Body.front()) || readLocal(*Body.front()) ||
          readSkip(*Body.front()) ||
          (Body.size() > 1 && readSeparator(*Body.front(), *Body[1])))
        continue;
      const bool Breaks = Body.size() == 2 && isa<BreakStmt>(Body[1]);
      return (Body.size() == 1 || Breaks) && readLast(*Body.front(), Breaks);
    }
    return false;
  }

  bool readLocal(const Stmt &S) {
    const auto *Locals = dyn_cast<DeclStmt>(&S);
    const auto *Var = Locals && Locals->isSingleDecl()
                          ? dyn_cast<VarDecl>(Locals->getSingleDecl())
                          : nullptr;
    if (!Var || !Var->hasLocalStorage() || !Var->getInit())
      return false;
    Fold.Locals.push_back(Locals);
    return true;
  }

  /// `if (Condition) continue;`
  bool readSkip(const Stmt &S) {
    const auto *If = dyn_cast<IfStmt>(&S);
    if (!If || !isPlain(*If))
      return false;
    const Stmt *Then = If->getThen();
    if (const auto *Block = dyn_cast<CompoundStmt>(Then))
      Then = Block->size() == 1 ? Block->body_front() : nullptr;
    if (!Then || !isa<ContinueStmt>(Then))
      return false;
    Fold.Guards.push_back({If->getCond(), true});
    return true;
  }

  /// `if (!S.empty()) S += ", ";` before `S += X;`
  bool readSeparator(const Stmt &S, const Stmt &After) {
    const auto *If = dyn_cast<IfStmt>(&S);
    const auto *Add = dyn_cast<Expr>(&After);
    if (!If || !isPlain(*If) || !Add)
      return false;
    const Stmt *Then = If->getThen();
    if (const auto *Block = dyn_cast<CompoundStmt>(Then))
      Then = Block->size() == 1 ? Block->body_front() : nullptr;
    const auto *Put = dyn_cast_or_null<Expr>(Then);
    std::optional<Operation> One = Put ? operationIn(*Put) : std::nullopt;
    std::optional<Operation> Two = operationIn(*Add);
    if (!One || !Two || !isString(Two->Into->getType()) ||
        !isSameExpr(*One->Into, *Two->Into, Context) || !appends(*One) ||
        !appends(*Two))
      return false;
    // Whether it is empty so far, or whether this is the first element.
    const ValueDecl *Into = accumulatorIn(*Two->Into);
    if (!Into || (!mentions(*If->getCond(), *Into) &&
                  !(Walk.AsksFirst && mentions(*If->getCond(), *Walk.Element))))
      return false;
    Fold.Separated = true;
    Fold.Does.join(effectsOf(*If->getCond(), Context));
    return true;
  }

  /// Is it `S += X` or `S = S + X`?
  bool appends(const Operation &Step) const {
    return Step.Op == BO_AddAssign ||
           (Step.Op == BO_Assign && isRebuilt(*Step.Into, *Step.Value));
  }

  static bool isPlain(const IfStmt &If) {
    return !If.getElse() && !If.getInit() && !If.getConditionVariable() &&
           If.getCond() && !If.isConstexpr();
  }

  bool readLast(const Stmt &S, bool Breaks) {
    if (const auto *If = dyn_cast<IfStmt>(&S)) {
      if (Breaks || !isPlain(*If))
        return false;
      Fold.Guards.push_back({If->getCond(), false});
      return readBlock(*If->getThen());
    }
    if (const auto *Block = dyn_cast<CompoundStmt>(&S))
      return !Breaks && readBlock(*Block);
    if (const auto *Return = dyn_cast<ReturnStmt>(&S))
      return !Breaks && readReturn(*Return);
    const auto *E = dyn_cast<Expr>(&S);
    std::optional<Operation> Step = E ? operationIn(*E) : std::nullopt;
    if (!Step || !accumulatorIn(*Step->Into))
      return false;
    Fold.Into = &bare(*Step->Into);
    Fold.IntoDecl = accumulatorIn(*Step->Into);
    Fold.Value = Step->Value;
    if (Fold.Into->getType().isVolatileQualified())
      return false;
    return readStep(Step->Op, Breaks);
  }

  /// `if (Condition) return true;` with `return false;` behind the loop.
  bool readReturn(const ReturnStmt &Return) {
    const auto *Last = dyn_cast_or_null<ReturnStmt>(Next);
    if (Last && Return.getRetValue() && findsElement(*Return.getRetValue()) &&
        Last->getRetValue() && meansNothing(*Last->getRetValue())) {
      Fold.Return = Last;
      return readFind();
    }
    std::optional<bool> Inside = boolIn(Return.getRetValue());
    std::optional<bool> Behind =
        Last ? boolIn(Last->getRetValue()) : std::nullopt;
    if (!Inside || !Behind || *Inside == *Behind)
      return false;
    Fold.Return = Last;
    Fold.StopsEarly = true;
    return readQuestion(*Inside);
  }

  /// The first element that passes is what the loop is for.
  bool readFind() {
    Fold.Kind = FoldKind::Find;
    Fold.Value = nullptr;
    Fold.StopsEarly = true;
    return !Fold.Guards.empty();
  }

  /// Is \p E the address, the iterator or the index of the element, or the
  /// element where it is a pointer?
  bool findsElement(const Expr &E) const {
    const Expr *Core = bare(E).IgnoreParenCasts();
    if (const auto *Unary = dyn_cast<UnaryOperator>(Core);
        Unary && Unary->getOpcode() == UO_AddrOf) {
      const Expr &Object = bare(*Unary->getSubExpr());
      if (isElementOf(Object, Walk, Context))
        return true;
      Core = Walk.Kind == WalkKind::RangeFor ? &Object : nullptr;
    } else if (Walk.Kind == WalkKind::RangeFor &&
               !Walk.Element->getType().getNonReferenceType()->isPointerType())
      return false;
    const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Core);
    return Ref && Ref->getDecl() == Walk.Element;
  }

  /// The loop answers \p Answer when an element passes the guards.
  bool readQuestion(bool Answer) {
    Fold.Value = nullptr;
    if (Fold.Guards.empty())
      return false;
    const FoldGuard &Last = Fold.Guards.back();
    const auto *Not = dyn_cast<UnaryOperator>(&bare(*Last.Condition));
    const bool Negates = Last.Negated || (Not && Not->getOpcode() == UO_LNot);
    Fold.Kind = Answer    ? FoldKind::Any
                : Negates ? FoldKind::All
                          : FoldKind::None;
    return true;
  }

  bool readStep(BinaryOperatorKind Op, bool Breaks) {
    const QualType Type = Fold.Into->getType();
    if (Type->isBooleanType())
      return readFlag(Op, Breaks);
    if (Breaks)
      return Op == BO_Assign && findsElement(*Fold.Value) && readFind();
    if (isString(Type))
      return readJoin(Op);
    if (Op == BO_Assign)
      return readExtreme() || readRebuilt();
    if (!isSummable(Type) || (Op != BO_AddAssign && Op != BO_MulAssign))
      return false;
    Fold.Kind = Op == BO_MulAssign ? FoldKind::Product : FoldKind::Sum;
    const bool IsCount = Op == BO_AddAssign && Type->isIntegerType() &&
                         (!Fold.Value || isOne(*Fold.Value));
    if (IsCount) {
      Fold.Kind = FoldKind::Count;
      Fold.Value = nullptr;
    }
    return Fold.Value || IsCount;
  }

  bool isOne(const Expr &E) const {
    const auto *Literal = dyn_cast<IntegerLiteral>(&bare(E));
    return Literal && Literal->getValue() == 1;
  }

  /// `Found = true; break;`, or without the break.
  bool readFlag(BinaryOperatorKind Op, bool Breaks) {
    std::optional<bool> Answer = boolIn(Fold.Value);
    Fold.StopsEarly = Breaks;
    if (Op == BO_Assign && Answer)
      return readQuestion(*Answer);
    return !Breaks && Fold.Value && readJoined(Op);
  }

  /// `Any = Any || X`, `Any |= X`, `All = All && X`, `All &= X`.
  bool readJoined(BinaryOperatorKind Op) {
    const Expr *Test = Fold.Value;
    bool IsAny = Op == BO_OrAssign;
    if (Op == BO_Assign) {
      const auto *Join = dyn_cast<BinaryOperator>(&bare(*Fold.Value));
      if (!Join || !Join->isLogicalOp())
        return false;
      IsAny = Join->getOpcode() == BO_LOr;
      const bool IsLeft = isSameExpr(*Join->getLHS(), *Fold.Into, Context);
      if (!IsLeft && !isSameExpr(*Join->getRHS(), *Fold.Into, Context))
        return false;
      Test = IsLeft ? Join->getRHS() : Join->getLHS();
    } else if (!IsAny && Op != BO_AndAssign) {
      return false;
    }
    Fold.Guards.push_back({Test, /*Negated=*/!IsAny});
    return readQuestion(IsAny);
  }

  bool readJoin(BinaryOperatorKind Op) {
    Fold.Kind = FoldKind::Join;
    if (Op == BO_AddAssign)
      return true;
    Fold.Rebuilds = Op == BO_Assign && isRebuilt(*Fold.Into, *Fold.Value);
    return Fold.Rebuilds;
  }

  /// Is the leftmost operand of the sum \p Value the string itself?
  bool isRebuilt(const Expr &Into, const Expr &Value) const {
    const ValueDecl *Decl = accumulatorIn(Into);
    const Expr *Left = &bare(Value);
    while (const auto *Plus = dyn_cast<CXXOperatorCallExpr>(Left)) {
      if (Plus->getOperator() != OO_Plus || Plus->getNumArgs() != 2 || !Decl ||
          mentions(*Plus->getArg(1), *Decl))
        return false;
      Left = &bare(*Plus->getArg(0));
    }
    return Left != &bare(Value) && isSameExpr(*Left, Into, Context);
  }

  /// `Sum = Sum + X`
  bool readRebuilt() {
    const auto *Op = dyn_cast<BinaryOperator>(&bare(*Fold.Value));
    if (!Op || !isSummable(Fold.Into->getType()) ||
        (Op->getOpcode() != BO_Add && Op->getOpcode() != BO_Mul))
      return false;
    const bool IsLeft = isSameExpr(*Op->getLHS(), *Fold.Into, Context);
    if (!IsLeft && !isSameExpr(*Op->getRHS(), *Fold.Into, Context))
      return false;
    Fold.Value = IsLeft ? Op->getRHS() : Op->getLHS();
    Fold.Kind = Op->getOpcode() == BO_Mul ? FoldKind::Product : FoldKind::Sum;
    return true;
  }

  /// `if (X < Least) Least = X;` or `Least = std::min(Least, X);`
  bool readExtreme() {
    if (const auto *Call = dyn_cast<CallExpr>(&bare(*Fold.Value));
        Call && readMinCall(*Call))
      return true;
    if (const auto *Choice = dyn_cast<ConditionalOperator>(&bare(*Fold.Value)))
      return readChoice(*Choice);
    if (Fold.Guards.empty() || Fold.Guards.back().Negated)
      return false;
    const auto *Compare =
        dyn_cast<BinaryOperator>(&bare(*Fold.Guards.back().Condition));
    if (!Compare || !Compare->isRelationalOp())
      return false;
    const bool ValueLeft = isSameExpr(*Compare->getLHS(), *Fold.Value, Context);
    const Expr *Value = ValueLeft ? Compare->getLHS() : Compare->getRHS();
    const Expr *Into = ValueLeft ? Compare->getRHS() : Compare->getLHS();
    if (!isSameExpr(*Value, *Fold.Value, Context) ||
        !isSameExpr(*Into, *Fold.Into, Context))
      return false;
    const bool Less =
        Compare->getOpcode() == BO_LT || Compare->getOpcode() == BO_LE;
    Fold.Kind = Less == ValueLeft ? FoldKind::Min : FoldKind::Max;
    Fold.Guards.pop_back();
    return true;
  }

  /// `Least = X < Least ? X : Least`
  bool readChoice(const ConditionalOperator &Choice) {
    const auto *Compare = dyn_cast<BinaryOperator>(&bare(*Choice.getCond()));
    const Expr &Then = *Choice.getTrueExpr(), &Else = *Choice.getFalseExpr();
    if (!Compare || !Compare->isRelationalOp())
      return false;
    const bool ThenLeft = isSameExpr(*Compare->getLHS(), Then, Context) &&
                          isSameExpr(*Compare->getRHS(), Else, Context);
    const bool ThenRight = isSameExpr(*Compare->getLHS(), Else, Context) &&
                           isSameExpr(*Compare->getRHS(), Then, Context);
    const bool KeepsThen = isSameExpr(Then, *Fold.Into, Context);
    if ((!ThenLeft && !ThenRight) ||
        (!KeepsThen && !isSameExpr(Else, *Fold.Into, Context)))
      return false;
    const bool Less =
        Compare->getOpcode() == BO_LT || Compare->getOpcode() == BO_LE;
    Fold.Kind = Less == ThenLeft ? FoldKind::Min : FoldKind::Max;
    Fold.Value = KeepsThen ? &Else : &Then;
    return true;
  }

  bool readMinCall(const CallExpr &Call) {
    const FunctionDecl *Callee = Call.getDirectCallee();
    if (!Callee || !Callee->getIdentifier() || !Callee->isInStdNamespace() ||
        Call.getNumArgs() != 2)
      return false;
    std::optional<FoldKind> Kind =
        llvm::StringSwitch<std::optional<FoldKind>>(Callee->getName())
            .Cases({"min", "fmin"}, FoldKind::Min)
            .Cases({"max", "fmax"}, FoldKind::Max)
            .Default(std::nullopt);
    const bool IsLeft = isSameExpr(*Call.getArg(0), *Fold.Into, Context);
    if (!Kind || (!IsLeft && !isSameExpr(*Call.getArg(1), *Fold.Into, Context)))
      return false;
    Fold.Kind = *Kind;
    Fold.Value = Call.getArg(IsLeft ? 1 : 0);
    return true;
  }

  /// Nothing but the step changes anything, and nothing but the step looks at
  /// what it changes.
  bool isSelfContained() {
    auto Accepts = [&](const Stmt *Part, bool IsRebuilt = false) {
      if (!Part)
        return true;
      Fold.Does.join(effectsOf(*Part, Context));
      return !Fold.IntoDecl || IsRebuilt || !mentions(*Part, *Fold.IntoDecl);
    };
    bool Fine = Accepts(Fold.Range) && Accepts(Fold.Value, Fold.Rebuilds);
    for (const FoldGuard &Guard : Fold.Guards)
      Fine = Fine && Accepts(Guard.Condition);
    for (const DeclStmt *Local : Fold.Locals) {
      Fine = Fine && Accepts(Local) && Local->getSingleDecl() != Fold.IntoDecl;
    }
    const bool OwnsInto = Fold.IntoDecl == Fold.Element;
    return Fine && !OwnsInto && !roundInto(*Fold.Element) &&
           Fold.Does.What != Effect::Writes;
  }

  /// Is the accumulator a part of \p Var?
  bool roundInto(const VarDecl &Var) const {
    return Fold.Into && mentions(*Fold.Into, Var);
  }

  const LoopWalk &Walk;
  const Stmt *Next;
  const ASTContext &Context;
  LoopFold Fold;
};
} // namespace

std::optional<LoopFold> memtidy::foldIn(const Stmt &Loop, const Stmt *Next,
                                        const ASTContext &Context) {
  std::optional<LoopWalk> Walk = walkOf(Loop, Context);
  if (!Walk || !Walk->Body)
    return std::nullopt;
  std::optional<LoopFold> Fold = FoldReader(*Walk, Next, Context).read();
  if (Fold)
    Fold->Loop = &Loop;
  return Fold;
}
