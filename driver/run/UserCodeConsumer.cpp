//===- UserCodeConsumer.cpp - Keeps to what the user wrote ----------------===//

#include "driver/run/UserCodeConsumer.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace memtidy;

void UserCodeConsumer::HandleTranslationUnit(ASTContext &Context) {
  if (Context.getDiagnostics().hasErrorOccurred())
    return;
  Needs.complete(*Actions);
  std::vector<Decl *> Written;
  // What was parsed in front of the TU is not the user's, and stays unread.
  forEachUserDecl(Context, Context.getTranslationUnitDecl()->noload_decls(),
                  [&](Decl &D) { Written.push_back(&D); });
  Context.setTraversalScope(Written);
  Use(Context);
}
