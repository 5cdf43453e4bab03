//===- FoldStep.cpp - What one iteration of a fold does -------------------===//

#include "checks/analysis/FoldStep.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace memtidy;

std::optional<bool> memtidy::boolIn(const Expr *E) {
  const auto *Literal = E ? dyn_cast<CXXBoolLiteralExpr>(&bare(*E)) : nullptr;
  return Literal ? std::optional(Literal->getValue()) : std::nullopt;
}

bool memtidy::isString(QualType Type) {
  return viewOf(Type).Name == "std::basic_string";
}

bool memtidy::isSummable(QualType Type) {
  if (Type->isDependentType())
    return true;
  if (Type->isArithmeticType())
    return !Type->isBooleanType();
  const std::string Name = viewOf(Type).Name;
  return Name == "std::chrono::duration" || Name == "std::complex";
}

const ValueDecl *memtidy::accumulatorIn(const Expr &E) {
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

std::optional<Operation> memtidy::operationIn(const Expr &Written) {
  const Expr &E = bare(Written);
  if (const auto *Unary = dyn_cast<UnaryOperator>(&E))
    if (Unary->isIncrementOp())
      return Operation{BO_AddAssign, Unary->getSubExpr(), nullptr};
  if (const auto *Binary = dyn_cast<BinaryOperator>(&E))
    if (Binary->isAssignmentOp())
      return Operation{Binary->getOpcode(), Binary->getLHS(), Binary->getRHS()};
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E))
    if (Call->isAssignmentOp() && Call->getNumArgs() == 2)
      return Operation{BinaryOperator::getOverloadedOpcode(Call->getOperator()),
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

bool memtidy::meansNothing(const Expr &E) {
  const Expr &Core = bare(E);
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(Core))
    return true;
  if (const auto *Minus = dyn_cast<UnaryOperator>(&Core))
    return Minus->getOpcode() == UO_Minus &&
           isa<IntegerLiteral>(bare(*Minus->getSubExpr()));
  if (const auto *Call = dyn_cast<CallExpr>(&Core))
    return calleeName(*Call) == "end" || calleeName(*Call) == "cend";
  const ValueDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Core))
    Named = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(&Core))
    Named = Member->getMemberDecl();
  return Named && Named->getIdentifier() &&
         (Named->getName() == "npos" || Named->getName() == "nullopt");
}
