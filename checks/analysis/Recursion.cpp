//===- Recursion.cpp - Which functions may call themselves ----------------===//

#include "checks/analysis/Recursion.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace memtidy;

/// One key for a function, its redeclarations and its instances.
static const FunctionDecl *keyOf(const FunctionDecl &Function) {
  const FunctionDecl *Pattern = Function.getTemplateInstantiationPattern();
  return (Pattern ? Pattern : &Function)->getCanonicalDecl();
}

namespace {
class CallWalk : public RecursiveASTVisitor<CallWalk> {
public:
  using Base = RecursiveASTVisitor<CallWalk>;

  llvm::DenseMap<const FunctionDecl *,
                 llvm::SmallVector<const FunctionDecl *, 4>>
      Calls;

  bool TraverseDecl(Decl *D) {
    const auto *Function = dyn_cast_or_null<FunctionDecl>(D);
    llvm::SaveAndRestore In(Caller, Function ? keyOf(*Function) : Caller);
    return Base::TraverseDecl(D);
  }
  bool VisitCallExpr(CallExpr *Call) {
    note(Call->getDirectCallee());
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    note(Construct->getConstructor());
    return true;
  }
  // In a template, a call by name may mean any of its candidates.
  bool VisitOverloadExpr(OverloadExpr *Name) {
    for (const NamedDecl *Candidate : Name->decls())
      note(dyn_cast<FunctionDecl>(
          Candidate->getUnderlyingDecl()->getAsFunction()));
    return true;
  }

private:
  void note(const FunctionDecl *Callee) {
    if (Caller && Callee && !Callee->isInStdNamespace())
      Calls[Caller].push_back(keyOf(*Callee));
  }

  const FunctionDecl *Caller = nullptr;
};
} // namespace

Recursion::Recursion(TuIndex &Index) {
  CallWalk Walk;
  forEachUserDecl(Index.context(), [&](Decl &D) { Walk.TraverseDecl(&D); });
  Calls = std::move(Walk.Calls);
}

bool Recursion::mayCallItself(const FunctionDecl &Function) const {
  const FunctionDecl *Start = keyOf(Function);
  llvm::SmallPtrSet<const FunctionDecl *, 32> Seen;
  llvm::SmallVector<const FunctionDecl *, 32> Open = {Start};
  while (!Open.empty()) {
    auto Found = Calls.find(Open.pop_back_val());
    if (Found == Calls.end())
      continue;
    for (const FunctionDecl *Callee : Found->second) {
      if (Callee == Start)
        return true;
      if (Seen.insert(Callee).second)
        Open.push_back(Callee);
    }
  }
  return false;
}
