//===- BoxFix.cpp - The cure of a box that nobody needs -------------------===//

#include "checks/edits/BoxFix.h"
#include "checks/analysis/InlineValues.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/Visibility.h"
#include "checks/edits/SourceText.h"
#include "checks/edits/Unbox.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace memtidy;

static Fix makeFix(const llvm::Twine &Title, Trust Safety,
                   llvm::StringRef Reason) {
  Fix Result;
  Result.Title = Title.str();
  Result.Safety = Safety;
  Result.Reason = Reason.str();
  return Result;
}

static Fix intendedFix(const Box &Found, llvm::StringRef T) {
  const llvm::StringRef Name = Found.Value->getName();
  switch (Found.Kind) {
  case BoxKind::Value:
    if (Found.MayBeEmpty)
      return makeFix("make '" + Name + "' a 'std::optional<" + T + ">'",
                     Trust::Unsafe, "a moved-from optional is not empty");
    return makeFix("make '" + Name + "' a '" + T + "'", Trust::Unsafe,
                   "the object moves when its owner does");
  case BoxKind::Elements:
    return makeFix("keep each '" + T + "' in '" + Name + "' itself",
                   Trust::Unsafe, "the elements move when the vector grows");
  case BoxKind::Unshared:
    return makeFix("make '" + Name + "' a 'std::unique_ptr<" + T + ">'",
                   Trust::Safe, "");
  case BoxKind::Nested:
    return makeFix("keep one pointer to '" + T + "'", Trust::Display,
                   "which of the two stays depends on who shares it");
  case BoxKind::ListNodes:
    return makeFix("make '" + Name + "' a 'std::vector<" + T + ">'",
                   Trust::Safe, "");
  }
  llvm_unreachable("not a kind of box");
}

static EditPlan planEdits(TuIndex &Index, const Box &Found) {
  const ASTContext &Context = Index.context();
  switch (Found.Kind) {
  case BoxKind::Value:
    return unbox(Context, Found);
  case BoxKind::Elements:
    return unboxElements(Context, Index.get<ValueUses>(), Found);
  case BoxKind::Unshared:
    return makeUnique(Context, Found);
  case BoxKind::ListNodes:
    return makeVector(Context, Found);
  case BoxKind::Nested:
    return {};
  }
  llvm_unreachable("not a kind of box");
}

static llvm::StringRef whyUnsafe(const ASTContext &Context, const Box &Found) {
  if (!isWrittenInSourceFile(Context, Found.Value->getLocation()))
    return "other files may see its declaration";
  if (Found.Kind == BoxKind::ListNodes &&
      !Found.Content.isTriviallyCopyableType(Context) &&
      !isStandardClass(Found.Content))
    return "the elements move when the vector grows";
  return "";
}

Fix memtidy::cureBox(TuIndex &Index, const Box &Found, llvm::StringRef T) {
  const ASTContext &Context = Index.context();
  if (Found.isInTemplate()) {
    Fix Sketch = intendedFix(Found, T);
    Sketch.Safety = Trust::Display;
    Sketch.Reason = "the code is a template";
    return Sketch;
  }
  if (Found.Kind == BoxKind::Unshared && Found.CouldBeValue) {
    Box Value = Found;
    Value.Kind = BoxKind::Value;
    Fix Inline = cureBox(Index, Value, T);
    if (Inline.Safety != Trust::Display)
      return Inline;
  }
  Fix Result = intendedFix(Found, T);
  if (Result.Safety == Trust::Display)
    return Result;
  EditPlan Plan = planEdits(Index, Found);
  if (Plan.isRefused()) {
    Result.Safety = Trust::Display;
    Result.Reason = Plan.Refusal + placeNote(Context, Plan.RefusedAt);
    return Result;
  }
  Result.Edits = std::move(Plan.Edits);
  const llvm::StringRef Why = whyUnsafe(Context, Found);
  if (Result.Safety == Trust::Safe && !Why.empty()) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = Why.str();
  }
  return Result;
}
