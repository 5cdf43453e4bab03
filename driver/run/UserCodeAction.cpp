//===- UserCodeAction.cpp - Parses for what the user wrote ----------------===//

#include "driver/run/UserCodeAction.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace memtidy;

namespace {

/// Remembers which code of the user is compiled out.
class SkipRecorder final : public PPCallbacks {
public:
  SkipRecorder(const SourceManager &Sources, UserCodeAction::SkippedRanges &Out)
      : Sources(Sources), Out(Out) {}

  void SourceRangeSkipped(SourceRange Range, SourceLocation) override {
    if (!Sources.isInSystemHeader(Range.getBegin()))
      Out.push_back(Range);
  }

private:
  const SourceManager &Sources;
  UserCodeAction::SkippedRanges &Out;
};

} // namespace

std::unique_ptr<ASTConsumer>
UserCodeAction::CreateASTConsumer(CompilerInstance &Compiler, llvm::StringRef) {
  if (Skipped)
    Compiler.getPreprocessor().addPPCallbacks(
        std::make_unique<SkipRecorder>(Compiler.getSourceManager(), *Skipped));
  return std::make_unique<UserCodeConsumer>(Compiler.getSourceManager(),
                                            Skipping, Use);
}
