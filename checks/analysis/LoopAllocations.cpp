//===- LoopAllocations.cpp - What each iteration allocates anew -----------===//

#include "checks/analysis/LoopAllocations.h"
#include "checks/analysis/FoldStep.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/LoopLocals.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtOpenMP.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace memtidy;

// What reports errors is called when something went wrong, not in each
// iteration.
static bool isReportName(llvm::StringRef Name) {
  const std::string Lower = Name.lower();
  return llvm::any_of(
      std::initializer_list<llvm::StringRef>{"error", "warn", "fatal", "fail",
                                             "debug", "trace", "report"},
      [&](llvm::StringRef Part) {
        return llvm::StringRef(Lower).contains(Part);
      });
}

static const StringLiteral *literalOf(const Expr &E) {
  return dyn_cast<StringLiteral>(E.IgnoreParenImpCasts());
}

namespace {
class WasteWalk : public RecursiveASTVisitor<WasteWalk> {
public:
  using Base = RecursiveASTVisitor<WasteWalk>;

  WasteWalk(const FunctionDecl &Function, const std::vector<SequenceUse> &Uses)
      : Body(*Function.getBody()), Context(Function.getASTContext()),
        Uses(Uses) {}

  std::vector<LoopAllocation> Found;

  bool VisitDeclStmt(DeclStmt *Declared) {
    for (const Decl *D : Declared->decls()) {
      const auto *Var = dyn_cast<VarDecl>(D);
      if (Loop && Var && Var->isLocalVarDecl() && Var->hasLocalStorage() &&
          !Var->getType()->isReferenceType())
        if (std::optional<LoopAllocation> Waste =
                localWasteOf({*Var, *Declared, *Loop, *Outermost, Body}, Uses))
          Found.push_back(std::move(*Waste));
    }
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (!Loop || Conditions || Call->getBeginLoc().isMacroID() ||
        isReportName(calleeName(*Call)))
      return true;
    const FunctionDecl *Callee = Call->getDirectCallee();
    const unsigned Skip = isa<CXXOperatorCallExpr>(Call) &&
                          isa_and_nonnull<CXXMethodDecl>(Callee);
    for (unsigned I = Skip; Callee && I < Call->getNumArgs(); ++I)
      if (I - Skip < Callee->getNumParams())
        noteArgument(*Call->getArg(I),
                     Callee->getParamDecl(I - Skip)->getType());
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
      noteComparison(*Operator);
    return true;
  }
  bool VisitCXXRewrittenBinaryOperator(CXXRewrittenBinaryOperator *Rewritten) {
    CXXRewrittenBinaryOperator::DecomposedForm Form =
        Rewritten->getDecomposedForm();
    if (Loop && !Conditions) {
      noteSubstr(*Form.LHS);
      noteSubstr(*Form.RHS);
    }
    return true;
  }

  // Iterations that run in parallel need locals of their own.
  bool TraverseStmt(Stmt *S) {
    return isa_and_nonnull<OMPExecutableDirective>(S) || Base::TraverseStmt(S);
  }
  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    llvm::SaveAndRestore Outside(Loop, static_cast<const Stmt *>(nullptr));
    llvm::SaveAndRestore Apart(Outermost, static_cast<const Stmt *>(nullptr));
    return TraverseStmt(Lambda->getBody());
  }
  bool TraverseDecl(Decl *D) {
    return D && isa<CXXRecordDecl>(D) ? true : Base::TraverseDecl(D);
  }
#define MEMTIDY_LOOP(Kind)                                                     \
  bool Traverse##Kind(Kind *S) {                                               \
    llvm::SaveAndRestore Inside(Loop, runsOnce(*S) ? Loop : S);                \
    llvm::SaveAndRestore Around(Outermost, Outermost ? Outermost : Loop);      \
    llvm::SaveAndRestore Sure(Conditions, runsOnce(*S) ? Conditions : 0);      \
    llvm::SaveAndRestore Breaks(InSwitch, false);                              \
    return Base::Traverse##Kind(S);                                            \
  }
  MEMTIDY_LOOP(ForStmt)
  MEMTIDY_LOOP(WhileStmt)
  MEMTIDY_LOOP(DoStmt)
