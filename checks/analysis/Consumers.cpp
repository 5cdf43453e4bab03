//===- Consumers.cpp - What takes the value of an expression --------------===//

#include "checks/analysis/ValueUses.h"

using namespace clang;
using namespace memtidy;

/// Nodes that pass a value on as it is.
static bool isTransparent(const Stmt &S) {
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(&S))
    return Cast->getCastKind() != CK_LValueToRValue &&
           Cast->getCastKind() != CK_PointerToBoolean;
  return isa<ParenExpr, FullExpr, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr>(S);
}

static bool isNull(const Expr *E) {
  return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E->IgnoreParenImpCasts());
}

static unsigned argIndex(llvm::ArrayRef<const Expr *> Args, const Expr *E) {
  for (unsigned I = 0; I < Args.size(); ++I)
    if (Args[I] == E)
      return I;
  return Args.size();
}

static void setParam(Consumer &Result, const FunctionDecl *Callee,
                     unsigned Place) {
  Result.Callee = Callee;
  Result.Arg = Place;
  if (Callee && Place < Callee->getNumParams())
    Result.Param = Callee->getParamDecl(Place)->getType();
}

static void consumeMember(const ValueUse &Use, const MemberExpr &Member,
                          Consumer &Result) {
  Result.Member = Member.getMemberDecl();
  if (Member.getMemberDecl()->getDeclName().isIdentifier())
    Result.Name = Member.getMemberDecl()->getName();
  if (!isa<CXXMethodDecl>(Member.getMemberDecl())) {
    Result.Kind = ConsumerKind::Field;
    return;
  }
  for (; Result.Next < Use.Around.size(); ++Result.Next) {
    const auto *S = Use.Around[Result.Next].dyn_cast<const Stmt *>();
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(S);
    if (!S || (!Call && !isTransparent(*S)))
      return;
    if (!Call)
      continue;
    Result.Site = Call;
    ++Result.Next;
    Result.Callee = Call->getMethodDecl();
    Result.Kind = isa_and_nonnull<CXXConversionDecl>(Result.Callee)
                      ? ConsumerKind::Test
                      : ConsumerKind::Call;
    return;
  }
}

static void consumeOperator(const CXXOperatorCallExpr &Call, const Expr *E,
                            Consumer &Result) {
  llvm::SmallVector<const Expr *, 3> Args(Call.arg_begin(), Call.arg_end());
  Result.Kind = ConsumerKind::Operator;
  Result.Op = Call.getOperator();
  const FunctionDecl *Callee = Call.getDirectCallee();
  unsigned Place = argIndex(Args, E);
  bool IsMethod = isa_and_nonnull<CXXMethodDecl>(Callee);
  setParam(Result, Callee, IsMethod ? Place - 1 : Place);
  Result.Arg = Place;
  if ((Result.Op == OO_EqualEqual || Result.Op == OO_ExclaimEqual) &&
      Args.size() == 2 && isNull(Args[1 - std::min(Place, 1U)]))
    Result.Kind = ConsumerKind::Test;
}

static void consumeCall(const CallExpr &Call, const Expr *E, Consumer &Result) {
  llvm::SmallVector<const Expr *, 4> Args(Call.arg_begin(), Call.arg_end());
  Result.Kind = ConsumerKind::Argument;
  setParam(Result, Call.getDirectCallee(), argIndex(Args, E));
  const FunctionDecl *Callee = Result.Callee;
  if (!Callee || !Callee->getIdentifier())
    return;
  Result.Name = Callee->getName();
  if (Callee->isInStdNamespace() && Args.size() == 1 &&
      (Callee->getName() == "move" || Callee->getName() == "forward"))
    Result.Kind = ConsumerKind::Move;
}

static void consumeConstruct(const CXXConstructExpr &Construct, const Expr *E,
                             Consumer &Result) {
  llvm::SmallVector<const Expr *, 4> Args(Construct.arg_begin(),
                                          Construct.arg_end());
  const CXXConstructorDecl *Constructor = Construct.getConstructor();
  setParam(Result, Constructor, argIndex(Args, E));
  Result.Kind = Constructor->isCopyConstructor() ? ConsumerKind::Copy
                                                 : ConsumerKind::Argument;
}

