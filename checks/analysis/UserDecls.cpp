//===- UserDecls.cpp - The declarations that are the user's ---------------===//

#include "checks/analysis/UserDecls.h"
#include "checks/analysis/Visibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;

namespace {

/// Tells what the user wrote from what a system header brings.
class UserFiles {
public:
  explicit UserFiles(const ASTContext &Context)
      : Sources(Context.getSourceManager()) {}

  bool hold(const Decl &D) {
    SourceLocation Loc = D.getLocation();
    if (Loc.isInvalid())
      return false;
    SourceLocation Expansion = Sources.getExpansionLoc(Loc);
    auto [It, New] = IsSystem.try_emplace(Sources.getFileID(Expansion), false);
    if (New)
      It->second = SrcMgr::isSystem(Sources.getFileCharacteristic(Expansion));
    return !It->second;
  }

private:
  const SourceManager &Sources;
  llvm::DenseMap<FileID, bool> IsSystem;
};

} // namespace

void memtidy::forEachUserDecl(const ASTContext &Context,
                              DeclContext::decl_range Decls,
                              llvm::function_ref<void(Decl &)> Visit) {
  UserFiles Files(Context);
  for (Decl *D : Decls)
    if (Files.hold(*D))
      Visit(*D);
}

void memtidy::forEachUserDecl(ASTContext &Context,
                              llvm::function_ref<void(Decl &)> Visit) {
  UserFiles Files(Context);
  for (Decl *Top : Context.getTraversalScope())
    if (auto *Unit = dyn_cast<TranslationUnitDecl>(Top))
      forEachUserDecl(Context, Unit->decls(), Visit);
    // Clang tells clangd of what an explicit instantiation makes, too.
    else if (!isInstance(*Top) && Files.hold(*Top))
      Visit(*Top);
}
