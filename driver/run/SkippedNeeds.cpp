//===- SkippedNeeds.cpp - What skipped bodies would have completed --------===//

#include "driver/run/SkippedNeeds.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace memtidy;

// Their functions work while the class is incomplete.
static bool needsNoCompleteClass(const ClassTemplateSpecializationDecl &Class) {
  return llvm::StringSwitch<bool>(Class.getName())
      .Cases({"shared_ptr", "__shared_ptr", "__shared_ptr_access"}, true)
      .Cases({"weak_ptr", "__weak_ptr", "enable_shared_from_this"}, true)
      .Cases({"allocator", "new_allocator", "__new_allocator"}, true)
      .Default(false);
}

void SkippedNeeds::note(const TemplateArgument &Argument) {
  if (Argument.getKind() == TemplateArgument::Pack) {
    for (const TemplateArgument &Part : Argument.pack_elements())
      note(Part);
    return;
  }
  if (Argument.getKind() != TemplateArgument::Type)
    return;
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Argument.getAsType()->getAsCXXRecordDecl());
  if (!Class || needsNoCompleteClass(*Class))
    return;
  if (!Class->getASTContext().getSourceManager().isInSystemHeader(
          Class->getSpecializedTemplate()->getLocation())) {
    if (!Class->hasDefinition())
      Needed.insert(Class);
    return;
  }
  for (const TemplateArgument &Part : Class->getTemplateArgs().asArray())
    note(Part);
}

void SkippedNeeds::note(const FunctionDecl &Function) {
  const FunctionDecl *Pattern = Function.getTemplateInstantiationPattern();
  if (!Pattern || !Pattern->hasSkippedBody())
    return;
  if (const TemplateArgumentList *Arguments =
          Function.getTemplateSpecializationArgs())
    for (const TemplateArgument &Argument : Arguments->asArray())
      note(Argument);
  if (const auto *Class =
          dyn_cast<ClassTemplateSpecializationDecl>(Function.getDeclContext());
      Class && !needsNoCompleteClass(*Class))
    for (const TemplateArgument &Argument : Class->getTemplateArgs().asArray())
      note(Argument);
}

void SkippedNeeds::complete(Sema &Actions) {
  if (Needed.empty())
    return;
  DiagnosticsEngine &Diagnostics = Actions.getDiagnostics();
  // What is wrong with it is the compiler's to tell.
  const bool WasSilent = Diagnostics.getSuppressAllDiagnostics();
  Diagnostics.setSuppressAllDiagnostics(true);
  // May grow: what is instantiated uses more.
  for (size_t I = 0; I < Needed.size(); ++I)
    Actions.isCompleteType(
        Needed[I]->getLocation(),
        Actions.getASTContext().getCanonicalTagType(Needed[I]));
  Diagnostics.setSuppressAllDiagnostics(WasSilent);
}
