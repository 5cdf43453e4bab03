//===- ConstantArguments.cpp - What callers pass --------------------------===//

#include "checks/analysis/ConstantArguments.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

namespace {
class ArgumentWalk : public RecursiveASTVisitor<ArgumentWalk> {
public:
  explicit ArgumentWalk(const ParmVarDecl &Param)
      : Function(*cast<FunctionDecl>(Param.getDeclContext())),
        Index(Param.getFunctionScopeIndex()) {}

  uint64_t Greatest = 0;
  bool IsCalled = false;
  bool IsKnown = true;

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || isa<CXXOperatorCallExpr>(Call) ||
        Callee->getCanonicalDecl() != Function.getCanonicalDecl())
      return true;
    IsCalled = true;
    Expr::EvalResult Value;
    const Expr *Arg =
        Index < Call->getNumArgs() ? Call->getArg(Index) : nullptr;
    if (!Arg || Arg->isValueDependent() ||
        !Arg->EvaluateAsInt(Value, Function.getASTContext()))
      IsKnown = false;
    else if (!Value.Val.getInt().isNegative())
      Greatest = std::max(Greatest, Value.Val.getInt().getLimitedValue());
    return true;
  }

private:
  const FunctionDecl &Function;
  const unsigned Index;
};
} // namespace

std::optional<uint64_t> memtidy::greatestArgument(const ParmVarDecl &Param,
                                                  ASTContext &Context) {
  ArgumentWalk Calls(Param);
  forEachUserDecl(Context, [&](Decl &D) { Calls.TraverseDecl(&D); });
  if (!Calls.IsCalled || !Calls.IsKnown)
    return std::nullopt;
  return Calls.Greatest;
}
