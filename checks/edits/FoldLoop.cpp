//===- FoldLoop.cpp - Replaces a loop by the algorithm it spells out ------===//

#include "checks/edits/FoldLoop.h"
#include "checks/analysis/LoopWalk.h"
#include "checks/analysis/Place.h"
#include "checks/edits/AddInclude.h"
#include "checks/edits/FoldCallable.h"
#include "checks/edits/SourcePieces.h"
#include "checks/edits/SourceText.h"
#include "checks/edits/StdFeatures.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

/// The algorithm, the header that has it, and whether it takes the range whole.
namespace {
struct Algorithm {
  llvm::StringRef Name;
  llvm::StringRef Header;
  bool TakesRange;
};
} // namespace

static Algorithm algorithmFor(const LoopFold &Fold, bool HasRanges) {
  switch (Fold.Kind) {
  case FoldKind::Count:
    if (Fold.Guards.empty())
      return {"distance", "iterator", HasRanges};
    return {"count_if", "algorithm", HasRanges};
  case FoldKind::Any:
    return {"any_of", "algorithm", HasRanges};
  case FoldKind::All:
    return {Fold.Guards.size() == 1 ? "all_of" : "none_of", "algorithm",
            HasRanges};
  case FoldKind::None:
    return {"none_of", "algorithm", HasRanges};
  case FoldKind::Find:
    return {"find_if", "algorithm", false};
  case FoldKind::Sum:
  case FoldKind::Product:
  case FoldKind::Min:
  case FoldKind::Max:
  case FoldKind::Join:
    return {"accumulate", "numeric", false};
  }
  llvm_unreachable("not a kind of fold");
}

namespace {
class Folding {
public:
  explicit Folding(const FoldSite &Site)
      : Site(Site), Fold(Site.Fold), Context(Site.Context) {}

  FoldedLoop run() {
    const bool HasRanges = hasStdRanges(Context) &&
                           !Fold.Range->getType()->isDependentType() &&
                           isStdRange(Fold.Range->getType());
    Algo = algorithmFor(Fold, HasRanges);
    FoldedLoop Result;
    Result.Algorithm =
        ((Algo.TakesRange ? "std::ranges::" : "std::") + Algo.Name).str();
    if (llvm::StringRef Why = whyNot(); !Why.empty())
      Plan.refuse(Why, Fold.Loop->getBeginLoc());
    else
      plan(Result.Algorithm);
    Result.Plan = std::move(Plan);
    return Result;
  }

private:
  llvm::StringRef whyNot() const {
    if (!Context.getLangOpts().CPlusPlus14)
      return "the callable needs C++14";
    if (Fold.Range->getType()->isDependentType() ||
        (Fold.Into && Fold.Into->getType()->isDependentType()))
      return "the code is a template";
    if (isa<DecompositionDecl>(Fold.Element))
      return "the loop variable is a structured binding";
    if (isa<InitListExpr, CXXStdInitializerListExpr>(Fold.Range))
      return "the range has no name";
    if (Fold.From != 0)
      return "the loop leaves the first element out";
    if (Fold.Kind == FoldKind::Find && !returnsIterator())
      return "the result is no iterator";
    if (!Algo.TakesRange && !namesObject(*Fold.Range))
      return "the range is computed anew each time it is named";
    if (!Algo.TakesRange && !hasCommonEnd())
      return "the range ends with a sentinel";
    return "";
  }

  bool returnsIterator() const {
    const auto *Last = dyn_cast_or_null<ReturnStmt>(Fold.Return);
    return Last && Fold.Walk == WalkKind::Iterator &&
           isa<CallExpr>(bare(*Last->getRetValue()));
  }

  /// Can the expression be written twice?
  static bool namesObject(const Expr &E) {
    const Expr *Bare = E.IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(Bare))
      return namesObject(*Member->getBase());
    if (const auto *Deref = dyn_cast<UnaryOperator>(Bare))
      return Deref->getOpcode() == UO_Deref &&
             namesObject(*Deref->getSubExpr());
    return isa<DeclRefExpr, CXXThisExpr>(Bare);
  }

