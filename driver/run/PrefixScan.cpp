//===- PrefixScan.cpp - Which headers a TU could share --------------------===//
//
// The standard lets a TU include the library's headers in any order, and more
// than once. Other headers keep their order among themselves.
//
//===----------------------------------------------------------------------===//

#include "driver/run/PrefixScan.h"
#include "driver/run/Invocation.h"
#include "driver/run/RecordingFiles.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/DependencyDirectivesScanner.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Tooling/Inclusions/StandardLibrary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace memtidy;

using ScanFiles = dependencies::DependencyScanningWorkerFilesystem;

namespace {

/// Has the preprocessor see nothing but directives.
class DirectivesOf final : public DependencyDirectivesGetter {
public:
  explicit DirectivesOf(llvm::IntrusiveRefCntPtr<ScanFiles> Files)
      : Files(std::move(Files)) {}

  std::unique_ptr<DependencyDirectivesGetter> cloneFor(FileManager &) override {
    return std::make_unique<DirectivesOf>(Files);
  }

  std::optional<llvm::ArrayRef<dependency_directives_scan::Directive>>
  operator()(FileEntryRef File) override {
    return Files->getDirectiveTokens(File.getName());
  }

private:
  const llvm::IntrusiveRefCntPtr<ScanFiles> Files;
};

/// Notes what is included and defined outside the standard library.
class Watcher final : public PPCallbacks {
public:
  Watcher(Preprocessor &PP, PrefixScan &Out)
      : PP(PP), Sources(PP.getSourceManager()), Out(Out) {}

  void InclusionDirective(SourceLocation, const Token &Word, llvm::StringRef,
                          bool, CharSourceRange, OptionalFileEntryRef File,
                          llvm::StringRef, llvm::StringRef RelativePath,
                          const Module *, bool,
                          SrcMgr::CharacteristicKind Kind) override;
  void FileChanged(SourceLocation Loc, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind, FileID) override;
  void FileSkipped(const FileEntryRef &, const Token &,
                   SrcMgr::CharacteristicKind) override {
    Awaited.reset();
  }
  void MacroDefined(const Token &Name, const MacroDirective *) override {
    note(Name);
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &,
                      const MacroDirective *) override {
    note(Name);
  }
  void EndOfMainFile() override;

private:
  std::optional<std::string> nameOf(SourceLocation Hash,
                                    llvm::StringRef FromSearchPath,
                                    FileEntryRef File,
                                    SrcMgr::CharacteristicKind Kind);
  void note(const Token &Name);

  Preprocessor &PP;
  const SourceManager &Sources;
  PrefixScan &Out;
  /// The standard header that is to be entered next.
  OptionalFileEntryRef Awaited;
  bool IsFit = true;
  /// How deep we are in files that a standard header has brought.
  unsigned Depth = 0;
  struct Candidate {
    std::string Written;
    FileEntryRef File;
    /// How much of Out.Macros was there.
    size_t FilesBefore, NamesBefore;
  };
  std::vector<Candidate> Headers;
};

class WatchAction final : public PreprocessOnlyAction {
public:
  explicit WatchAction(PrefixScan &Out) : Out(Out) {}

private:
  void ExecuteAction() override {
    Preprocessor &PP = getCompilerInstance().getPreprocessor();
    PP.addPPCallbacks(std::make_unique<Watcher>(PP, Out));
    PreprocessOnlyAction::ExecuteAction();
  }

  PrefixScan &Out;
};

} // namespace

bool memtidy::isStandardHeader(llvm::StringRef Written) {
  using tooling::stdlib::Header;
  return Header::named(Written, tooling::stdlib::Lang::CXX) ||
         Header::named(Written, tooling::stdlib::Lang::C);
}

bool memtidy::isUserHeader(llvm::StringRef Written) {
  return Written.starts_with("\"");
}

std::string memtidy::includesOf(llvm::ArrayRef<std::string> Headers) {
  std::string Text;
  for (const std::string &Header : Headers)
    Text += "#include " + Header + "\n";
  return Text;
}

bool memtidy::canBeInFront(Preprocessor &PP,
                           llvm::ArrayRef<FileEntryRef> Headers) {
  const HeaderSearch &Search = PP.getHeaderSearchInfo();
  return PP.getCounterValue() == 0 &&
         llvm::all_of(Headers, [&](FileEntryRef Header) {
           return Search.isFileMultipleIncludeGuarded(Header);
         });
}

bool memtidy::meansSomething(
    const PrefixScan &Scan, llvm::function_ref<bool(llvm::StringRef)> IsInFront,
    llvm::function_ref<bool(llvm::StringRef)> IsKnown) {
  return llvm::any_of(Scan.Macros, [&](const FileMacros &File) {
    return !IsInFront(File.Path) && llvm::any_of(File.Names, IsKnown);
  });
}

