//===- SharedParse.cpp - Parses headers once for many TUs -----------------===//
//
// The headers are included from clang's buffer of predefined macros, as if by
// -include, with a pragma behind them. There the lexer stands when the process
// forks; in a child it goes on with more headers, or with the main file of a
// TU. To that everything looks as after -include.
//
//===----------------------------------------------------------------------===//

#include "driver/run/SharedParse.h"
#include "driver/run/ChildProcess.h"
#include "driver/run/IncludeRecord.h"
#include "driver/run/Invocation.h"
#include "driver/run/RecordingFiles.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/STLExtras.h"
#include <set>
#include <unistd.h>

using namespace clang;
using namespace memtidy;

static constexpr llvm::StringLiteral PragmaName = "memtidy_fork";

namespace {

/// Where this process stands in the tree.
class Position {
public:
  Position(const SharedUnits &Shared, const FirstError &Errors)
      : Shared(Shared), Errors(Errors), Here(&Shared.Tree) {}

  /// Goes on with one of what is below, in some process.
  void fork(Preprocessor &PP);

  /// Whether \p Header is one of the headers here.
  bool brings(const std::string &Header) const {
    return llvm::is_contained(Here->Headers, Header);
  }

  /// Notes that \p File is included by the tree or by the TU.
  void included(FileEntryRef File);

  /// Notes that a header, \p From, includes \p File.
  void brought(const FileEntry &From, const FileEntry &File) {
    Includes.brings(From.getUniqueID(), File.getUniqueID());
  }

  /// Whether the TU has included all that was parsed before.
  bool isHonest() const { return Unit && Includes.isHonest(); }

  std::optional<size_t> unit() const { return Unit; }

  CompilerInstance *Compiler = nullptr;

private:
  bool canGoOn(Preprocessor &PP) const;
  bool isOneOfUs(Preprocessor &PP, const PrefixScan &Scan) const;
  void enter(Preprocessor &PP, const PrefixTree &Next);
  void enter(Preprocessor &PP, size_t Next);

  const SharedUnits &Shared;
  const FirstError &Errors;
  const PrefixTree *Here;
  /// TUs below that must be parsed alone.
  std::set<size_t> Doubtful;
  std::optional<size_t> Unit;
  /// The headers of the tree on the way to here.
  std::vector<FileEntryRef> Headers;
  IncludeRecord Includes;
};

class ForkPragma final : public PragmaHandler {
public:
  explicit ForkPragma(Position &At) : PragmaHandler(PragmaName), At(At) {}

  void HandlePragma(Preprocessor &PP, PragmaIntroducer Introducer,
                    Token &) override {
    Token Rest;
    do
      PP.LexUnexpandedToken(Rest);
    while (Rest.isNot(tok::eod));
    // Anybody may write it.
    if (!At.unit() &&
        PP.getSourceManager().isWrittenInBuiltinFile(Introducer.Loc))
      At.fork(PP);
  }

private:
  Position &At;
};

class IncludeWatcher final : public PPCallbacks {
public:
  IncludeWatcher(const SourceManager &Sources, Position &At)
      : Sources(Sources), At(At) {}

  void InclusionDirective(SourceLocation Hash, const Token &,
                          llvm::StringRef Name, bool IsAngled, CharSourceRange,
                          OptionalFileEntryRef File, llvm::StringRef,
                          llvm::StringRef, const Module *, bool,
                          SrcMgr::CharacteristicKind) override {
    // The flag -include writes there, too.
    const bool IsOurs =
        Sources.isWrittenInBuiltinFile(Hash) &&
        At.brings(
            ((IsAngled ? "<" : "\"") + Name + (IsAngled ? ">" : "\"")).str());
    if (!File)
      return;
    if (At.unit() || IsOurs)
      At.included(*File);
    else if (const FileEntry *From =
                 Sources.getFileEntryForID(Sources.getFileID(Hash)))
      At.brought(*From, File->getFileEntry());
  }

private:
  const SourceManager &Sources;
  Position &At;
};

class SharedAction final : public UserCodeAction {
public:
  SharedAction(BodySkipping Skipping, UseAst Use, SkippedRanges *Skipped,
               Position &At, std::string Head)
      : UserCodeAction(Skipping, Use, Skipped), At(At), Head(std::move(Head)) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef File) override;

  Position &At;
  const std::string Head;
};

} // namespace

static std::string textOf(const PrefixTree &Tree) {
  return includesOf(Tree.Headers) + "#pragma " + PragmaName.str() + "\n";
}

std::unique_ptr<ASTConsumer>
SharedAction::CreateASTConsumer(CompilerInstance &Compiler,
                                llvm::StringRef File) {
  Preprocessor &PP = Compiler.getPreprocessor();
  PP.setPredefines(PP.getPredefines() + Head);
  At.Compiler = &Compiler;
  // Both owned by the preprocessor, the pragma until it is taken out.
  PP.AddPragmaHandler(new ForkPragma(At));
  PP.addPPCallbacks(
      std::make_unique<IncludeWatcher>(Compiler.getSourceManager(), At));
  return UserCodeAction::CreateASTConsumer(Compiler, File);
}

