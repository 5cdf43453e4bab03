//===- Frontend.cpp - From a compile command to an AST --------------------===//
//
// Runs clang's front end directly. Most of its time goes into headers of the
// system, whose function bodies no check needs: they are skipped.
//
//===----------------------------------------------------------------------===//

#include "driver/run/Frontend.h"
#include "driver/run/Invocation.h"
#include "driver/run/RecordingFiles.h"
#include "driver/run/UserCodeAction.h"
#include "clang/Frontend/CompilerInstance.h"

using namespace clang;
using namespace memtidy;

using UseAst = UserCodeAction::UseAst;
using SkippedRanges = UserCodeAction::SkippedRanges;

static std::optional<TuError>
run(const TranslationUnit &Unit,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files, UseAst Use,
    SkippedRanges *Skipped) {
  FirstError Errors(Unit.Directory);
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Unit, Files, Errors);
  if (!Invocation)
    return TuError{Unit.Path, TuFailure::Command,
                   Errors.text().empty() ? "the command compiles nothing"
                                         : Errors.text()};

  CompilerInstance Compiler(std::move(Invocation));
  setUp(Compiler, Files, Errors);
  UserCodeAction Action(Use, Skipped);
  bool Parsed = Compiler.ExecuteAction(Action);
  if (!Parsed || !Errors.text().empty())
    return TuError{Unit.Path, TuFailure::Parse,
                   Errors.text().empty() ? "the compiler gave up"
                                         : Errors.text()};
  return std::nullopt;
}

ParseOutcome Frontend::parse(const TranslationUnit &Unit, UseAst Use,
                             SkippedRanges *Skipped) {
  auto Recorded = llvm::makeIntrusiveRefCnt<RecordingFiles>(Files);
  if (std::error_code Failed =
          Recorded->setCurrentWorkingDirectory(Unit.Directory))
    return {TuError{Unit.Path, TuFailure::Command,
                    Unit.Directory + ": " + Failed.message()},
            {}};
  std::optional<TuError> Failed = run(Unit, Recorded, Use, Skipped);
  return {std::move(Failed), Recorded->take()};
}
