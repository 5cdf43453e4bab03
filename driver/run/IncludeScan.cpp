//===- IncludeScan.cpp - Which headers of the system a TU includes --------===//

#include "driver/run/IncludeScan.h"
#include "driver/run/Invocation.h"
#include "clang/DependencyScanning/DependencyScanningFilesystem.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace clang;
using namespace memtidy;
namespace scan = clang::dependency_directives_scan;
using scan::Directive;
using WorkerFiles = dependencies::DependencyScanningWorkerFilesystem;

// Whether all of the file is between #ifndef and #endif, or #pragma once.
static bool looksGuarded(llvm::ArrayRef<Directive> Directives) {
  Directives = Directives.drop_while([](const Directive &D) {
    return D.Kind == scan::pp_pragma_system_header;
  });
  while (!Directives.empty() &&
         (Directives.back().Kind == scan::pp_eof ||
          Directives.back().Kind == scan::tokens_present_before_eof))
    Directives = Directives.drop_back();
  if (Directives.empty())
    return false;
  if (Directives.front().Kind == scan::pp_pragma_once)
    return true;
  if (Directives.front().Kind != scan::pp_ifndef)
    return false;
  unsigned Depth = 0;
  for (const Directive &D : Directives.drop_back()) {
    Depth += D.Kind == scan::pp_if || D.Kind == scan::pp_ifdef ||
             D.Kind == scan::pp_ifndef;
    Depth -= D.Kind == scan::pp_endif;
    if (Depth == 0)
      return false;
  }
  return Directives.back().Kind == scan::pp_endif;
}

namespace {

/// Gives the directives of the user's files, and nothing for the system's.
class UserDirectives final : public DependencyDirectivesGetter {
public:
  UserDirectives(CompilerInstance &Compiler, WorkerFiles &Files)
      : Compiler(Compiler), Files(Files) {}

  std::unique_ptr<DependencyDirectivesGetter> cloneFor(FileManager &) override {
    return std::make_unique<UserDirectives>(Compiler, Files);
  }

  std::optional<llvm::ArrayRef<Directive>>
  operator()(FileEntryRef File) override {
    if (SrcMgr::isSystem(
            Compiler.getPreprocessor().getHeaderSearchInfo().getFileDirFlavor(
                File)))
      return End;
    return Files.getDirectiveTokens(File.getName());
  }

private:
  CompilerInstance &Compiler;
  WorkerFiles &Files;
  const scan::Token EndToken = scan::Token(0, 0, tok::eof, 0);
  const Directive End = Directive(scan::pp_eof, EndToken);
};

class SystemIncludes final : public PPCallbacks {
public:
  SystemIncludes(SourceManager &Sources, WorkerFiles &Files,
                 std::set<std::string> &Headers)
      : Sources(Sources), Files(Files), Headers(Headers) {}

  void InclusionDirective(SourceLocation Hash, const clang::Token &Word,
                          StringRef Name, bool IsAngled, CharSourceRange,
                          OptionalFileEntryRef File, StringRef, StringRef,
                          const Module *, bool,
                          SrcMgr::CharacteristicKind Kind) override {
    if (!File || !IsAngled || !SrcMgr::isSystem(Kind) ||
        SrcMgr::isSystem(Sources.getFileCharacteristic(Hash)) ||
        Word.getIdentifierInfo()->getName() != "include")
      return;
    auto Directives = Files.getDirectiveTokens(File->getName());
    if (Directives && looksGuarded(*Directives))
      Headers.insert(Name.str());
  }

private:
  SourceManager &Sources;
  WorkerFiles &Files;
  std::set<std::string> &Headers;
};

class ScanAction final : public PreprocessOnlyAction {
public:
  ScanAction(WorkerFiles &Files, std::set<std::string> &Headers)
      : Files(Files), Headers(Headers) {}

private:
  void ExecuteAction() override {
    CompilerInstance &Compiler = getCompilerInstance();
    Compiler.getPreprocessor().addPPCallbacks(std::make_unique<SystemIncludes>(
        Compiler.getSourceManager(), Files, Headers));
    PreprocessOnlyAction::ExecuteAction();
  }

  WorkerFiles &Files;
  std::set<std::string> &Headers;
};

} // namespace

static llvm::IntrusiveRefCntPtr<WorkerFiles>
filesIn(SharedFiles &Files, llvm::StringRef Directory) {
  auto Result = llvm::makeIntrusiveRefCnt<WorkerFiles>(
      Files.Contents, llvm::vfs::createPhysicalFileSystem());
  if (Result->setCurrentWorkingDirectory(Directory))
    return nullptr;
  return Result;
}

IncludeScan::IncludeScan(SharedFiles &Files, const TranslationUnit &Sample)
    : Files(Files) {
  FirstError Errors(Sample.Directory);
  if (auto Below = filesIn(Files, Sample.Directory))
    Flags = makeInvocation(Sample, Below, Errors);
}

IncludeScan::~IncludeScan() = default;

std::vector<std::string> IncludeScan::headersOf(const TranslationUnit &Unit) {
  auto Below = filesIn(Files, Unit.Directory);
  if (!Flags || !Below || Flags->getFrontendOpts().Inputs.size() != 1)
    return {};
  auto Mine = std::make_shared<CompilerInvocation>(*Flags);
  FrontendInputFile &Input = Mine->getFrontendOpts().Inputs.front();
  Input = FrontendInputFile(Unit.Path, Input.getKind());
  // What an unknown macro of the system upsets is no error of the user.
  IgnoringDiagConsumer Deaf;
  CompilerInstance Compiler(std::move(Mine));
  Compiler.setVirtualFileSystem(Below);
  Compiler.createDiagnostics(&Deaf, /*ShouldOwnClient=*/false);
  Compiler.createFileManager();
  Compiler.setDependencyDirectivesGetter(
      std::make_unique<UserDirectives>(Compiler, *Below));
  std::set<std::string> Headers;
  ScanAction Action(*Below, Headers);
  Compiler.ExecuteAction(Action);
  return {Headers.begin(), Headers.end()};
}