void Position::included(FileEntryRef File) {
  if (Unit) {
    Includes.includes(File.getUniqueID());
    return;
  }
  Headers.push_back(File);
  Includes.putInFront(File.getUniqueID());
}

bool Position::canGoOn(Preprocessor &PP) const {
  return Errors.text().empty() && canBeInFront(PP, Headers);
}

bool Position::isOneOfUs(Preprocessor &PP, const PrefixScan &Scan) const {
  const IdentifierTable &Names = PP.getIdentifierTable();
  return !meansSomething(
      Scan,
      [&](llvm::StringRef Path) {
        OptionalFileEntryRef File =
            PP.getFileManager().getOptionalFileRef(Path);
        return File && PP.alreadyIncluded(*File);
      },
      [&](llvm::StringRef Name) { return Names.find(Name) != Names.end(); });
}

void Position::fork(Preprocessor &PP) {
  if (!canGoOn(PP))
    ::_exit(0);
  // Clang does that when a TU ends. There it would be done for each.
  Compiler->getSema().PerformPendingInstantiations(
      /*LocalOnly=*/false, /*AtEndOfTU=*/false);
  const PrefixTree &Tree = *Here;
  auto IsOpen = [&](size_t One) {
    return !Shared.IsDone(One) && !Doubtful.contains(One);
  };
  forEachUnit(Tree, [&](size_t One) {
    if (IsOpen(One) && !isOneOfUs(PP, *Shared.Scans[One]))
      Doubtful.insert(One);
  });
  for (size_t Next : Tree.Units)
    if (IsOpen(Next) && forkAndWait() == ChildEnd::IsChild)
      return enter(PP, Next);
  for (const PrefixTree &Next : Tree.Below) {
    bool IsWanted = false;
    forEachUnit(Next, [&](size_t One) { IsWanted |= IsOpen(One); });
    if (IsWanted && forkAndWait() == ChildEnd::IsChild)
      return enter(PP, Next);
  }
  ::_exit(0);
}

void Position::enter(Preprocessor &PP, const PrefixTree &Next) {
  takeLargePages();
  Here = &Next;
  Shared.Begin(std::nullopt);
  SourceManager &Sources = PP.getSourceManager();
  // Its name has clang order what is in it before the main file.
  FileID File = Sources.createFileID(
      llvm::MemoryBuffer::getMemBufferCopy(textOf(Next), "<built-in>"));
  PP.EnterSourceFile(File, nullptr, SourceLocation());
}

void Position::enter(Preprocessor &PP, size_t Next) {
  takeLargePages();
  Unit = Next;
  Shared.Begin(Next);
  llvm::Expected<FileEntryRef> Main = PP.getFileManager().getFileRef(
      Shared.Units[Next].Path, /*OpenFile=*/true);
  if (!Main) {
    llvm::consumeError(Main.takeError()); // Alone it will be told.
    ::_exit(0);
  }
  SourceManager &Sources = PP.getSourceManager();
  FileID File = Sources.createFileID(*Main, SourceLocation(), SrcMgr::C_User);
  Sources.setMainFileID(File);
  PP.markIncluded(*Main);
  PP.EnterSourceFile(File, nullptr, SourceLocation());
}

SharedOutcome memtidy::parseShared(const SharedUnits &Shared,
                                   SharedFiles &Files, BodySkipping Skipping,
                                   UserCodeAction::UseAst Use,
                                   UserCodeAction::SkippedRanges *Skipped) {
  std::optional<size_t> Any;
  forEachUnit(Shared.Tree, [&](size_t One) { Any = One; });
  const TranslationUnit &Model = Shared.Units[*Any];
  auto Recorded = llvm::makeIntrusiveRefCnt<RecordingFiles>(Files);
  FirstError Errors(Model.Directory);
  if (Recorded->setCurrentWorkingDirectory(Model.Directory))
    ::_exit(0);
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Model, Recorded, Errors);
  if (!Invocation)
    ::_exit(0);
  // The place of the main file, until there is one.
  replaceInput(*Invocation, "");
  // Every process ends after one TU.
  Invocation->getFrontendOpts().DisableFree = true;
  CompilerInstance &Compiler = *new CompilerInstance(std::move(Invocation));
  setUp(Compiler, Recorded, Errors);
  Position At(Shared, Errors);
  SharedAction Action(Skipping, Use, Skipped, At, textOf(Shared.Tree));
  if (!Compiler.ExecuteAction(Action) || !Errors.text().empty() ||
      !At.isHonest())
    ::_exit(0);
  return {*At.unit(), Recorded->take()};
}
