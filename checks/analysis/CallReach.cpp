//===- CallReach.cpp - What calling a function comes to -------------------===//

#include "checks/analysis/CallReach.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace memtidy;

const FunctionDecl *memtidy::canonical(const FunctionDecl *Function) {
  if (const FunctionDecl *Definition = definitionOf(*Function))
    Function = Definition;
  return Function->getCanonicalDecl();
}

bool memtidy::same(const FunctionDecl *A, const FunctionDecl *B) {
  return A && B && canonical(A) == canonical(B);
}

Reach memtidy::reachOfCalls(const ClearSites &Sites,
                            llvm::function_ref<bool(const CallSpot &)> Counts,
                            Doing Does, unsigned Depth) {
  Reach Best = Reach::No;
  for (const CallSpot &Call : Sites.Calls) {
    if (Best == Reach::Always)
      break;
    if (!Counts(Call))
      continue;
    Reach Inner = reachOf(*Call.Callee, Sites, Does, Depth);
    if (Inner != Reach::No && !Call.Branches.empty())
      Inner = Reach::OnBranch;
    Best = std::max(Best, Inner);
  }
  return Best;
}

Reach memtidy::reachOf(const FunctionDecl &Function, const ClearSites &Sites,
                       Doing Does, unsigned Depth) {
  Reach Best = Does(Function);
  if (Depth == 0 || Best == Reach::Always)
    return Best;
  auto IsInside = [&](const CallSpot &Call) {
    return same(Call.In, &Function) && !same(Call.Callee, &Function);
  };
  return std::max(Best, reachOfCalls(Sites, IsInside, Does, Depth - 1));
}