#undef MEMTIDY_LOOP
  // What a range-for goes over is made once.
  bool TraverseCXXForRangeStmt(CXXForRangeStmt *S) {
    TraverseStmt(S->getInit());
    TraverseStmt(S->getRangeInit());
    llvm::SaveAndRestore Inside(Loop, static_cast<const Stmt *>(S));
    llvm::SaveAndRestore Around(Outermost, Outermost ? Outermost : Loop);
    llvm::SaveAndRestore Sure(Conditions, 0u);
    llvm::SaveAndRestore Breaks(InSwitch, false);
    // The loop variable is copied, not made: it cannot move.
    return TraverseStmt(S->getBody());
  }
  bool TraverseIfStmt(IfStmt *S) {
    TraverseStmt(S->getInit());
    TraverseStmt(S->getConditionVariableDeclStmt());
    TraverseStmt(S->getCond());
    llvm::SaveAndRestore Unsure(Conditions, Conditions + 1);
    traverseBranch(S->getThen());
    traverseBranch(S->getElse());
    return true;
  }
  // What stands between the last `continue` and the end of the loop runs once.
  bool TraverseCompoundStmt(CompoundStmt *S) {
    const bool Ends = !S->body_empty() && endsLoop(S->body_back());
    auto Sure = S->body_end();
    while (Ends && Sure != S->body_begin() && !hasContinue(**std::prev(Sure)))
      --Sure;
    for (auto It = S->body_begin(); It != S->body_end(); ++It) {
      llvm::SaveAndRestore Once(Loop, It < Sure ? Loop : nullptr);
      TraverseStmt(*It);
    }
    return true;
  }
  bool TraverseSwitchStmt(SwitchStmt *S) {
    llvm::SaveAndRestore Unsure(Conditions, Conditions + 1);
    llvm::SaveAndRestore Breaks(InSwitch, true);
    return Base::TraverseSwitchStmt(S);
  }
#define MEMTIDY_BRANCH(Kind)                                                   \
  bool Traverse##Kind(Kind *S) {                                               \
    llvm::SaveAndRestore Unsure(Conditions, Conditions + 1);                   \
    return Base::Traverse##Kind(S);                                            \
  }
  MEMTIDY_BRANCH(ConditionalOperator)
  MEMTIDY_BRANCH(CXXThrowExpr)
  MEMTIDY_BRANCH(ReturnStmt)
#undef MEMTIDY_BRANCH
  // A handler runs when something went wrong, not in each iteration.
  bool TraverseCXXCatchStmt(CXXCatchStmt *S) {
    llvm::SaveAndRestore Once(Loop, static_cast<const Stmt *>(nullptr));
    return Base::TraverseCXXCatchStmt(S);
  }

