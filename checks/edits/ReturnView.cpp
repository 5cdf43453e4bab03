//===- ReturnView.cpp - Returns a view instead of a container -------------===//

#include "checks/edits/ReturnView.h"
#include "checks/analysis/Effects.h"
#include "checks/analysis/Place.h"
#include "checks/edits/AddInclude.h"
#include "checks/edits/FoldCallable.h"
#include "checks/edits/ReturnGenerator.h"
#include "checks/edits/SourcePieces.h"
#include "checks/edits/SourceText.h"
#include "checks/edits/StdFeatures.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

namespace {
/// What a lambda around some code must capture.
class CaptureWalk : public RecursiveASTVisitor<CaptureWalk> {
public:
  explicit CaptureWalk(const VarDecl &Element) : Element(Element) {}

  /// Parameters that are references are captured as such: they outlive the
  /// function.
  llvm::SetVector<const VarDecl *> Parameters;
  bool UsesThis = false;
  bool UsesLocals = false;

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (!Var || Var == &Element || !Var->hasLocalStorage())
      return true;
    if (isa<ParmVarDecl>(Var))
      Parameters.insert(Var);
    else
      UsesLocals = true;
    return true;
  }
  bool VisitCXXThisExpr(CXXThisExpr *) { return UsesThis = true; }
  bool VisitLambdaExpr(LambdaExpr *) { return UsesLocals = true; }

private:
  const VarDecl &Element;
};

class ViewConversion {
public:
  ViewConversion(const SequenceMaker &Maker, llvm::ArrayRef<ResultCall> Calls)
      : Maker(Maker), Calls(Calls), Context(Maker.Function->getASTContext()),
        Loop(dyn_cast<CXXForRangeStmt>(Maker.Build.Loop)) {}

  EditPlan run() {
    if (llvm::StringRef Why = whyNot(); !Why.empty())
      Plan.refuse(Why, Maker.Function->getLocation());
    for (const ResultCall &Call : Calls)
      if (llvm::StringRef Why = whyNoLoopTakes(Call); !Why.empty())
        Plan.refuse(Why, Call.Site->getBeginLoc());
    if (!Plan.isRefused())
      rewrite();
    return std::move(Plan);
  }

private:
  llvm::StringRef whyNot() {
    if (!Context.getLangOpts().CPlusPlus20 || !hasStdRanges(Context))
      return "the library has no views";
    if (!Loop || isa<DecompositionDecl>(Loop->getLoopVariable()) ||
        !readLoop(*Loop->getBody()))
      return "its loop is more than one filter and one transformation";
    const QualType Element = Loop->getLoopVariable()->getType();
    if (Element->isReferenceType() &&
        !Element.getNonReferenceType().isConstQualified())
      return "its loop may change the elements";
    if (!outlivesCall(*Loop->getRangeInit()))
      return "the range dies with the function";
    if (!isAllOfBody())
      return "it does more than the loop";
    if (Maker.Function->getPreviousDecl() || Maker.Function->isConstexpr() ||
        !isDefinedBeforeCalls())
      return "its type must be known before its body";
    return "";
  }

  /// `push_back(X);`, perhaps in a block, perhaps under one condition.
  bool readLoop(const Stmt &S) {
    if (const auto *Block = dyn_cast<CompoundStmt>(&S))
      return Block->size() == 1 && readLoop(*Block->body_front());
    if (const auto *If = dyn_cast<IfStmt>(&S)) {
      if (Condition || If->getElse() || If->getInit() ||
          If->getConditionVariable())
        return false;
      Condition = If->getCond();
      return readLoop(*If->getThen());
    }
    const auto *E = dyn_cast<Expr>(&S);
    if (!E || Maker.Build.Fills.size() != 1 ||
        &bare(*E) != Maker.Build.Fills.front()->Site ||
        Maker.Build.Fills.front()->Args.size() != 1)
      return false;
    Made = Maker.Build.Fills.front()->Args.front();
    return !isa<InitListExpr>(bare(*Made)) &&
           effectsOf(*Made, Context).What != Effect::Writes &&
           (!Condition ||
            effectsOf(*Condition, Context).What != Effect::Writes);
  }

