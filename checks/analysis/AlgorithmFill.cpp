//===- AlgorithmFill.cpp - Algorithms that append to a container ----------===//

#include "checks/analysis/AlgorithmFill.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/StdAlgorithm.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace memtidy;

/// The arguments as written: what std::ranges has are objects that are called.
static llvm::ArrayRef<const Expr *> argsOf(const CallExpr &Call) {
  llvm::ArrayRef<const Expr *> All(Call.getArgs(), Call.getNumArgs());
  return isa<CXXOperatorCallExpr>(Call) ? All.drop_front() : All;
}

const CallExpr *memtidy::algorithmGiven(const Stmt &Inserter,
                                        const Stmt &Code) {
  if (const auto *Call = dyn_cast<CallExpr>(&Code))
    if (llvm::any_of(argsOf(*Call),
                     [&](const Expr *Arg) { return &bare(*Arg) == &Inserter; }))
      return standardAlgorithm(*Call).empty() ? nullptr : Call;
  for (const Stmt *Child : Code.children())
    if (Child)
      if (const CallExpr *Found = algorithmGiven(Inserter, *Child))
        return Found;
  return nullptr;
}

TripCount memtidy::outputsOf(const CallExpr &Algorithm,
                             const ASTContext &Context) {
  static const llvm::StringSet<> Names = {
      "transform",      "copy",           "move",
      "reverse_copy",   "replace_copy",   "replace_copy_if",
      "partial_sum",    "inclusive_scan", "adjacent_difference",
      "exclusive_scan",
  };
  llvm::ArrayRef<const Expr *> Args = argsOf(Algorithm);
  if (!Names.contains(standardAlgorithm(Algorithm)) || Args.size() < 2)
    return TripCount();
  const Expr *Range = rangeBetween(*Args[0], *Args[1]);
  if (!Range && isa<CXXOperatorCallExpr>(Algorithm))
    Range = Args[0];
  TripCount Result = Range ? tripsOver(*Range, Context) : TripCount();
  Result.Of = &Algorithm;
  return Result;
}
