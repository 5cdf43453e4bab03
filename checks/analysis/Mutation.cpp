//===- Mutation.cpp - Whether a use may change an object ------------------===//

#include "checks/analysis/Mutation.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

static bool leavesConst(QualType Type) {
  return !Type.isNull() && (!Type->isReferenceType() ||
                            Type->getPointeeType().isConstQualified());
}

/// A const object has a function of the same name, and what it returns is only
/// read.
static bool hasConstTwin(const ValueUse &Use, const Consumer &Taken,
                         const CXXMethodDecl &Method) {
  const bool HasTwin = llvm::any_of(
      Method.getParent()->lookup(Method.getDeclName()), [&](const Decl *D) {
        const auto *Other = dyn_cast<CXXMethodDecl>(D);
        return Other && Other->isConst() &&
               Other->getNumParams() == Method.getNumParams();
      });
  if (!HasTwin)
    return false;
  const Consumer Next = consumerOf(Use, Taken);
  return Next.Kind == ConsumerKind::Read || Next.Kind == ConsumerKind::Copy ||
         Next.Kind == ConsumerKind::Discard ||
         (Next.Kind == ConsumerKind::Argument && leavesConst(Next.Param));
}

static bool callMutates(const ValueUse &Use, const Consumer &Taken,
                        const CXXMethodDecl *Method) {
  return !Method || (!Method->isConst() && !Method->isStatic() &&
                     !hasConstTwin(Use, Taken, *Method));
}

bool memtidy::mayMutate(const ValueUse &Use, const Consumer &Taken) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Taken.Callee);
  switch (Taken.Kind) {
  case ConsumerKind::Call:
    return callMutates(Use, Taken, Method);
  case ConsumerKind::Field: {
    const Consumer Next = consumerOf(Use, Taken);
    return Next.Kind == ConsumerKind::Call || Next.Kind == ConsumerKind::Field
               ? mayMutate(Use, Next)
               : Next.Kind != ConsumerKind::Read &&
                     Next.Kind != ConsumerKind::Copy;
  }
  case ConsumerKind::Operator:
    if (Method && Taken.Arg == 0)
      return callMutates(Use, Taken, Method);
    return !leavesConst(Taken.Param);
  case ConsumerKind::Argument:
    return !leavesConst(Taken.Param);
  case ConsumerKind::Range:
  case ConsumerKind::Bind:
    return !Taken.Variable || !leavesConst(Taken.Variable->getType());
  case ConsumerKind::Return:
    return !Use.Function || Use.Lambda ||
           !leavesConst(Use.Function->getReturnType());
  case ConsumerKind::Test:
  case ConsumerKind::Read:
  case ConsumerKind::Copy:
  case ConsumerKind::Value:
  case ConsumerKind::Discard:
    return false;
  default:
    return true;
  }
}
