//===- Frontend.cpp - From a compile command to an AST --------------------===//
//
// Runs clang's front end directly. Most of its time goes into headers of the
// system, whose function bodies no check needs: they are skipped.
//
//===----------------------------------------------------------------------===//

#include "driver/run/Frontend.h"
#include "checks/analysis/UserDecls.h"
#include "driver/run/RecordingFiles.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace memtidy;

using UseAst = llvm::function_ref<void(ASTContext &)>;

namespace {

/// Keeps the first error, "FILE:LINE:COL: message".
class FirstError final : public DiagnosticConsumer {
public:
  explicit FirstError(llvm::StringRef Directory) : Directory(Directory) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Severity,
                        const Diagnostic &Said) override {
    DiagnosticConsumer::HandleDiagnostic(Severity, Said);
    if (Severity < DiagnosticsEngine::Error || !Text.empty())
      return;
    llvm::SmallString<128> Message;
    Said.FormatDiagnostic(Message);
    Text = place(Said) + Message.str().str();
  }

  const std::string &text() const { return Text; }

private:
  std::string place(const Diagnostic &Said) const {
    if (!Said.hasSourceManager() || Said.getLocation().isInvalid())
      return "";
    PresumedLoc Place =
        Said.getSourceManager().getPresumedLoc(Said.getLocation());
    if (Place.isInvalid())
      return "";
    llvm::SmallString<128> Path(Place.getFilename());
    llvm::sys::path::make_absolute(Directory, Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    return llvm::formatv("{0}:{1}:{2}: ", Path.str(), Place.getLine(),
                         Place.getColumn());
  }

  const llvm::StringRef Directory;
  std::string Text;
};

class UserCodeConsumer final : public ASTConsumer {
public:
  UserCodeConsumer(SourceManager &Sources, UseAst Use)
      : Sources(Sources), Use(Use) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    return isInSystemHeader(D->getLocation());
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (Context.getDiagnostics().hasErrorOccurred())
      return;
    std::vector<Decl *> Written;
    forEachUserDecl(Context, [&](Decl &D) { Written.push_back(&D); });
    Context.setTraversalScope(Written);
    Use(Context);
  }

private:
  bool isInSystemHeader(SourceLocation Loc) {
    if (Loc.isInvalid())
      return true;
    SourceLocation Expansion = Sources.getExpansionLoc(Loc);
    auto [Known, New] =
        SystemFiles.try_emplace(Sources.getFileID(Expansion), false);
    if (New)
      Known->second = Sources.isInSystemHeader(Expansion);
    return Known->second;
  }

  SourceManager &Sources;
  const UseAst Use;
  llvm::DenseMap<FileID, bool> SystemFiles;
};

class UserCodeAction final : public ASTFrontendAction {
public:
  explicit UserCodeAction(UseAst Use) : Use(Use) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    return std::make_unique<UserCodeConsumer>(Compiler.getSourceManager(), Use);
  }

  const UseAst Use;
};

} // namespace

// A command may come from anybody: whatever it asks for, nothing is loaded and
// nothing is written.
static void forgetSideEffects(CompilerInvocation &Invocation) {
  Invocation.getDependencyOutputOpts() = DependencyOutputOptions();
  Invocation.getDiagnosticOpts().DiagnosticLogFile.clear();
  Invocation.getDiagnosticOpts().DiagnosticSerializationFile.clear();
  FrontendOptions &Options = Invocation.getFrontendOpts();
  Options.OutputFile.clear();
  Options.Plugins.clear();
  Options.AddPluginActions.clear();
  Options.ActionName.clear();
  Options.LLVMArgs.clear();
  Options.StatsFile.clear();
  Options.TimeTracePath.clear();
  Options.ASTMergeFiles.clear();
  Options.BuildingImplicitModule = false;
  PreprocessorOptions &Preprocessing = Invocation.getPreprocessorOpts();
  Preprocessing.ImplicitPCHInclude.clear();
  Preprocessing.PrecompiledPreambleBytes = {0, false};
  LangOptions &Language = Invocation.getLangOpts();
  Language.ImplicitModules = false;
}

