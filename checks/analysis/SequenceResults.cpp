//===- SequenceResults.cpp - What callers do with returned containers -----===//

#include "checks/analysis/SequenceResults.h"
#include "checks/analysis/FactSource.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace memtidy;

namespace {
/// Classifies the calls in the functions of a TU.
class CallWalk : public RecursiveASTVisitor<CallWalk> {
public:
  using Base = RecursiveASTVisitor<CallWalk>;

  CallWalk(TuIndex &Index,
           llvm::MapVector<const FunctionDecl *, ResultCalls::Calls> &Calls)
      : Context(Index.context()), Uses(Index), Calls(Calls) {}

  bool TraverseFunctionDecl(FunctionDecl *D) { return traverseIn(D); }
  bool TraverseCXXMethodDecl(CXXMethodDecl *D) { return traverseIn(D); }
  bool TraverseCXXConstructorDecl(CXXConstructorDecl *D) {
    return traverseIn(D);
  }

  // The parts of a statement are visited after the statement.
  bool VisitCXXForRangeStmt(CXXForRangeStmt *For) {
    if (const CallExpr *Call = callIn(For->getRangeInit())) {
      ResultCall Use = {.Site = Call, .Loop = For, .How = iterationIn(*For)};
      Use.NeedsWhole = changesArguments(*Call, *For->getBody());
      note(*Call, Use);
    }
    return true;
  }
  bool VisitVarDecl(VarDecl *Var) {
    const CallExpr *Call = callIn(Var->getInit());
    if (Call && Function && Var->isLocalVarDecl() && Var->hasLocalStorage())
      note(*Call, useOf(*Var, *Call));
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    static const llvm::StringSet<> Questions = {"size", "empty", "contains",
                                                "count", "length"};
    const CallExpr *Call = callIn(E->getImplicitObjectArgument());
    const CXXMethodDecl *Method = E->getMethodDecl();
    if (Call && Method && Method->getIdentifier() &&
        Questions.contains(Method->getName()))
      note(*Call, {.Site = Call, .How = ResultUse::Asked});
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const FunctionDecl *Callee = E->getDirectCallee()) {
      CalleeNames.insert(&bare(*E->getCallee()));
      noteAlgorithm(*E, *Callee);
      if (returnsContainer(*Callee) && !Noted.contains(E))
        note(*E, {.Site = E, .How = ResultUse::Kept});
    }
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Named = dyn_cast<FunctionDecl>(E->getDecl());
    if (Named && returnsContainer(*Named) && !CalleeNames.contains(E))
      Calls[key(*Named)].push_back({.Site = E, .How = ResultUse::Kept});
    return true;
  }

private:
  template <class T> bool traverseIn(T *D) {
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    if (Method && Method->getParent()->isLambda())
      return true;
    llvm::SaveAndRestore In(Function, D->doesThisDeclarationHaveABody()
                                          ? static_cast<const FunctionDecl *>(D)
                                          : nullptr);
    if constexpr (std::is_same_v<T, CXXConstructorDecl>)
      return Base::TraverseCXXConstructorDecl(D);
    else if constexpr (std::is_same_v<T, CXXMethodDecl>)
      return Base::TraverseCXXMethodDecl(D);
    else
      return Base::TraverseFunctionDecl(D);
  }

  static const FunctionDecl *key(const FunctionDecl &Function) {
    return patternOf(Function).getCanonicalDecl();
  }

  bool returnsContainer(const FunctionDecl &Callee) {
    return Callee.getReturnType()->isRecordType() &&
           !Context.getSourceManager().isInSystemHeader(Callee.getLocation()) &&
           Uses.types().of(Callee.getReturnType());
  }

  /// Returns the call of a function that returns a container, or null.
  const CallExpr *callIn(const Expr *E) {
    const auto *Call = E ? dyn_cast<CallExpr>(&bare(*E)) : nullptr;
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return Callee && returnsContainer(*Callee) ? Call : nullptr;
  }

  void note(const CallExpr &Call, ResultCall Use) {
    if (!Noted.insert(&Call).second)
      return;
    Use.NeedsWhole |= bindsTemporary(Call);
    Calls[key(*Call.getDirectCallee())].push_back(Use);
  }

