//===- ReorderRecord.cpp - A new field order, in all that follows it ------===//

#include "checks/edits/ReorderRecord.h"
#include "checks/edits/ReorderFields.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

static std::string titleFor(const SmallerRecord &Found) {
  std::string Names;
  for (const FieldDecl *Field : Found.Fields.After)
    if (!Field->getName().empty())
      Names += (Names.empty() ? "" : ", ") + Field->getName().str();
  return llvm::formatv("reorder the fields of '{0}' to {1}",
                       Found.Record.getName(), Names);
}

static llvm::StringRef whyNot(OrderBlock Kind) {
  switch (Kind) {
  case OrderBlock::DefaultedOrdering:
    return "a defaulted '<=>' compares the fields in their order";
  case OrderBlock::ElidedBraces:
    return "an initialiser leaves out inner braces";
  case OrderBlock::Forwarded:
    return "arguments are forwarded to the fields by place";
  case OrderBlock::InTemplate:
    return "a template uses the fields by place";
  }
  llvm_unreachable("not a kind of block");
}

static void reorderConstructors(const SmallerRecord &Source, EditPlan &Plan) {
  if (Source.Kept.UnseenConstructor.isValid())
    return Plan.refuse("a constructor is defined in another file",
                       Source.Kept.UnseenConstructor);
  auto Reorder = [&](const CXXConstructorDecl &Constructor) {
    const FunctionDecl *Definition = nullptr;
    if (!Constructor.isImplicit() && Constructor.isDefined(Definition))
      reorderInitializers(Source.Context, *cast<CXXConstructorDecl>(Definition),
                          Source.Fields, Plan);
  };
  for (const Decl *D : Source.Record.decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(D))
      Reorder(*Constructor);
  }
}

/// Two edits of one place, as in a list within a list, have no order.
static void refuseOverlaps(const SmallerRecord &Source, EditPlan &Plan) {
  const SourceManager &Sources = Source.Context.getSourceManager();
  llvm::sort(Plan.Edits, [&](const Edit &A, const Edit &B) {
    return Sources.isBeforeInTranslationUnit(A.Range.getBegin(),
                                             B.Range.getBegin());
  });
  for (unsigned I = 1; I < Plan.Edits.size(); ++I)
    if (Sources.isBeforeInTranslationUnit(Plan.Edits[I].Range.getBegin(),
                                          Plan.Edits[I - 1].Range.getEnd()))
      return Plan.refuse("one initialiser by place is inside another",
                         Plan.Edits[I].Range.getBegin());
}

static void addEdits(const SmallerRecord &Source, const RecordOrderUses &Uses,
                     EditPlan &Plan) {
  for (const BlockingUse &Block : Uses.Blocks)
    Plan.refuse(whyNot(Block.Kind), Block.Loc);
  if (Plan.isRefused())
    return;
  reorderFields(Source.Context, Source.Text, Source.Fields.After, Plan);
  reorderConstructors(Source, Plan);
  for (const Expr *List : Uses.Lists)
    reorderInitList(Source.Context, *List, Source.Fields, Plan);
  for (const DecompositionDecl *Binding : Uses.Bindings)
    reorderBindings(Source.Context, *Binding, Source.Fields, Plan);
  refuseOverlaps(Source, Plan);
}

static bool isPrivateToFile(const SmallerRecord &Source, const EditPlan &Plan) {
  const SourceManager &Sources = Source.Context.getSourceManager();
  if (Source.Context.getLangOpts().IsHeaderFile ||
      !Sources.isWrittenInMainFile(Source.Record.getLocation()))
    return false;
  return llvm::all_of(Plan.Edits, [&](const Edit &E) {
    return Sources.isWrittenInMainFile(E.Range.getBegin());
  });
}

Fix memtidy::reorderRecord(const SmallerRecord &Found,
                           const RecordOrderUses &Uses, EditPlan Given) {
  addEdits(Found, Uses, Given);
  Fix Result;
  Result.Title = titleFor(Found);
  if (Given.isRefused()) {
    Result.Safety = Trust::Display;
    Result.Reason = Given.Refusal + placeNote(Found.Context, Given.RefusedAt);
  } else if (!isPrivateToFile(Found, Given)) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = "other files may use its fields by place" +
                    placeNote(Found.Context, Found.Record.getLocation());
  }
  Result.Edits = std::move(Given.Edits);
  return Result;
}
