//===- PrecompiledPrefix.cpp - Headers parsed once for many TUs -----------===//
//
// A prefix is chained to its base, as with -include-pch and -emit-pch together,
// and never leaves the memory.
//
//===----------------------------------------------------------------------===//

#include "driver/run/PrecompiledPrefix.h"
#include "driver/run/BodySkipper.h"
#include "driver/run/Invocation.h"
#include "driver/run/PrefixScan.h"
#include "driver/run/RecordingFiles.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/ASTWriter.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;
namespace vfs = llvm::vfs;

namespace {

/// What a prefix is made of, apart from its bytes.
struct PrefixContents {
  IncludeRecord &Includes;
  llvm::StringSet<> &Entered;
  llvm::StringSet<> &Names;
  /// Those that the prefix is for.
  std::vector<FileEntryRef> Headers = {};
};

class PrefixWatcher final : public PPCallbacks {
public:
  PrefixWatcher(const SourceManager &Sources, PrefixContents &Out)
      : Sources(Sources), Out(Out) {}

  void InclusionDirective(SourceLocation Hash, const Token &, llvm::StringRef,
                          bool, CharSourceRange, OptionalFileEntryRef File,
                          llvm::StringRef, llvm::StringRef, const Module *,
                          bool, SrcMgr::CharacteristicKind) override {
    if (!File)
      return;
    Out.Entered.insert(File->getName());
    if (Sources.isWrittenInMainFile(Hash)) {
      Out.Headers.push_back(*File);
      Out.Includes.putInFront(File->getUniqueID());
    } else if (OptionalFileEntryRef From =
                   Sources.getFileEntryRefForID(Sources.getFileID(Hash))) {
      Out.Includes.brings(From->getUniqueID(), File->getUniqueID());
    }
  }

private:
  const SourceManager &Sources;
  PrefixContents &Out;
};

/// Makes a PCH, in which the bodies are that a TU would parse itself.
class PrefixConsumer final : public PCHGenerator {
public:
  PrefixConsumer(CompilerInstance &Compiler, BodySkipping Skipping,
                 std::shared_ptr<PCHBuffer> Written)
      : PCHGenerator(Compiler.getPreprocessor(), Compiler.getModuleCache(),
                     /*OutputFile=*/"", /*isysroot=*/"", std::move(Written),
                     Compiler.getCodeGenOpts(),
                     llvm::ArrayRef<std::shared_ptr<ModuleFileExtension>>()),
        Skipper(Compiler.getSourceManager(), Skipping) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    return Skipper.skipsBodyOf(*D);
  }

private:
  BodySkipper Skipper;
};

/// Writes a PCH into memory.
class PrefixAction final : public ASTFrontendAction {
public:
  PrefixAction(BodySkipping Skipping, PrefixContents &Out)
      : Skipping(Skipping), Out(Out) {}

  /// Whether the PCH can be in front of a TU.
  bool isFit() const { return IsFit; }
  llvm::SmallVector<char, 0> takeBytes() { return std::move(Written->Data); }

private:
  TranslationUnitKind getTranslationUnitKind() override { return TU_Prefix; }
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef File) override;
  void EndSourceFileAction() override;

  const BodySkipping Skipping;
  const std::shared_ptr<PCHBuffer> Written = std::make_shared<PCHBuffer>();
  PrefixContents &Out;
  bool IsFit = false;
};

} // namespace

std::unique_ptr<ASTConsumer>
PrefixAction::CreateASTConsumer(CompilerInstance &Compiler, llvm::StringRef) {
  Compiler.getPreprocessor().addPPCallbacks(
      std::make_unique<PrefixWatcher>(Compiler.getSourceManager(), Out));
  return std::make_unique<PrefixConsumer>(Compiler, Skipping, Written);
}

void PrefixAction::EndSourceFileAction() {
  Preprocessor &PP = getCompilerInstance().getPreprocessor();
  IsFit = Written->IsComplete && canBeInFront(PP, Out.Headers);
  for (const auto &Entry : PP.getIdentifierTable())
    Out.Names.insert(Entry.first());
}

// What belongs to the TU comes behind the prefix.
static void adapt(CompilerInvocation &Invocation) {
  Invocation.getPreprocessorOpts().Includes.clear();
  Invocation.getPreprocessorOpts().MacroIncludes.clear();
  // Else each TU would do it.
  Invocation.getLangOpts().PCHInstantiateTemplates = true;
}