static void consumeUnary(const UnaryOperator &Operator, Consumer &Result) {
  switch (Operator.getOpcode()) {
  case UO_LNot:
    Result.Kind = ConsumerKind::Test;
    return;
  case UO_AddrOf:
    Result.Kind = ConsumerKind::Address;
    return;
  case UO_Deref:
    Result.Kind = ConsumerKind::Deref;
    return;
  default:
    return;
  }
}

static void consumeExpr(const ValueUse &Use, const Expr *E, const Stmt &S,
                        Consumer &Result) {
  if (const auto *Member = dyn_cast<MemberExpr>(&S))
    return consumeMember(Use, *Member, Result);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&S))
    return consumeOperator(*Operator, E, Result);
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    return consumeCall(*Call, E, Result);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&S))
    return consumeConstruct(*Construct, E, Result);
  if (const auto *Operator = dyn_cast<UnaryOperator>(&S))
    return consumeUnary(*Operator, Result);
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(&S)) {
    const auto Parts = Rewritten->getDecomposedForm();
    Result.Kind = isNull(Parts.LHS) || isNull(Parts.RHS)
                      ? ConsumerKind::Test
                      : ConsumerKind::Operator;
    Result.Op = OO_ExclaimEqual;
    return;
  }
  if (const auto *Operator = dyn_cast<BinaryOperator>(&S)) {
    const Expr *Rest =
        Operator->getLHS() == E ? Operator->getRHS() : Operator->getLHS();
    if (Operator->isEqualityOp() && isNull(Rest))
      Result.Kind = ConsumerKind::Test;
    return;
  }
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(&S))
    Result.Kind = Cast->getCastKind() == CK_PointerToBoolean
                      ? ConsumerKind::Test
                      : ConsumerKind::Read;
  else if (isa<ArraySubscriptExpr>(S))
    Result.Kind = ConsumerKind::Subscript;
}

static void consumeStmt(const Expr *E, const Stmt &S, Consumer &Result) {
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(&S)) {
    Result.Kind = E == Range->getRangeInit() ? ConsumerKind::Range
                                             : ConsumerKind::Discard;
    if (Result.Kind == ConsumerKind::Range)
      Result.Variable = Range->getLoopVariable();
  } else if (isa<ReturnStmt>(S)) {
    Result.Kind = ConsumerKind::Return;
  } else if (isa<CompoundStmt>(S)) {
    Result.Kind = ConsumerKind::Discard;
  } else if (const auto *For = dyn_cast<ForStmt>(&S)) {
    if (E == For->getInc() || E == For->getBody())
      Result.Kind = ConsumerKind::Discard;
  } else if (const auto *If = dyn_cast<IfStmt>(&S)) {
    if (E == If->getThen() || E == If->getElse())
      Result.Kind = ConsumerKind::Discard;
  }
}

static void consumeDecl(const Decl &D, Consumer &Result) {
  const auto *Variable = dyn_cast<VarDecl>(&D);
  if (!Variable)
    return;
  Result.Variable = Variable;
  Result.Kind = Variable->getType()->isReferenceType() ? ConsumerKind::Bind
                                                       : ConsumerKind::Value;
}

Consumer memtidy::consumerOf(const ValueUse &Use, const Expr &Start,
                             unsigned From) {
  Consumer Result;
  const Expr *E = &Start;
  for (unsigned I = From; I < Use.Around.size(); ++I) {
    Result.Next = I + 1;
    if (const auto *D = Use.Around[I].dyn_cast<const Decl *>()) {
      consumeDecl(*D, Result);
      return Result;
    }
    const auto *S = cast<const Stmt *>(Use.Around[I]);
    const auto *Outer = dyn_cast<Expr>(S);
    if (Outer && isTransparent(*S)) {
      E = Outer;
      continue;
    }
    Result.Site = S;
    if (Outer)
      consumeExpr(Use, E, *S, Result);
    else
      consumeStmt(E, *S, Result);
    return Result;
  }
  return Result;
}
