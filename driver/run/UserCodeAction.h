//===- UserCodeAction.h - Parses for what the user wrote ------------------===//

#ifndef MEMTIDY_RUN_USERCODEACTION_H
#define MEMTIDY_RUN_USERCODEACTION_H

#include "driver/run/UserCodeConsumer.h"
#include "clang/Basic/SourceLocation.h"
#include "clang/Frontend/FrontendAction.h"
#include <vector>

namespace memtidy {

/// Parses a TU for a UserCodeConsumer.
class UserCodeAction : public clang::ASTFrontendAction {
public:
  using UseAst = UserCodeConsumer::UseAst;
  using SkippedRanges = std::vector<clang::SourceRange>;

  /// Bodies are skipped as \p Skipping says.
  /// \p Skipped, if there is one, is filled with what the preprocessor leaves
  /// out of the user's files.
  UserCodeAction(BodySkipping Skipping, UseAst Use, SkippedRanges *Skipped)
      : Skipping(Skipping), Use(Use), Skipped(Skipped) {}

protected:
  std::unique_ptr<clang::ASTConsumer>
  CreateASTConsumer(clang::CompilerInstance &Compiler,
                    llvm::StringRef File) override;

private:
  const BodySkipping Skipping;
  const UseAst Use;
  SkippedRanges *const Skipped;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_USERCODEACTION_H
