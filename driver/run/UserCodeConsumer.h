//===- UserCodeConsumer.h - Keeps to what the user wrote ------------------===//

#ifndef MEMTIDY_RUN_USERCODECONSUMER_H
#define MEMTIDY_RUN_USERCODECONSUMER_H

#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class SourceManager;
} // namespace clang

namespace memtidy {

/// Has the bodies of functions in system headers skipped, and hands over the
/// AST with what the user wrote as its traversal scope. Not after an error.
class UserCodeConsumer : public clang::ASTConsumer {
public:
  using UseAst = llvm::function_ref<void(clang::ASTContext &)>;

  UserCodeConsumer(clang::SourceManager &Sources, UseAst Use)
      : Sources(Sources), Use(Use) {}

  bool shouldSkipFunctionBody(clang::Decl *D) override;
  void HandleTranslationUnit(clang::ASTContext &Context) override;

private:
  clang::SourceManager &Sources;
  const UseAst Use;
  llvm::DenseMap<clang::FileID, bool> SystemFiles;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_USERCODECONSUMER_H
