//===- Frontend.cpp - From a compile command to an AST --------------------===//
//
// Runs clang's front end directly. Most of its time goes into headers of the
// system, whose function bodies no check needs: they are skipped.
//
//===----------------------------------------------------------------------===//

#include "driver/run/Frontend.h"
#include "driver/run/Invocation.h"
#include "driver/run/PrecompiledPrefix.h"
#include "driver/run/RecordingFiles.h"
#include "driver/run/UserCodeAction.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace memtidy;

using UseAst = UserCodeAction::UseAst;
using SkippedRanges = UserCodeAction::SkippedRanges;

namespace {

/// Notes what the TU includes.
class IncludeWatcher final : public PPCallbacks {
public:
  explicit IncludeWatcher(IncludeRecord &Includes) : Includes(Includes) {}

  void InclusionDirective(SourceLocation, const Token &, llvm::StringRef, bool,
                          CharSourceRange, OptionalFileEntryRef File,
                          llvm::StringRef, llvm::StringRef, const Module *,
                          bool, SrcMgr::CharacteristicKind) override {
    if (File)
      Includes.includes(File->getUniqueID());
  }

private:
  IncludeRecord &Includes;
};

class PrefixedAction final : public UserCodeAction {
public:
  PrefixedAction(BodySkipping Skipping, UseAst Use, SkippedRanges *Skipped,
                 IncludeRecord &Includes)
      : UserCodeAction(Skipping, Use, Skipped), Includes(Includes) {}

private:
  std::unique_ptr<ASTConsumer>
  CreateASTConsumer(CompilerInstance &Compiler, llvm::StringRef File) override {
    Compiler.getPreprocessor().addPPCallbacks(
        std::make_unique<IncludeWatcher>(Includes));
    return UserCodeAction::CreateASTConsumer(Compiler, File);
  }

  IncludeRecord &Includes;
};

} // namespace

static std::optional<TuError>
run(const TranslationUnit &Unit,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
    BodySkipping Skipping, UseAst Use, SkippedRanges *Skipped,
    const PrecompiledPrefix *Prefix) {
  FirstError Errors(Unit.Directory);
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Unit, Files, Errors);
  if (!Invocation)
    return TuError{Unit.Path, TuFailure::Command,
                   Errors.text().empty() ? "the command compiles nothing"
                                         : Errors.text()};

  IncludeRecord Includes;
  if (Prefix) {
    Files = Prefix->mount(*Invocation, Files);
    Includes = Prefix->includes();
  }
  CompilerInstance Compiler(std::move(Invocation));
  setUp(Compiler, Files, Errors);
  PrefixedAction Action(Skipping, Use, Skipped, Includes);
  bool Parsed = Compiler.ExecuteAction(Action);
  if (!Parsed || !Errors.text().empty())
    return TuError{Unit.Path, TuFailure::Parse,
                   Errors.text().empty() ? "the compiler gave up"
                                         : Errors.text()};
  if (!Includes.isHonest())
    return TuError{Unit.Path, TuFailure::Parse,
                   "it does not include what is parsed in front of it"};
  return std::nullopt;
}

ParseOutcome Frontend::parse(const TranslationUnit &Unit, UseAst Use,
                             SkippedRanges *Skipped,
                             const PrecompiledPrefix *Prefix) {
  auto Recorded = llvm::makeIntrusiveRefCnt<RecordingFiles>(Files);
  if (std::error_code Failed =
          Recorded->setCurrentWorkingDirectory(Unit.Directory))
    return {TuError{Unit.Path, TuFailure::Command,
                    Unit.Directory + ": " + Failed.message()},
            {}};
  std::optional<TuError> Failed =
      run(Unit, Recorded, Skipping, Use, Skipped, Prefix);
  std::vector<Dependency> Asked = Recorded->take();
  if (Prefix)
    addTo(Asked, Prefix->dependencies());
  return {std::move(Failed), std::move(Asked)};
}
