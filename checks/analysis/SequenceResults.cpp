//===- SequenceResults.cpp - What callers do with returned containers -----===//

#include "checks/analysis/SequenceResults.h"
#include "checks/analysis/Effects.h"
#include "checks/analysis/FactSource.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/SequenceRead.h"
#include "checks/analysis/StdAlgorithm.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace memtidy;

namespace {
/// What a called function reads that it was not passed: globals, and fields
/// of its object. Its own callees are not looked at.
class SharedReads : public RecursiveASTVisitor<SharedReads> {
public:
  explicit SharedReads(const CallExpr &Call) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call);
    OnThis =
        Member && isa<CXXThisExpr>(bare(*Member->getImplicitObjectArgument()));
    const FunctionDecl *Body = Call.getDirectCallee()->getDefinition();
    if (Body && Body->getBody())
      TraverseStmt(Body->getBody());
  }

  bool has(const ValueDecl &D) const { return Reads.contains(&D); }
  /// The object is the one that the caller works on, too.
  bool isOnThis() const { return OnThis; }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (!Var || Var->hasLocalStorage() || Var->isConstexpr() ||
        Var->getType().isConstQualified())
      return true;
    Reads.insert(Var);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    if (OnThis && isa<CXXThisExpr>(E->getBase()->IgnoreParenCasts()))
      Reads.insert(E->getMemberDecl());
    return true;
  }

private:
  llvm::SmallPtrSet<const ValueDecl *, 4> Reads;
  bool OnThis = false;
};

/// Classifies the calls in the functions of a TU.
class CallWalk : public RecursiveASTVisitor<CallWalk> {
public:
  using Base = RecursiveASTVisitor<CallWalk>;

  CallWalk(TuIndex &Index,
           llvm::MapVector<const FunctionDecl *, ResultCalls::Calls> &Calls,
           std::vector<const FunctionDecl *> &Makers)
      : Context(Index.context()), Uses(Index), Calls(Calls), Makers(Makers) {}

  bool TraverseFunctionDecl(FunctionDecl *D) { return traverseIn(D); }
  bool TraverseCXXMethodDecl(CXXMethodDecl *D) { return traverseIn(D); }
  bool TraverseCXXConstructorDecl(CXXConstructorDecl *D) {
    return traverseIn(D);
  }
  bool TraverseCXXDestructorDecl(CXXDestructorDecl *D) { return traverseIn(D); }
  bool TraverseCXXConversionDecl(CXXConversionDecl *D) { return traverseIn(D); }