  bool hasCommonEnd() const {
    const auto *For = dyn_cast<CXXForRangeStmt>(Fold.Loop);
    if (!For || !For->getBeginStmt() || !For->getEndStmt())
      return true;
    auto TypeOf = [](const DeclStmt &S) {
      return cast<VarDecl>(S.getSingleDecl())->getType().getCanonicalType();
    };
    return TypeOf(*For->getBeginStmt()) == TypeOf(*For->getEndStmt());
  }

  void plan(llvm::StringRef Name) {
    const SourceLocation Start = start();
    const Stmt &Last = Fold.Return ? *Fold.Return : *Fold.Loop;
    std::optional<CharSourceRange> End = statementRange(Context, Last);
    std::optional<CharSourceRange> Loop =
        editableRange(Context, Fold.Loop->getSourceRange());
    if (!End || !Loop || Start.isMacroID())
      return Plan.refuse("a macro makes the loop", Fold.Loop->getBeginLoc());
    CharSourceRange Whole = CharSourceRange::getCharRange(Start, End->getEnd());
    SourcePieces Pieces(Context, Whole);
    std::string Statement = statement(Name, Pieces);
    if (Plan.isRefused())
      return;
    addEdits(Whole, Statement, Pieces.commentsLeft());
  }

  void addEdits(CharSourceRange Whole, llvm::StringRef Statement,
                llvm::ArrayRef<std::string> Comments) {
    const Stmt &First = fresh() ? *Site.Before : *Fold.Loop;
    const std::string Indent = indentAt(Context, First.getBeginLoc());
    std::string Above;
    for (const std::string &Comment : Comments)
      Above += Comment + "\n" + Indent;
    if (Whole.getBegin() == First.getBeginLoc()) {
      Plan.Edits.push_back({Whole, Above + Statement.str()});
    } else {
      if (!Above.empty())
        Plan.Edits.push_back({CharSourceRange::getCharRange(
                                  First.getBeginLoc(), First.getBeginLoc()),
                              Above});
      Plan.Edits.push_back({Whole, Statement.str()});
    }
    if (std::optional<Edit> Include =
            includeHeader(Context, Whole.getBegin(), Algo.Header))
      Plan.Edits.push_back(std::move(*Include));
  }

  /// Returns the declaration whose start value the call takes over, or null.
  const VarDecl *fresh() const {
    const auto *Before = dyn_cast_or_null<DeclStmt>(Site.Before);
    if (!Before || !Before->isSingleDecl() ||
        Before->getSingleDecl() != Fold.IntoDecl)
      return nullptr;
    const auto *Var = dyn_cast<VarDecl>(Before->getSingleDecl());
    return Var && Var->hasLocalStorage() &&
                   Var->getInitStyle() == VarDecl::CInit && Var->getInit() &&
                   !startOf(*Var).empty()
               ? Var
               : nullptr;
  }

  /// Returns how the start value of \p Var is spelled with the type of \p Var;
  /// empty where that is not clear. For questions: what makes the answer of
  /// the algorithm the value.
  std::string startOf(const VarDecl &Var) const {
    const Expr &Init = *Var.getInit()->IgnoreParenImpCasts();
    if (const auto *Flag = dyn_cast<CXXBoolLiteralExpr>(&Init)) {
      const bool Wanted = Fold.Kind != FoldKind::Any;
      return Flag->getValue() == Wanted && isQuestion() ? "true" : "";
    }
    const auto *Number = dyn_cast<IntegerLiteral>(&Init);
    if (Fold.Kind == FoldKind::Count)
      return Number && Number->getValue() == 0 ? "0" : "";
    return spellStart(Context, Init, Var);
  }

  bool isQuestion() const {
    return Fold.Kind == FoldKind::Any || Fold.Kind == FoldKind::All ||
           Fold.Kind == FoldKind::None;
  }

  SourceLocation start() const {
    const VarDecl *Var = fresh();
    return Var ? Var->getInit()->getBeginLoc() : Fold.Loop->getBeginLoc();
  }