// Returns how the header would be included from anywhere, and nothing if it
// cannot be shared.
std::optional<std::string> Watcher::nameOf(SourceLocation Hash,
                                           llvm::StringRef FromSearchPath,
                                           FileEntryRef File,
                                           SrcMgr::CharacteristicKind Kind) {
  if (SrcMgr::isSystem(Kind)) {
    // Other libraries' headers bring their own in their own order.
    std::string Written = ("<" + FromSearchPath + ">").str();
    if (FromSearchPath.empty() ||
        (Sources.isInSystemHeader(Hash) && !isStandardHeader(Written)))
      return std::nullopt;
    return Written;
  }
  if (!Sources.isWrittenInMainFile(Hash) ||
      !llvm::sys::path::is_absolute(File.getName()))
    return std::nullopt;
  return ("\"" + File.getName() + "\"").str();
}

void Watcher::InclusionDirective(SourceLocation Hash, const Token &Word,
                                 llvm::StringRef, bool, CharSourceRange,
                                 OptionalFileEntryRef File, llvm::StringRef,
                                 llvm::StringRef RelativePath, const Module *,
                                 bool, SrcMgr::CharacteristicKind Kind) {
  if (Depth > 0 || !File)
    return;
  // Depends on how the file that it is in was found.
  if (PP.getSpelling(Word) != "include") {
    IsFit &= SrcMgr::isSystem(Kind);
    return;
  }
  const std::optional<std::string> Written =
      nameOf(Hash, RelativePath, *File, Kind);
  if (!Written)
    return;
  if (isStandardHeader(*Written))
    Awaited = File;
  if (llvm::any_of(Headers,
                   [&](const Candidate &C) { return C.Written == *Written; }))
    return;
  Headers.push_back({*Written, *File, Out.Macros.size(),
                     Out.Macros.empty() ? 0 : Out.Macros.back().Names.size()});
}

void Watcher::FileChanged(SourceLocation Loc, FileChangeReason Reason,
                          SrcMgr::CharacteristicKind, FileID) {
  if (Reason == EnterFile) {
    OptionalFileEntryRef Entered =
        Sources.getFileEntryRefForID(Sources.getFileID(Loc));
    if (Depth > 0 || (Awaited && Entered && *Awaited == *Entered))
      ++Depth;
    Awaited.reset();
  } else if (Reason == ExitFile && Depth > 0) {
    --Depth;
  }
}

void Watcher::note(const Token &Name) {
  if (Depth > 0)
    return;
  const SourceLocation Loc = Sources.getExpansionLoc(Name.getLocation());
  const IdentifierInfo &Id = *Name.getIdentifierInfo();
  // The implementation's headers, those of POSIX among them, have any order.
  if (Sources.isInSystemHeader(Loc) &&
      isReservedInAllContexts(Id.isReserved(PP.getLangOpts())))
    return;
  OptionalFileEntryRef File =
      Sources.getFileEntryRefForID(Sources.getFileID(Loc));
  // What the command defines is the same for all that share.
  if (!File)
    return;
  if (Out.Macros.empty() || Out.Macros.back().Path != File->getName())
    Out.Macros.push_back({File->getName().str(), {}});
  Out.Macros.back().Names.push_back(Id.getName().str());
}

void Watcher::EndOfMainFile() {
  size_t FilesBefore = 0, NamesBefore = 0;
  for (const Candidate &C : Headers)
    if (IsFit &&
        PP.getHeaderSearchInfo().isFileMultipleIncludeGuarded(C.File)) {
      Out.Headers.push_back(C.Written);
      FilesBefore = C.FilesBefore;
      NamesBefore = C.NamesBefore;
    }
  Out.Macros.resize(FilesBefore);
  if (FilesBefore > 0)
    Out.Macros.back().Names.resize(NamesBefore);
}

// Whether the line means something else, or nothing, in a file that is not the
// main file.
static bool needsMainFile(llvm::StringRef Line) {
  Line = Line.ltrim();
  if (Line.consume_front("#"))
    return Line.contains("include_next") || Line.contains("once") ||
           Line.contains("system_header");
  return llvm::any_of(
      llvm::ArrayRef<llvm::StringRef>{"module", "import", "export"},
      [&](llvm::StringRef Word) { return Line.starts_with(Word); });
}

static bool isFit(llvm::StringRef MainText) {
  llvm::SmallVector<llvm::StringRef> Lines;
  MainText.split(Lines, '\n');
  return llvm::none_of(Lines, needsMainFile);
}

std::optional<PrefixScan> memtidy::scanPrefix(const TranslationUnit &Unit,
                                              SharedFiles &Files) {
  auto Scanned = llvm::makeIntrusiveRefCnt<ScanFiles>(
      Files.Contents, llvm::vfs::createPhysicalFileSystem());
  if (Scanned->setCurrentWorkingDirectory(Unit.Directory))
    return std::nullopt;
  auto Main = Scanned->getOrCreateFileSystemEntry(Unit.Path);
  if (!Main || Main->isDirectory() || !isFit(Main->getContents()))
    return std::nullopt;
  FirstError Errors(Unit.Directory);
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Unit, Scanned, Errors);
  if (!Invocation)
    return std::nullopt;
  CompilerInstance Compiler(std::move(Invocation));
  setUp(Compiler, Scanned, Errors);
  Compiler.setDependencyDirectivesGetter(
      std::make_unique<DirectivesOf>(Scanned));
  PrefixScan Result;
  WatchAction Action(Result);
  if (!Compiler.ExecuteAction(Action) || !Errors.text().empty())
    return std::nullopt;
  return Result;
}