  static bool outlivesCall(const Expr &Range) {
    const Expr &Core = bare(Range);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&Core)) {
      const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      return Var && (!Var->hasLocalStorage() ||
                     Var->getType()->isLValueReferenceType());
    }
    const auto *Member = dyn_cast<MemberExpr>(&Core);
    return Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenCasts());
  }

  bool isAllOfBody() const {
    const auto &Body = *cast<CompoundStmt>(Maker.Function->getBody());
    const size_t Others = 2 + Maker.Build.Reserves.size();
    const auto *First =
        Body.body_empty() ? nullptr : dyn_cast<DeclStmt>(Body.body_front());
    return Maker.Returns.size() == 1 && Body.size() == Others + 1 && First &&
           First->isSingleDecl() && First->getSingleDecl() == Maker.Use.Local &&
           Body.body_back() == Maker.Returns.front();
  }

  bool isDefinedBeforeCalls() const {
    const SourceManager &Sources = Context.getSourceManager();
    return llvm::all_of(Calls, [&](const ResultCall &Call) {
      return Sources.isBeforeInTranslationUnit(
          Maker.Function->getBody()->getEndLoc(), Call.Site->getBeginLoc());
    });
  }

  void rewrite() {
    const auto &Body = *cast<CompoundStmt>(Maker.Function->getBody());
    std::optional<CharSourceRange> Type =
        editableRange(Context, Maker.Function->getReturnTypeSourceRange());
    std::optional<CharSourceRange> First =
        statementRange(Context, *Body.body_front());
    std::optional<CharSourceRange> Last =
        statementRange(Context, *Body.body_back());
    if (!Type || !First || !Last)
      return Plan.refuse("a macro is in the way", Body.getBeginLoc());
    const CharSourceRange Whole =
        CharSourceRange::getCharRange(First->getBegin(), Last->getEnd());
    SourcePieces Pieces(Context, Whole);
    const std::string Pipeline = spell(Pieces);
    if (!Pieces.commentsLeft().empty())
      Plan.refuse("a comment would be lost", Body.getBeginLoc());
    if (Plan.isRefused())
      return;
    Plan.Edits.push_back({*Type, "auto"});
    Plan.Edits.push_back({Whole, "return " + Pipeline + ";"});
    if (std::optional<Edit> Include =
            includeHeader(Context, Maker.Function->getLocation(), "ranges"))
      Plan.Edits.push_back(std::move(*Include));
  }

  std::string spell(SourcePieces &Pieces) {
    const std::string Indent =
        indentAt(Context, Maker.Use.Local->getBeginLoc()) + "       ";
    std::string Text = take(*Loop->getRangeInit(), Pieces);
    if (Condition)
      Text += "\n" + Indent + "| std::views::filter(" +
              lambda(*Condition, "", Pieces) + ")";
    const QualType Element = writtenElement(Maker.Use.Local->getType());
    const auto *Ref = dyn_cast<DeclRefExpr>(&bare(*Made));
    const bool IsElement =
        Ref && Ref->getDecl() == Loop->getLoopVariable() &&
        Context.hasSameUnqualifiedType(
            Element, Ref->getDecl()->getType().getNonReferenceType());
    if (!IsElement || !Condition)
      Text += "\n" + Indent + "| std::views::transform(" +
              lambda(*Made, " -> " + spellType(Context, Element), Pieces) + ")";
    return Text;
  }

  std::string lambda(const Expr &Value, llvm::StringRef Result,
                     SourcePieces &Pieces) {
    const VarDecl &Element = *Loop->getLoopVariable();
    CaptureWalk Walk(Element);
    Walk.TraverseStmt(const_cast<Expr *>(&Value));
    if (Walk.UsesLocals)
      Plan.refuse("it uses what dies with the function", Value.getBeginLoc());
    std::string Captures = Walk.UsesThis ? "this" : "";
    for (const VarDecl *Param : Walk.Parameters)
      Captures += (Captures.empty() ? "" : ", ") +
                  std::string(Param->getType()->isReferenceType() ? "&" : "") +
                  Param->getNameAsString();
    std::optional<std::string> Param =
        Pieces.take({Element.getBeginLoc(), Element.getLocation()});
    if (!Param)
      Plan.refuse("a macro is in the way", Element.getLocation());
    return llvm::formatv("[{0}]({1}){2} { return {3}; }", Captures,
                         Param.value_or(""), Result, take(Value, Pieces));
  }

  std::string take(const Expr &E, SourcePieces &Pieces) {
    std::optional<std::string> Text = Pieces.take(E.getSourceRange());
    if (!Text)
      Plan.refuse("a macro is in the way", E.getBeginLoc());
    return Text.value_or("");
  }

  const SequenceMaker &Maker;
  llvm::ArrayRef<ResultCall> Calls;
  const ASTContext &Context;
  const CXXForRangeStmt *Loop;
  const Expr *Condition = nullptr; ///< Null: all elements.
  const Expr *Made = nullptr;
  EditPlan Plan;
};
} // namespace

EditPlan memtidy::returnView(const SequenceMaker &Maker,
                             llvm::ArrayRef<ResultCall> Calls) {
  return ViewConversion(Maker, Calls).run();
}