  // The parts of a statement are visited after the statement.
  bool VisitCXXForRangeStmt(CXXForRangeStmt *For) {
    const CallExpr *Call = callIn(For->getRangeInit());
    if (Call && Function) {
      ResultCall Use = {.Site = Call, .How = iterationIn(*For)};
      readIn(*For, Use);
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
    static const llvm::StringSet<> Sizes = {"size", "length"};
    static const llvm::StringSet<> Questions = {"empty", "contains", "count"};
    const CallExpr *Call = callIn(E->getImplicitObjectArgument());
    const CXXMethodDecl *Method = E->getMethodDecl();
    if (!Call || !Method || !Method->getIdentifier())
      return true;
    // How many different elements there are, only the whole set knows.
    if (Questions.contains(Method->getName()) ||
        (Sizes.contains(Method->getName()) && isSequence(*Call)))
      note(*Call, {.Site = Call, .How = ResultUse::Asked});
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const FunctionDecl *Callee = E->getDirectCallee()) {
      CalleeNames.insert(&bare(*E->getCallee()));
      noteAlgorithm(*E);
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
    if (D->doesThisDeclarationHaveABody() && returnsContainer(*D))
      Makers.push_back(D);
    llvm::SaveAndRestore In(Function, D->doesThisDeclarationHaveABody()
                                          ? static_cast<const FunctionDecl *>(D)
                                          : nullptr);
    if constexpr (std::is_same_v<T, CXXConstructorDecl>)
      return Base::TraverseCXXConstructorDecl(D);
    else if constexpr (std::is_same_v<T, CXXDestructorDecl>)
      return Base::TraverseCXXDestructorDecl(D);
    else if constexpr (std::is_same_v<T, CXXConversionDecl>)
      return Base::TraverseCXXConversionDecl(D);
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
    // What is asked at once still finds its arguments alive.
    Use.NeedsWhole |= (Use.Loop || Use.Held) && bindsTemporary(Call);
    // A set is iterated for its order, or for having everything once.
    if (Use.How != ResultUse::Asked && !isSequence(Call))
      Use.How = ResultUse::Kept;
    Calls[key(*Call.getDirectCallee())].push_back(Use);
  }

  void noteAlgorithm(const CallExpr &E) {
    llvm::StringRef Name = standardAlgorithm(E);
    if (!isSinglePass(Name))
      return;
    for (const Expr *Arg : E.arguments())
      if (const CallExpr *Call = callIn(Arg))
        note(*Call, {.Site = Call,
                     .How = stopsEarly(Name) ? ResultUse::StopsEarly
                                             : ResultUse::Iterated});
  }

  bool isSequence(const CallExpr &Call) {
    return isPlainSequence(Call.getType(), *Uses.types().of(Call.getType()));
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
      Result.How = howFor(*Read, Use);
      if (Read->How != ReadKind::Iterated)
        continue;
      readIn(*Read->Site, Result);
    }
    return Result;
  }

  ResultUse howFor(const SequenceRead &Read, const SequenceUse &Use) const {
    switch (Read.How) {
    case ReadKind::Iterated:
      return iterationIn(*Read.Site);
    case ReadKind::Called:
      return stopsEarly(standardAlgorithm(*cast<CallExpr>(Read.Site)))
                 ? ResultUse::StopsEarly
                 : ResultUse::Iterated;
    case ReadKind::Counted:
    case ReadKind::Looked:
      return ResultUse::Asked;
    case ReadKind::First:
      return ResultUse::StopsEarly;
    }
    llvm_unreachable("not a way to read");
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

  /// Does the loop change what the function may still read, or what stays?
  void readIn(const Stmt &Loop, ResultCall &Use) const {
    Use.Loop = &Loop;
    const Effects Does = effectsOf(*loopBody(Loop), Context);
    const auto &Call = *cast<CallExpr>(Use.Site);
    SharedReads Reads(Call);
    for (const ValueDecl *Changed : Does.Written) {
      Use.ChangesUnnamed |= !Changed;
      Use.NeedsWhole |= Changed
                            ? mentions(Call, *Changed) || Reads.has(*Changed)
                            : Reads.isOnThis();
      const auto *Var = dyn_cast_or_null<VarDecl>(Changed);
      const bool IsLocal =
          Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType();
      Use.Applies |= !IsLocal && !(Changed && isStream(Changed->getType()));
    }
  }

  static bool isStream(QualType Type) {
    return llvm::StringRef(viewOf(Type).Name).ends_with("stream");
  }

  ASTContext &Context;
  SequenceUses Uses;
  llvm::MapVector<const FunctionDecl *, ResultCalls::Calls> &Calls;
  std::vector<const FunctionDecl *> &Makers;
  llvm::DenseSet<const Stmt *> Noted, CalleeNames;
  const FunctionDecl *Function = nullptr;
};
} // namespace

ResultCalls::ResultCalls(TuIndex &Index) {
  CallWalk Walk(Index, ByCallee, Makers);
  forEachUserDecl(Index.context(), [&](Decl &D) { Walk.TraverseDecl(&D); });
}

llvm::ArrayRef<ResultCall> ResultCalls::of(const FunctionDecl &Function) const {
  auto Found = ByCallee.find(patternOf(Function).getCanonicalDecl());
  return Found == ByCallee.end() ? llvm::ArrayRef<ResultCall>() : Found->second;
}