std::unique_ptr<PrecompiledPrefix> PrecompiledPrefix::build(
    const TranslationUnit &Model, llvm::ArrayRef<std::string> Headers,
    const PrecompiledPrefix *Base, SharedFiles &Files, BodySkipping Skipping) {
  auto Recorded = llvm::makeIntrusiveRefCnt<RecordingFiles>(Files);
  FirstError Errors(Model.Directory);
  if (Recorded->setCurrentWorkingDirectory(Model.Directory))
    return nullptr;
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Model, Recorded, Errors);
  if (!Invocation)
    return nullptr;
  const std::string Text = includesOf(Headers);
  replaceInput(*Invocation, Text);
  adapt(*Invocation);
  std::unique_ptr<PrecompiledPrefix> Result(new PrecompiledPrefix(Base));
  llvm::IntrusiveRefCntPtr<vfs::FileSystem> Mounted = Recorded;
  if (Base) {
    Mounted = Base->mount(*Invocation, Recorded);
    Result->Includes = Base->Includes;
  }
  CompilerInstance Compiler(std::move(Invocation));
  setUp(Compiler, Mounted, Errors);
  PrefixContents Contents{Result->Includes, Result->Entered, Result->Names};
  PrefixAction Action(Skipping, Contents);
  if (!Compiler.ExecuteAction(Action) || !Errors.text().empty() ||
      !Action.isFit())
    return nullptr;
  Result->Bytes = Action.takeBytes();
  // Folders on the way to it hide those of the disk.
  Result->Path = Base ? Base->Path + "+" : "/<memtidy>/pch";
  Result->Dependencies = Recorded->take();
  if (Base)
    addTo(Result->Dependencies, Base->Dependencies);
  return Result;
}

bool PrecompiledPrefix::isFitFor(const PrefixScan &Scan) const {
  return !meansSomething(
             Scan, [&](llvm::StringRef Path) { return Entered.contains(Path); },
             [&](llvm::StringRef Name) { return Names.contains(Name); }) &&
         (!Base || Base->isFitFor(Scan));
}

llvm::IntrusiveRefCntPtr<vfs::FileSystem> PrecompiledPrefix::mount(
    CompilerInvocation &Invocation,
    llvm::IntrusiveRefCntPtr<vfs::FileSystem> Files) const {
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.ImplicitPCHInclude = Path;
  // It was made a moment ago, of the same files.
  Options.DisablePCHOrModuleValidation = DisableValidationForModuleKind::PCH;
  auto InMemory = llvm::makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  for (const PrecompiledPrefix *One = this; One; One = One->Base)
    InMemory->addFileNoOwn(
        One->Path, /*ModificationTime=*/0,
        llvm::MemoryBufferRef({One->Bytes.data(), One->Bytes.size()},
                              One->Path));
  auto All = llvm::makeIntrusiveRefCnt<vfs::OverlayFileSystem>(Files);
  All->pushOverlay(InMemory);
  return All;
}

namespace {

/// Goes through a tree with what is parsed in front of each TU.
class PrefixedWalk {
public:
  using Visitor = llvm::function_ref<void(size_t, const PrecompiledPrefix *)>;

  PrefixedWalk(const SharedUnits &Shared, SharedFiles &Files,
               BodySkipping Skipping, Visitor Visit)
      : Shared(Shared), Files(Files), Skipping(Skipping), Visit(Visit) {}

  void walk(const PrefixTree &Tree, const PrecompiledPrefix *Base) const {
    std::unique_ptr<PrecompiledPrefix> Built = build(Tree, Base);
    const PrecompiledPrefix *Here = Built ? Built.get() : Base;
    for (size_t Unit : Tree.Units)
      if (!Shared.IsDone(Unit)) {
        Shared.Begin(Unit);
        Visit(Unit, longestFor(Unit, Here));
      }
    for (const PrefixTree &Next : Tree.Below)
      walk(Next, Here);
  }

private:
  // One TU alone parses its headers itself.
  std::unique_ptr<PrecompiledPrefix>
  build(const PrefixTree &Tree, const PrecompiledPrefix *Base) const {
    std::vector<size_t> Open;
    forEachUnit(Tree, [&](size_t Unit) {
      if (!Shared.IsDone(Unit))
        Open.push_back(Unit);
    });
    if (Open.size() < 2 || Tree.Headers.empty())
      return nullptr;
    Shared.Begin(std::nullopt);
    return PrecompiledPrefix::build(Shared.Units[Open.front()], Tree.Headers,
                                    Base, Files, Skipping);
  }

  const PrecompiledPrefix *longestFor(size_t Unit,
                                      const PrecompiledPrefix *From) const {
    while (From && !From->isFitFor(*Shared.Scans[Unit]))
      From = From->base();
    return From;
  }

  const SharedUnits &Shared;
  SharedFiles &Files;
  const BodySkipping Skipping;
  const Visitor Visit;
};

} // namespace

void memtidy::forEachPrefixed(const SharedUnits &Shared, SharedFiles &Files,
                              BodySkipping Skipping,
                              PrefixedWalk::Visitor Visit) {
  PrefixedWalk(Shared, Files, Skipping, Visit).walk(Shared.Tree, nullptr);
}
