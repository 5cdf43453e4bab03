//===- StackFix.cpp - The cure of an object that need not be on the heap --===//

#include "checks/edits/StackFix.h"
#include "checks/analysis/Place.h"
#include "checks/edits/MoveToStack.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

static bool hasNullLiteral(const Expr &Site, const ASTContext &Context) {
  auto IsNull = [&](const Expr *Arg) {
    const Expr &Core = bare(*Arg);
    return (isa<IntegerLiteral>(Core) || isa<GNUNullExpr>(Core)) &&
           !Core.isValueDependent() && Core.isIntegerConstantExpr(Context) &&
           Core.EvaluateKnownConstInt(Context) == 0;
  };
  const auto *Call = dyn_cast<CallExpr>(&Site);
  return Call && llvm::any_of(Call->arguments(), IsNull);
}

static llvm::StringRef whyNot(const LocalObject &Found,
                              const ASTContext &Context) {
  if (!Context.getLangOpts().CPlusPlus17)
    return "before C++17 the object would have to be copied";
  if (!Found.Site.Declared->isSingleDecl())
    return "the statement declares something else, too";
  if (Found.Site.Type->isRecordType() &&
      hasNullLiteral(*Found.Site.Site, Context))
    return "an argument 0 may turn into a null pointer";
  return "";
}

Fix memtidy::moveOffHeap(const LocalObject &Found, const ASTContext &Context) {
  Fix Result;
  const bool IsLate = Found.Site.IsLate;
  Result.Title = llvm::formatv(IsLate ? "make '{0}' a std::optional"
                                      : "make '{0}' the object itself",
                               Found.Site.Owner->getName());
  Result.Safety = Trust::Display;
  Result.Reason = whyNot(Found, Context).str();
  if (!Result.Reason.empty())
    return Result;
  EditPlan Plan = IsLate ? moveToOptional(Found.Site, Found.Escape, Context)
                         : moveToStack(Found.Site, Found.Escape, Context);
  Result.Reason = Plan.Refusal;
  if (Plan.isRefused())
    return Result;
  Result.Edits = std::move(Plan.Edits);
  Result.Safety = Trust::Safe;
  if (Found.IsReplaced) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = "an object that is replaced dies before the next is made";
  }
  if (Found.IsDeletedEarly) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = "it dies at the end of its block, not at the delete";
  }
  return Result;
}
