//===- EmptyMember.cpp - Members that need no bytes of their own ----------===//

#include "checks/edits/EmptyMember.h"
#include "checks/analysis/Visibility.h"
#include "checks/edits/EditPlan.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

static bool sharesDeclaration(const FieldDecl &Field) {
  return llvm::any_of(Field.getParent()->fields(), [&](const auto *Other) {
    return Other != &Field &&
           Other->getTypeSpecStartLoc() == Field.getTypeSpecStartLoc();
  });
}

static EditPlan planMarks(llvm::ArrayRef<const FieldDecl *> Fields) {
  EditPlan Plan;
  for (const FieldDecl *Field : Fields) {
    const SourceLocation Begin = Field->getOuterLocStart();
    if (Begin.isMacroID())
      Plan.refuse("a macro is involved", Begin);
    if (sharesDeclaration(*Field))
      Plan.refuse("several members share one declaration", Begin);
    if (!Plan.isRefused())
      Plan.Edits.push_back({CharSourceRange::getCharRange(Begin, Begin),
                            "[[no_unique_address]] "});
  }
  return Plan;
}

Fix memtidy::dropEmptyMembers(const ASTContext &Context,
                              const CXXRecordDecl &Record,
                              llvm::ArrayRef<const FieldDecl *> Fields) {
  Fix Result;
  Result.Title = "give what is empty no address of its own";
  EditPlan Plan = planMarks(Fields);
  if (Plan.isRefused()) {
    Result.Safety = Trust::Display;
    Result.Reason = Plan.Refusal + placeNote(Context, Plan.RefusedAt);
    return Result;
  }
  Result.Edits = std::move(Plan.Edits);
  if (!isWrittenInSourceFile(Context, Record.getLocation())) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = "other files must be compiled again";
  }
  return Result;
}
