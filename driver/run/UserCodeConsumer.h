//===- UserCodeConsumer.h - Keeps to what the user wrote ------------------===//

#ifndef MEMTIDY_RUN_USERCODECONSUMER_H
#define MEMTIDY_RUN_USERCODECONSUMER_H

#include "driver/run/BodySkipper.h"
#include "driver/run/SkippedNeeds.h"
#include "clang/Sema/SemaConsumer.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace memtidy {

/// Has bodies of functions in system headers skipped, and hands over the
/// AST with what the user wrote as its traversal scope. Not after an error.
class UserCodeConsumer : public clang::SemaConsumer {
public:
  using UseAst = llvm::function_ref<void(clang::ASTContext &)>;

  UserCodeConsumer(const clang::SourceManager &Sources, BodySkipping Skipping,
                   UseAst Use)
      : Skipper(Sources, Skipping), Use(Use) {}

  bool shouldSkipFunctionBody(clang::Decl *D) override {
    return Skipper.skipsBodyOf(*D);
  }
  void InitializeSema(clang::Sema &Sema) override { Actions = &Sema; }
  void ForgetSema() override { Actions = nullptr; }
  void HandleCXXImplicitFunctionInstantiation(
      clang::FunctionDecl *Function) override {
    Needs.note(*Function);
  }
  void HandleTranslationUnit(clang::ASTContext &Context) override;

private:
  BodySkipper Skipper;
  const UseAst Use;
  SkippedNeeds Needs;
  clang::Sema *Actions = nullptr;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_USERCODECONSUMER_H
