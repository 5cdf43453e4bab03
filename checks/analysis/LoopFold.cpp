//===- LoopFold.cpp - Loops that only fold a range to one value -----------===//

#include "checks/analysis/LoopFold.h"
#include "checks/analysis/LoopWalk.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace memtidy;

static std::optional<bool> boolIn(const Expr *E) {
  const auto *Literal = E ? dyn_cast<CXXBoolLiteralExpr>(&bare(*E)) : nullptr;
  return Literal ? std::optional(Literal->getValue()) : std::nullopt;
}

static bool isString(QualType Type) {
  return viewOf(Type).Name == "std::basic_string";
}

/// The values that a hand-written sum may have; other classes overload `+=`
/// for things that are no sum, such as connecting a handler.
static bool isSummable(QualType Type) {
  if (Type->isDependentType())
    return true;
  if (Type->isArithmeticType())
    return !Type->isBooleanType();
  const std::string Name = viewOf(Type).Name;
  return Name == "std::chrono::duration" || Name == "std::complex";
}

/// Returns the variable or field that \p E names, through fields of one
/// object only; null for elements, calls and pointers.
static const ValueDecl *accumulatorIn(const Expr &E) {
  const Expr &Bare = bare(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Bare))
    return isa<VarDecl>(Ref->getDecl()) ? Ref->getDecl() : nullptr;
  const auto *Member = dyn_cast<MemberExpr>(&Bare);
  if (!Member || !isa<FieldDecl>(Member->getMemberDecl()))
    return nullptr;
  const Expr &Base = bare(*Member->getBase());
  if (isa<CXXThisExpr>(Base) || accumulatorIn(Base))
    return Member->getMemberDecl();
  return nullptr;
}

namespace {
/// An operation on one place: `Into Op= Value`.
struct Operation {
  BinaryOperatorKind Op; // BO_Assign, BO_AddAssign, ...
  const Expr *Into;
  const Expr *Value; // null: one more
};

class FoldReader {
public:
  FoldReader(const LoopWalk &Walk, const Stmt *Next, const ASTContext &Context)
      : Walk(Walk), Next(Next), Context(Context) {
    Fold.Walk = Walk.Kind;
    Fold.Range = Walk.Range;
    Fold.Element = Walk.Element;
  }

  std::optional<LoopFold> read() {
    if (!readBlock(*Walk.Body) || !isSelfContained())
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
    if (!One || !Two || One->Op != BO_AddAssign || Two->Op != BO_AddAssign ||
        !isString(Two->Into->getType()) ||
        !isSameExpr(*One->Into, *Two->Into, Context) ||
        !accumulatorIn(*Two->Into) ||
        !mentions(*If->getCond(), *accumulatorIn(*Two->Into)))
      return false;
    Fold.Separated = true;
    Fold.Does.join(effectsOf(*If->getCond(), Context));
    return true;
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
    std::optional<bool> Inside = boolIn(Return.getRetValue());
    std::optional<bool> Behind =
        Last ? boolIn(Last->getRetValue()) : std::nullopt;
    if (!Inside || !Behind || *Inside == *Behind)
      return false;
    Fold.Return = Last;
    Fold.StopsEarly = true;
    return readQuestion(*Inside);
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
      return false;
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
    return Op == BO_Assign && Answer && readQuestion(*Answer);
  }

  bool readJoin(BinaryOperatorKind Op) {
    Fold.Kind = FoldKind::Join;
    if (Op == BO_AddAssign)
      return true;
    // `S = S + X + Y`: the leftmost operand is the string itself.
    if (Op != BO_Assign)
      return false;
    const Expr *Left = &bare(*Fold.Value);
    while (const auto *Plus = dyn_cast<CXXOperatorCallExpr>(Left)) {
      if (Plus->getOperator() != OO_Plus || Plus->getNumArgs() != 2 ||
          mentions(*Plus->getArg(1), *Fold.IntoDecl))
        return false;
      Left = &bare(*Plus->getArg(0));
    }
    Fold.Rebuilds = true;
    return Left != &bare(*Fold.Value) && isSameExpr(*Left, *Fold.Into, Context);
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
    if (const auto *Call = dyn_cast<CallExpr>(&bare(*Fold.Value)))
      return readMinCall(*Call);
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

  std::optional<Operation> operationIn(const Expr &Written) const {
    const Expr &E = bare(Written);
    if (const auto *Unary = dyn_cast<UnaryOperator>(&E))
      if (Unary->isIncrementOp())
        return Operation{BO_AddAssign, Unary->getSubExpr(), nullptr};
    if (const auto *Binary = dyn_cast<BinaryOperator>(&E))
      if (Binary->isAssignmentOp())
        return Operation{Binary->getOpcode(), Binary->getLHS(),
                         Binary->getRHS()};
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E))
      if (Call->isAssignmentOp() && Call->getNumArgs() == 2)
        return Operation{
            BinaryOperator::getOverloadedOpcode(Call->getOperator()),
            Call->getArg(0), Call->getArg(1)};
    const auto *Call = dyn_cast<CXXMemberCallExpr>(&E);
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    if (Method && Method->getIdentifier() && Call->getNumArgs() == 1 &&
        (Method->getName() == "append" || Method->getName() == "push_back") &&
        isString(Call->getImplicitObjectArgument()->getType()))
      return Operation{BO_AddAssign, Call->getImplicitObjectArgument(),
                       Call->getArg(0)};
    return std::nullopt;
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
