//===- TypeText.cpp - The type of a declaration as written ----------------===//

#include "checks/edits/TypeText.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;
using namespace memtidy;

/// `Box A, B;` is one type for two.
static bool sharesItsType(const ValueDecl &Value, const DeclaratorDecl &Mine) {
  for (const Decl *Other : Value.getDeclContext()->decls()) {
    const auto *Declarator = dyn_cast<DeclaratorDecl>(Other);
    if (Declarator && Declarator != &Mine &&
        Declarator->getTypeSpecStartLoc() == Mine.getTypeSpecStartLoc())
      return true;
  }
  return false;
}

std::optional<TemplateText> memtidy::spelledTemplate(const ASTContext &Context,
                                                     TypeLoc Written) {
  auto Template = Written.getUnqualifiedLoc()
                      .getAsAdjusted<TemplateSpecializationTypeLoc>();
  if (!Template || !editableRange(Context, Template.getSourceRange()))
    return std::nullopt;
  TemplateText Result;
  Result.Whole = Template.getSourceRange();
  Result.Name = Template.getTemplateNameLoc();
  for (unsigned I = 0; I < Template.getNumArgs(); ++I) {
    const TemplateArgumentLoc Arg = Template.getArgLoc(I);
    auto Range = editableRange(Context, Arg.getSourceRange());
    if (!Range)
      return std::nullopt;
    Result.Args.push_back(sourceText(Context, *Range).str());
    const TypeSourceInfo *Type =
        Arg.getArgument().getKind() == TemplateArgument::Type
            ? Arg.getTypeSourceInfo()
            : nullptr;
    Result.ArgTypes.push_back(Type ? Type->getTypeLoc() : TypeLoc());
  }
  return Result;
}

std::optional<TemplateText> memtidy::spelledTemplate(const ASTContext &Context,
                                                     const ValueDecl &Value) {
  const auto *Declarator = dyn_cast<DeclaratorDecl>(&Value);
  if (!Declarator || !Declarator->getTypeSourceInfo() ||
      sharesItsType(Value, *Declarator))
    return std::nullopt;
  return spelledTemplate(Context,
                         Declarator->getTypeSourceInfo()->getTypeLoc());
}