private:
  // Code that reports an error runs when something went wrong.
  static bool reports(const CompoundStmt &Block) {
    return llvm::any_of(Block.body(), [](const Stmt *S) {
      const auto *E = dyn_cast<Expr>(S);
      const auto *Call = E ? dyn_cast<CallExpr>(&bare(*E)) : nullptr;
      return Call && isReportName(calleeName(*Call));
    });
  }

  // Does the loop end behind S?
  bool endsLoop(const Stmt *S) const {
    if (const auto *E = dyn_cast_or_null<Expr>(S))
      return neverReturns(*E);
    return S && (isa<ReturnStmt, CoreturnStmt, GotoStmt>(*S) ||
                 (isa<BreakStmt>(*S) && !InSwitch));
  }

  static bool neverReturns(const Expr &E) {
    const Expr *Core = E.IgnoreParenImpCasts();
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Core))
      return neverReturns(*Cleanups->getSubExpr());
    if (const auto *Comma = dyn_cast<BinaryOperator>(Core))
      return Comma->isCommaOp() && neverReturns(*Comma->getRHS());
    const auto *Call = dyn_cast<CallExpr>(Core);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return isa<CXXThrowExpr>(Core) || (Callee && Callee->isNoReturn());
  }

  // A branch that ends the loop runs at most once.
  void traverseBranch(Stmt *Branch) {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(Branch);
    const Stmt *Last = !Block                ? Branch
                       : Block->body_empty() ? nullptr
                                             : Block->body_back();
    const bool IsRare = endsLoop(Last) || (Block && reports(*Block));
    llvm::SaveAndRestore Once(Loop, IsRare ? nullptr : Loop);
    TraverseStmt(Branch);
  }

  static bool hasContinue(const Stmt &S) {
    return isa<ContinueStmt>(S) ||
           (!loopBody(S) && llvm::any_of(S.children(), [](const Stmt *Child) {
             return Child && hasContinue(*Child);
           }));
  }

  LoopAllocation &add(LoopWaste Kind, QualType Type) {
    LoopAllocation &New = Found.emplace_back();
    New.Kind = Kind;
    New.Type = Type.getNonReferenceType().getUnqualifiedType();
    New.Loop = Loop;
    New.Outermost = Outermost;
    return New;
  }

  void noteArgument(const Expr &Arg, QualType Param) {
    if (isStringView(Param))
      return noteSubstr(Arg);
    if (!Param->isLValueReferenceType() ||
        !Param->getPointeeType().isConstQualified())
      return;
    if (isParsedText(Param))
      return noteParser(Arg);
    if (!isString(Param))
      return;
    const auto *Made = dyn_cast<CXXConstructExpr>(Arg.IgnoreImplicit());
    if (const auto *Cast =
            dyn_cast<CXXFunctionalCastExpr>(Arg.IgnoreImplicit()))
      Made = dyn_cast<CXXConstructExpr>(Cast->getSubExpr()->IgnoreImplicit());
    if (!Made || Made->getNumArgs() == 0)
      return;
    const StringLiteral *Literal = literalOf(*Made->getArg(0));
    if (Literal && Literal->getLength() > InsideString)
      add(LoopWaste::Literal, Param).Made = Made;
    else if (isStringView(Made->getArg(0)->getType()))
      add(LoopWaste::View, Param).Made = Made;
  }

  void noteParser(const Expr &Arg) {
    const Expr *Core = Arg.IgnoreImplicit();
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Core))
      Core = Cast->getSubExpr()->IgnoreImplicit();
    const auto *Made = dyn_cast<CXXConstructExpr>(Core);
    if (Made && isMadeOfConstants(*Made))
      add(LoopWaste::Parser, Made->getType()).Made = Made;
  }

  void noteComparison(const CXXOperatorCallExpr &Call) {
    if (Call.getNumArgs() != 2 || !Call.isComparisonOp())
      return;
    noteSubstr(*Call.getArg(0));
    noteSubstr(*Call.getArg(1));
  }

  void noteSubstr(const Expr &E) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(&bare(E));
    if (!Call || !Call->getMethodDecl() || calleeName(*Call) != "substr" ||
        !isString(Call->getType()) ||
        !isString(Call->getImplicitObjectArgument()->getType()))
      return;
    if (Call->getNumArgs() == 2) {
      Expr::EvalResult Length;
      if (!Call->getArg(1)->isValueDependent() &&
          Call->getArg(1)->EvaluateAsInt(Length, Context) &&
          Length.Val.getInt().ule(InsideString))
        return;
    }
    add(LoopWaste::Substr, Call->getType()).Made = Call;
  }

  const Stmt &Body;
  const ASTContext &Context;
  const std::vector<SequenceUse> &Uses;
  const Stmt *Loop = nullptr;
  const Stmt *Outermost = nullptr;
  unsigned Conditions = 0;
  bool InSwitch = false; ///< A break ends a switch, not the loop.
};
} // namespace

/// Objects that are made and deleted in each iteration.
static void addObjects(const FunctionDecl &Function,
                       std::vector<LoopAllocation> &Into) {
  for (const LocalObject &Object : localObjectsIn(Function)) {
    if (!Object.isMadeInEachIteration())
      continue;
    const AllocationSite &Site = Object.Site;
    LoopAllocation &New = Into.emplace_back();
    New.Kind = Site.IsArray ? LoopWaste::Array : LoopWaste::Object;
    New.Type = Site.Type;
    New.Var = Site.Owner;
    New.Declared = Site.Declared;
    New.Made = Site.Site;
    New.Loop = Site.Loops.back();
    New.Outermost = Site.Loops.front();
    if (!Site.IsArray)
      New.Object = Object;
  }
}

std::vector<LoopAllocation>
memtidy::loopAllocationsIn(const FunctionDecl &Function,
                           const std::vector<SequenceUse> &Uses) {
  if (!Function.getBody())
    return {};
  WasteWalk Walk(Function, Uses);
  Walk.TraverseStmt(Function.getBody());
  addObjects(Function, Walk.Found);
  return std::move(Walk.Found);
}
