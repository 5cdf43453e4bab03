//===- UserDecls.cpp - The declarations that are the user's ---------------===//

#include "checks/analysis/UserDecls.h"
#include "checks/analysis/Visibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;

void memtidy::forEachUserDecl(ASTContext &Context,
                              llvm::function_ref<void(Decl &)> Visit) {
  const SourceManager &Sources = Context.getSourceManager();
  llvm::DenseMap<FileID, bool> IsSystem;
  auto VisitIfUser = [&](Decl &D) {
    SourceLocation Loc = D.getLocation();
    if (Loc.isInvalid())
      return;
    SourceLocation Expansion = Sources.getExpansionLoc(Loc);
    auto [It, New] = IsSystem.try_emplace(Sources.getFileID(Expansion), false);
    if (New)
      It->second = SrcMgr::isSystem(Sources.getFileCharacteristic(Expansion));
    if (!It->second)
      Visit(D);
  };
  for (Decl *Top : Context.getTraversalScope())
    if (auto *Unit = dyn_cast<TranslationUnitDecl>(Top)) {
      for (Decl *D : Unit->decls())
        VisitIfUser(*D);
    } else if (!isInstance(*Top)) {
      // Clang tells clangd of what an explicit instantiation makes, too.
      VisitIfUser(*Top);
    }
}