  void noteAlgorithm(const CallExpr &E, const FunctionDecl &Callee) {
    if (!Callee.isInStdNamespace() || isa<CXXMemberCallExpr>(E) ||
        !isSinglePass(calleeName(E)))
      return;
    for (const Expr *Arg : E.arguments())
      if (const CallExpr *Call = callIn(Arg))
        note(*Call, {.Site = Call,
                     .How = stopsEarly(calleeName(E)) ? ResultUse::StopsEarly
                                                      : ResultUse::Iterated});
  }

  static bool stopsEarly(llvm::StringRef Algorithm) {
    return Algorithm.starts_with("find") || Algorithm.ends_with("_of") ||
           Algorithm == "contains";
  }

  ResultUse iterationIn(const Stmt &Loop) const {
    return loopContextOf(Loop, *Function->getBody(), Context).LeftBy.empty()
               ? ResultUse::Iterated
               : ResultUse::StopsEarly;
  }

  /// How is the variable that holds the result read?
  ResultCall useOf(const VarDecl &Var, const CallExpr &Call) {
    ResultCall Result = {.Site = &Call, .Held = &Var};
    for (const SequenceUse &Use : Uses.of(*Function)) {
      if (Use.What.Root != Var.getCanonicalDecl() || !Use.What.Fields.empty())
        continue;
      SequenceBuild All;
      All.Use = &Use;
      for (const SequenceOp &Op : Use.Ops)
        All.Rest.push_back(&Op);
      std::optional<SequenceRead> Read = readOnce(All, *Function->getBody());
      if (!Read)
        return Result;
      if (const auto *For = dyn_cast<CXXForRangeStmt>(Read->Site)) {
        Result.How = iterationIn(*For);
        Result.Loop = For;
        Result.NeedsWhole = changesArguments(Call, *For->getBody());
      } else {
        const auto *Algorithm = dyn_cast<CallExpr>(Read->Site);
        Result.How = Read->How != ReadKind::Called ? ResultUse::Asked
                     : stopsEarly(calleeName(*Algorithm))
                         ? ResultUse::StopsEarly
                         : ResultUse::Iterated;
      }
    }
    return Result;
  }

  /// Is a parameter that refers to its argument bound to a temporary?
  static bool bindsTemporary(const CallExpr &Call) {
    for (const Expr *Arg : Call.arguments()) {
      const Expr *Core = Arg->IgnoreImplicitAsWritten();
      // A string becomes a view, a view of a temporary dangles.
      if (isa<MaterializeTemporaryExpr>(Arg->IgnoreParens()) ||
          (isView(Arg->getType()) && !isView(Core->getType()) &&
           Core->isPRValue() && Core->getType()->isRecordType()))
        return true;
    }
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
      return isa<MaterializeTemporaryExpr>(
          Member->getImplicitObjectArgument()->IgnoreParenCasts());
    return false;
  }

  static bool isView(QualType Type) {
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    return Record && Record->getIdentifier() &&
           (Record->getName() == "basic_string_view" ||
            Record->getName() == "span");
  }

  /// Does the loop change what the function may still read?
  bool changesArguments(const CallExpr &Call, const Stmt &Body) const {
    const Effects Does = effectsOf(Body, Context);
    return llvm::any_of(Does.Written, [&](const ValueDecl *Changed) {
      return Changed && mentions(Call, *Changed);
    });
  }

  ASTContext &Context;
  SequenceUses Uses;
  llvm::MapVector<const FunctionDecl *, ResultCalls::Calls> &Calls;
  llvm::DenseSet<const Stmt *> Noted, CalleeNames;
  const FunctionDecl *Function = nullptr;
};
} // namespace

ResultCalls::ResultCalls(TuIndex &Index) {
  CallWalk Walk(Index, ByCallee);
  forEachUserDecl(Index.context(), [&](Decl &D) { Walk.TraverseDecl(&D); });
}

llvm::ArrayRef<ResultCall> ResultCalls::of(const FunctionDecl &Function) const {
  auto Found = ByCallee.find(patternOf(Function).getCanonicalDecl());
  return Found == ByCallee.end() ? llvm::ArrayRef<ResultCall>() : Found->second;
}
