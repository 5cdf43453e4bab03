//===- ReturnGenerator.cpp - Yields elements instead of collecting them ---===//

#include "checks/edits/ReturnGenerator.h"
#include "checks/edits/AddInclude.h"
#include "checks/edits/FoldCallable.h"
#include "checks/edits/RemoveCode.h"
#include "checks/edits/SourcePieces.h"
#include "checks/edits/SourceText.h"
#include "checks/edits/StdFeatures.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

bool memtidy::hasStdGenerator(const ASTContext &Context) {
  return Context.getLangOpts().CPlusPlus23 &&
         (findNamed(Context, "std::generator") ||
          hasStdHeader(Context, "generator"));
}

llvm::StringRef memtidy::whyNoLoopTakes(const ResultCall &Call) {
  const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Call.Loop);
  if (!Loop)
    return Call.How == ResultUse::Asked
               ? "a caller asks it as a whole"
               : "a caller goes over it by hand or by an algorithm";
  const QualType Variable = Loop->getLoopVariable()->getType();
  if (Variable->isLValueReferenceType() &&
      !Variable.getNonReferenceType().isConstQualified())
    return "a caller changes the elements";
  if (!Call.Held)
    return "";
  const QualType Held = Call.Held->getType();
  return !Held.getNonReferenceType()->getAs<AutoType>() ||
                 Held.getNonReferenceType().isConstQualified() ||
                 Held->isLValueReferenceType()
             ? "a caller names the type of the result"
             : "";
}

namespace {
/// Finds the statement that declares a variable alone.
class DeclarationFinder : public RecursiveASTVisitor<DeclarationFinder> {
public:
  explicit DeclarationFinder(const VarDecl &Var) : Var(Var) {}

  const DeclStmt *Found = nullptr;

  bool VisitDeclStmt(DeclStmt *S) {
    if (S->isSingleDecl() && S->getSingleDecl() == &Var)
      Found = S;
    return !Found;
  }

private:
  const VarDecl &Var;
};

class Conversion {
public:
  Conversion(const SequenceMaker &Maker, llvm::ArrayRef<ResultCall> Calls,
             const GeneratorType &Type)
      : Maker(Maker), Calls(Calls), Type(Type),
        Context(Maker.Function->getASTContext()),
        Element(writtenElement(Maker.Use.Local->getType())),
        ElementName(spellType(Context, Element)) {}

  EditPlan run() {
    checkFunction();
    for (const ResultCall &Call : Calls)
      if (llvm::StringRef Why = whyNoLoopTakes(Call); !Why.empty())
        Plan.refuse(Why, Call.Site->getBeginLoc());
    changeTypes();
    removeLocal();
    for (const SequenceOp *Fill : Maker.Build.Fills)
      changeFill(*Fill);
    changeReturns();
    if (!Plan.isRefused())
      if (std::optional<Edit> Include = includeHeader(
              Context, Maker.Function->getLocation(), Type.Header))
        Plan.Edits.push_back(std::move(*Include));
    return std::move(Plan);
  }

private:
  void checkFunction() {
    const FunctionDecl &Function = *Maker.Function;
    if (Function.isConstexpr())
      Plan.refuse("a constexpr function is no coroutine",
                  Function.getLocation());
    if (ElementName == "auto" || Element->isBooleanType())
      Plan.refuse("the type of the elements has no plain name",
                  Function.getLocation());
  }

  void replace(SourceRange Range, const std::string &Text) {
    std::optional<CharSourceRange> File = editableRange(Context, Range);
    if (!File)
      return Plan.refuse("a macro is in the way", Range.getBegin());
    if (!Plan.isRefused())
      Plan.Edits.push_back({*File, Text});
  }

  void changeTypes() {
    for (const FunctionDecl *Each : Maker.Function->redecls()) {
      const SourceRange Range = Each->getReturnTypeSourceRange();
      if (Range.isInvalid() || Each->getReturnType()->getAs<AutoType>())
        return Plan.refuse("the return type is not written",
                           Each->getLocation());
      replace(Range, Type.Name + "<" + ElementName + ">");
    }
  }

  void removeLocal() {
    DeclarationFinder Finder(*Maker.Use.Local);
    Finder.TraverseStmt(Maker.Function->getBody());
    if (!Finder.Found)
      return Plan.refuse("the container is declared together with others",
                         Maker.Use.Local->getLocation());
    removeStatement(Context, *Finder.Found, Plan);
    for (const SequenceOp *Reserve : Maker.Build.Reserves)
      removeStatement(Context, *Reserve->Site, Plan);
  }

  void changeFill(const SequenceOp &Fill) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Fill.Site);
    if (!Call || Fill.Kind != UseKind::Append || Fill.HasUsedResult ||
        Call->getMethodDecl()->getName().ends_with("front"))
      return Plan.refuse("the container is not filled by appending alone",
                         Fill.Site->getBeginLoc());
    std::optional<CharSourceRange> Whole =
        editableRange(Context, Call->getSourceRange());
    if (!Whole)
      return Plan.refuse("a macro appends", Call->getBeginLoc());
    const bool Makes = Call->getMethodDecl()->getName() == "emplace_back";
    SourcePieces Pieces(Context, *Whole);
    std::string Args;
    for (const Expr *Arg : Fill.Args) {
      std::optional<std::string> Text = Pieces.take(Arg->getSourceRange());
      if (!Text)
        return Plan.refuse("a macro appends", Call->getBeginLoc());
      Args += (Args.empty() ? "" : ", ") + *Text;
    }
    if (!Pieces.commentsLeft().empty())
      return Plan.refuse("a comment would be lost", Call->getBeginLoc());
    const Expr *Only = Fill.Args.size() == 1 ? Fill.Args.front() : nullptr;
    const bool IsList = Only && isa<InitListExpr>(bare(*Only));
    if (IsList)
      Args = ElementName + Args;
    else if (!Only ||
             !Context.hasSameUnqualifiedType(bare(*Only).getType(), Element))
      Args = ElementName + "(" + Args + ")";
    else if (Makes && Args.empty())
      Args = ElementName + "()";
    Plan.Edits.push_back({*Whole, "co_yield " + Args});
  }

  void changeReturns() {
    const auto *Body = cast<CompoundStmt>(Maker.Function->getBody());
    for (const ReturnStmt *Return : Maker.Returns)
      if (!Body->body_empty() && Body->body_back() == Return)
        removeStatement(Context, *Return, Plan);
      else
        replace(Return->getSourceRange(), "co_return");
  }

  const SequenceMaker &Maker;
  llvm::ArrayRef<ResultCall> Calls;
  const GeneratorType &Type;
  const ASTContext &Context;
  const QualType Element;
  const std::string ElementName;
  EditPlan Plan;
};
} // namespace

EditPlan memtidy::returnGenerator(const SequenceMaker &Maker,
                                  llvm::ArrayRef<ResultCall> Calls,
                                  const GeneratorType &Type) {
  return Conversion(Maker, Calls, Type).run();
}
