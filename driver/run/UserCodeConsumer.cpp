//===- UserCodeConsumer.cpp - Keeps to what the user wrote ----------------===//

#include "driver/run/UserCodeConsumer.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace memtidy;

bool UserCodeConsumer::shouldSkipFunctionBody(Decl *D) {
  SourceLocation Loc = D->getLocation();
  if (Loc.isInvalid())
    return true;
  SourceLocation Expansion = Sources.getExpansionLoc(Loc);
  auto [Known, New] =
      SystemFiles.try_emplace(Sources.getFileID(Expansion), false);
  if (New)
    Known->second = Sources.isInSystemHeader(Expansion);
  return Known->second;
}

void UserCodeConsumer::HandleTranslationUnit(ASTContext &Context) {
  if (Context.getDiagnostics().hasErrorOccurred())
    return;
  std::vector<Decl *> Written;
  // What was parsed in front of the TU is not the user's, and stays unread.
  forEachUserDecl(Context, Context.getTranslationUnitDecl()->noload_decls(),
                  [&](Decl &D) { Written.push_back(&D); });
  Context.setTraversalScope(Written);
  Use(Context);
}
