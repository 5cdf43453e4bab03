//===- Suppress.cpp - What the code asks not to report --------------------===//
//
// Lets clang and clang-tidy decide: the finding is sent through a diagnostics
// engine set up like clang-tidy's, and clang-tidy's own reader of NOLINT
// comments is asked about what arrives.
//
//===----------------------------------------------------------------------===//

#include "driver/run/Suppress.h"
#include "clang-tidy/NoLintDirectiveHandler.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Tooling/Core/Diagnostic.h"

using namespace clang;
using namespace memtidy;

class Suppressions::Listener final : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Severity,
                        const Diagnostic &Said) override {
    Shown = !Comments.shouldSuppress(Severity, Said, Check, BadComments,
                                     /*AllowIO=*/true,
                                     /*EnableNoLintBlocks=*/true);
  }

  tidy::NoLintDirectiveHandler Comments;
  llvm::SmallVector<tooling::Diagnostic, 1> BadComments;
  llvm::StringRef Check;
  bool Shown = false;
};

struct Suppressions::State {
  explicit State(ASTContext &Context)
      : Engine(DiagnosticIDs::create(), Options, &Out,
               /*ShouldOwnClient=*/false) {
    Engine.setSourceManager(&Context.getSourceManager());
    Warning = Engine.getCustomDiagID(DiagnosticsEngine::Warning, "finding");
  }

  Listener Out;
  DiagnosticOptions Options;
  DiagnosticsEngine Engine;
  unsigned Warning;
};

Suppressions::Suppressions(ASTContext &Context)
    : Impl(std::make_unique<State>(Context)) {}

Suppressions::~Suppressions() = default;

bool Suppressions::covers(llvm::StringRef Check, SourceLocation Loc) {
  Impl->Out.Check = Check;
  Impl->Out.Shown = false;
  // Stays false where clang drops warnings: in system headers and macros.
  Impl->Engine.Report(Loc, Impl->Warning);
  return !Impl->Out.Shown;
}

void Suppressions::forEachBadComment(
    llvm::function_ref<void(const BadComment &)> Visit) const {
  const SourceManager &Sources = Impl->Engine.getSourceManager();
  for (const tooling::Diagnostic &Bad : Impl->Out.BadComments) {
    OptionalFileEntryRef Entry =
        Sources.getFileManager().getOptionalFileRef(Bad.Message.FilePath);
    FileID File = Entry ? Sources.translateFile(*Entry) : FileID();
    if (File.isValid())
      Visit({Sources.getLocForStartOfFile(File).getLocWithOffset(
                 Bad.Message.FileOffset),
             Bad.Message.Message});
  }
}