  /// Returns the new code, from start() on.
  std::string statement(llvm::StringRef Name, SourcePieces &Pieces) {
    std::string Into;
    if (Fold.Into) {
      std::optional<CharSourceRange> Range =
          editableRange(Context, Fold.Into->getSourceRange());
      if (!Range) {
        Plan.refuse("a macro names the result", Fold.Into->getExprLoc());
        return "";
      }
      Into = sourceText(Context, *Range).str();
    }
    const VarDecl *Fresh = fresh();
    const std::string Start = Fresh ? startOf(*Fresh) : Into;
    std::string Call = call(Name, Start, Pieces);
    if (Fold.Kind == FoldKind::Count) {
      Call = llvm::formatv("static_cast<{0}>({1})",
                           spellType(Context, Fold.Into->getType()), Call);
      return Fresh ? Call + ";" : Into + " += " + Call + ";";
    }
    if (Fold.Return)
      return "return " + Call + ";";
    if (Fresh)
      return Call + ";";
    if (!isQuestion())
      return Into + " = " + Call + ";";
    const bool Any = Fold.Kind == FoldKind::Any;
    return llvm::formatv("if ({0}{1})\n{2}  {3} = {4};", Any ? "" : "!", Call,
                         indentAt(Context, Fold.Loop->getBeginLoc()), Into,
                         Any ? "true" : "false");
  }

  std::string call(llvm::StringRef Name, llvm::StringRef Start,
                   SourcePieces &Pieces) {
    std::optional<std::string> Range =
        Pieces.take(Fold.Range->getSourceRange());
    if (!Range) {
      Plan.refuse("a macro names the range", Fold.Range->getExprLoc());
      return "";
    }
    std::string Args = *Range;
    if (!Algo.TakesRange)
      Args = hasMembers()
                 ? *Range + ".begin(), " + *Range + ".end()"
                 : "std::begin(" + *Range + "), std::end(" + *Range + ")";
    if (Algo.Name == "accumulate")
      Args += ", " + Start.str();
    std::string Callable =
        spellCallable({Fold, Context, Algo.Name}, Pieces, Plan);
    if (!Callable.empty())
      Args += ", " + Callable;
    return llvm::formatv("{0}({1})", Name, Args);
  }

  bool hasMembers() const {
    return isa<DeclRefExpr, MemberExpr>(Fold.Range->IgnoreParenImpCasts()) &&
           isStdRange(Fold.Range->getType()) &&
           !Fold.Range->getType()->isArrayType();
  }

  const FoldSite &Site;
  const LoopFold &Fold;
  const ASTContext &Context;
  Algorithm Algo = {};
  EditPlan Plan;
};
} // namespace

FoldedLoop memtidy::foldLoop(const FoldSite &Site) {
  return Folding(Site).run();
}

EditPlan memtidy::appendInPlace(const FoldSite &Site) {
  const LoopFold &Fold = Site.Fold;
  EditPlan Plan;
  std::optional<CharSourceRange> Whole =
      editableRange(Site.Context, SourceRange(Fold.Into->getBeginLoc(),
                                              Fold.Value->getEndLoc()));
  if (!Whole) {
    Plan.refuse("a macro makes the statement", Fold.Into->getExprLoc());
    return Plan;
  }
  // The operands of the innermost '+' come first.
  llvm::SmallVector<const Expr *, 4> Parts;
  const Expr *Left = Fold.Value->IgnoreUnlessSpelledInSource();
  while (const auto *Plus =
             dyn_cast<CXXOperatorCallExpr>(Left->IgnoreParenImpCasts())) {
    Parts.push_back(Plus->getArg(1));
    Left = Plus->getArg(0)->IgnoreUnlessSpelledInSource();
  }
  SourcePieces Pieces(Site.Context, *Whole);
  std::optional<std::string> Text = Pieces.take(Fold.Into->getSourceRange());
  bool IsFirst = true;
  for (const Expr *Part : llvm::reverse(Parts)) {
    std::optional<std::string> One = Pieces.take(Part->getSourceRange());
    if (!Text || !One) {
      Plan.refuse("a macro makes the statement", Part->getExprLoc());
      return Plan;
    }
    Text = (IsFirst ? *Text : "(" + *Text + ")") + " += " + *One;
    IsFirst = false;
  }
  if (!Pieces.commentsLeft().empty()) {
    Plan.refuse("a comment stands between the operands",
                Fold.Into->getExprLoc());
    return Plan;
  }
  Plan.Edits.push_back({*Whole, *Text});
  return Plan;
}