llvm::StringRef memtidy::resourceDir() {
  static const std::string Dir = [] {
    // The compiler's own headers: beside us when installed together with them,
    // else where they were when memtidy was built.
    std::string Self = llvm::sys::fs::getMainExecutable(nullptr, nullptr);
    llvm::SmallString<128> Beside(
        llvm::sys::path::parent_path(llvm::sys::path::parent_path(Self)));
    llvm::sys::path::append(Beside, "lib", "clang", MEMTIDY_CLANG_MAJOR);
    if (llvm::sys::fs::is_directory(Beside))
      return Beside.str().str();
    return std::string(MEMTIDY_RESOURCE_DIR);
  }();
  return Dir;
}

static void adapt(CompilerInvocation &Invocation) {
  forgetSideEffects(Invocation);
  FrontendOptions &Options = Invocation.getFrontendOpts();
  Options.SkipFunctionBodies = true;
  Options.DisableFree = false;
  // Warnings lie when bodies are skipped, and cost time.
  Invocation.getDiagnosticOpts().IgnoreWarnings = true;
  Invocation.getDiagnosticOpts().Warnings = {"no-everything"};
  Invocation.getDiagnosticOpts().VerifyDiagnostics = false;
  // Otherwise clang prints "1 error generated" by itself.
  Invocation.getDiagnosticOpts().ShowCarets = false;
  Invocation.getLangOpts().SpellChecking = false;
}

struct Frontend::State {
  SharedFiles Files;
};

Frontend::Frontend() : Impl(std::make_unique<State>()) {}

Frontend::~Frontend() = default;

static std::shared_ptr<CompilerInvocation>
interpret(const TranslationUnit &Unit,
          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
          FirstError &Errors) {
  DiagnosticOptions Quiet;
  CreateInvocationOptions Options;
  Options.Diags =
      CompilerInstance::createDiagnostics(*Files, Quiet, &Errors,
                                          /*ShouldOwnClient=*/false);
  Options.VFS = Files;
  std::vector<const char *> Arguments;
  for (const std::string &Argument : Unit.Arguments)
    Arguments.push_back(Argument.c_str());
  // Before the flags of the user: theirs wins.
  const std::string Resources = ("-resource-dir=" + resourceDir()).str();
  Arguments.insert(Arguments.begin() + !Arguments.empty(), Resources.c_str());
  return createInvocation(Arguments, std::move(Options));
}

static std::optional<TuError>
run(const TranslationUnit &Unit,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files, UseAst Use) {
  FirstError Errors(Unit.Directory);
  std::shared_ptr<CompilerInvocation> Invocation =
      interpret(Unit, Files, Errors);
  if (!Invocation)
    return TuError{Unit.Path, TuFailure::Command,
                   Errors.text().empty() ? "the command compiles nothing"
                                         : Errors.text()};
  adapt(*Invocation);

  CompilerInstance Compiler(std::move(Invocation));
  Compiler.setVirtualFileSystem(Files);
  Compiler.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Compiler.createFileManager();
  UserCodeAction Action(Use);
  bool Parsed = Compiler.ExecuteAction(Action);
  if (!Parsed || !Errors.text().empty())
    return TuError{Unit.Path, TuFailure::Parse,
                   Errors.text().empty() ? "the compiler gave up"
                                         : Errors.text()};
  return std::nullopt;
}

ParseOutcome Frontend::parse(const TranslationUnit &Unit, UseAst Use) {
  auto Files = llvm::makeIntrusiveRefCnt<RecordingFiles>(Impl->Files);
  if (std::error_code Failed =
          Files->setCurrentWorkingDirectory(Unit.Directory))
    return {TuError{Unit.Path, TuFailure::Command,
                    Unit.Directory + ": " + Failed.message()},
            {}};
  std::optional<TuError> Failed = run(Unit, Files, Use);
  return {std::move(Failed), Files->take()};
}
