//===- ReorderRecord.cpp - A new field order, in all that follows it ------===//

#include "checks/edits/ReorderRecord.h"
#include "checks/edits/ReorderFields.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

static void reorderConstructors(const RecordSource &Source,
                                const FieldReordering &Fields, EditPlan &Plan) {
  if (Source.Kept.UnseenConstructor.isValid())
    return Plan.refuse("a constructor is defined in another file",
                       Source.Kept.UnseenConstructor);
  auto Reorder = [&](const CXXConstructorDecl &Constructor) {
    const FunctionDecl *Definition = nullptr;
    if (!Constructor.isImplicit() && Constructor.isDefined(Definition))
      reorderInitializers(Source.Context, *cast<CXXConstructorDecl>(Definition),
                          Fields, Plan);
  };
  for (const Decl *D : Source.Record.decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(D))
      Reorder(*Constructor);
  }
}

/// Two edits of one place, as in a list within a list, have no order.
static void refuseOverlaps(const RecordSource &Source, EditPlan &Plan) {
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

EditPlan memtidy::reorderRecord(const RecordSource &Source,
                                const FieldReordering &Fields) {
  EditPlan Plan;
  reorderFields(Source.Context, Source.Text, Fields.After, Plan);
  reorderConstructors(Source, Fields, Plan);
  for (const Expr *List : Source.Uses.Lists)
    reorderInitList(Source.Context, *List, Fields, Plan);
  for (const DecompositionDecl *Binding : Source.Uses.Bindings)
    reorderBindings(Source.Context, *Binding, Fields, Plan);
  refuseOverlaps(Source, Plan);
  return Plan;
}
