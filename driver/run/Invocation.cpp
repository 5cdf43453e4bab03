//===- Invocation.cpp - A compile command as clang's front end wants it ---===//

#include "driver/run/Invocation.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace memtidy;

void FirstError::HandleDiagnostic(DiagnosticsEngine::Level Severity,
                                  const Diagnostic &Said) {
  DiagnosticConsumer::HandleDiagnostic(Severity, Said);
  if (Severity < DiagnosticsEngine::Error || !Text.empty())
    return;
  llvm::SmallString<128> Message;
  Said.FormatDiagnostic(Message);
  Text = place(Said) + Message.str().str();
}

std::string FirstError::place(const Diagnostic &Said) const {
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

std::shared_ptr<CompilerInvocation>
memtidy::makeInvocation(const TranslationUnit &Unit,
                        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                        FirstError &Errors) {
  DiagnosticOptions Quiet;
  CreateInvocationOptions Options;
  Options.Diags =
      CompilerInstance::createDiagnostics(*Files, Quiet, &Errors,
                                          /*ShouldOwnClient=*/false);
  Options.VFS = Files;
  std::vector<const char *> Arguments;
  Arguments.reserve(Unit.Arguments.size());
  for (const std::string &Argument : Unit.Arguments)
    Arguments.push_back(Argument.c_str());
  // Before the flags of the user: theirs wins.
  const std::string Resources = ("-resource-dir=" + resourceDir()).str();
  Arguments.insert(Arguments.begin() + !Arguments.empty(), Resources.c_str());
  std::shared_ptr<CompilerInvocation> Invocation =
      createInvocation(Arguments, std::move(Options));
  if (Invocation)
    adapt(*Invocation);
  return Invocation;
}

void memtidy::replaceInput(CompilerInvocation &Invocation,
                           llvm::StringRef Text) {
  FrontendOptions &Options = Invocation.getFrontendOpts();
  Options.Inputs = {FrontendInputFile(llvm::MemoryBufferRef(Text, "<memtidy>"),
                                      Options.Inputs.front().getKind())};
}

void memtidy::setUp(CompilerInstance &Compiler,
                    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                    FirstError &Errors) {
  Compiler.setVirtualFileSystem(std::move(Files));
  Compiler.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Compiler.createFileManager();
}
