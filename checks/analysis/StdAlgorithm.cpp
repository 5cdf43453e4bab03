//===- StdAlgorithm.cpp - Calls of the standard library's algorithms ------===//

#include "checks/analysis/StdAlgorithm.h"
#include "checks/analysis/Place.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace memtidy;

bool memtidy::isWithinStd(const Decl &D) {
  for (const DeclContext *At = D.getDeclContext(); At; At = At->getParent())
    if (At->isStdNamespace())
      return true;
  return false;
}

bool memtidy::isSinglePass(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {"accumulate",
                                          "reduce",
                                          "transform_reduce",
                                          "any_of",
                                          "all_of",
                                          "none_of",
                                          "count",
                                          "count_if",
                                          "find",
                                          "find_if",
                                          "find_if_not",
                                          "for_each",
                                          "contains",
                                          "fold_left",
                                          "min",
                                          "max",
                                          "min_element",
                                          "max_element",
                                          "minmax_element",
                                          "copy"};
  return Names.contains(Name);
}

llvm::StringRef memtidy::standardAlgorithm(const CallExpr &Call) {
  if (isa<CXXMemberCallExpr>(Call))
    return "";
  // What std::ranges has are objects that are called.
  if (const auto *Object = dyn_cast<CXXOperatorCallExpr>(&Call)) {
    const auto *Ref = Object->getOperator() == OO_Call
                          ? dyn_cast<DeclRefExpr>(&bare(*Object->getArg(0)))
                          : nullptr;
    return Ref && isWithinStd(*Ref->getDecl()) &&
                   Ref->getDecl()->getIdentifier()
               ? Ref->getDecl()->getName()
               : "";
  }
  const FunctionDecl *Callee = Call.getDirectCallee();
  return !Callee || isWithinStd(*Callee) ? calleeName(Call) : "";
}
