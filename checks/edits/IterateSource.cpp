//===- IterateSource.cpp - Goes over a range instead of its copy ----------===//

#include "checks/edits/IterateSource.h"
#include "checks/analysis/TypeView.h"
#include "checks/edits/SourcePieces.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

static llvm::StringRef whyNot(const WholeCopy &Found,
                              const ASTContext &Context) {
  const auto *Loop = dyn_cast<CXXForRangeStmt>(Found.Read.Site);
  if (!Loop || Found.Local)
    return "the copy has a name";
  const TypeView Copy = viewOf(Found.Copy->getType());
  const TypeView Source = viewOf(Found.Source->getType());
  if (Copy.Args.empty() || Source.Args.empty() ||
      llvm::StringRef(Source.Name).ends_with("map") ||
      Copy.Args.front()->isDependentType() ||
      !Context.hasSameType(Copy.Args.front(), Source.Args.front()))
    return "elements of the source may be of another type";
  const QualType Variable = Loop->getLoopVariable()->getType();
  if (Variable->isReferenceType() &&
      !Variable.getNonReferenceType().isConstQualified())
    return "the loop may change the elements";
  return "";
}

EditPlan memtidy::iterateSource(const WholeCopy &Found,
                                const ASTContext &Context) {
  EditPlan Plan;
  const SourceLocation Loc = Found.Copy->getBeginLoc();
  if (llvm::StringRef Why = whyNot(Found, Context); !Why.empty()) {
    Plan.refuse(Why, Loc);
    return Plan;
  }
  std::optional<CharSourceRange> Whole =
      editableRange(Context, Found.Copy->getSourceRange());
  if (!Whole) {
    Plan.refuse("a macro is in the way", Loc);
    return Plan;
  }
  SourcePieces Pieces(Context, *Whole);
  std::optional<std::string> Source =
      Pieces.take(Found.Source->getSourceRange());
  if (!Source || !Pieces.commentsLeft().empty()) {
    Plan.refuse("a comment would be lost", Loc);
    return Plan;
  }
  Plan.Edits.push_back({*Whole, *Source});
  return Plan;
}
