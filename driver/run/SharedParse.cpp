//===- SharedParse.cpp - Parses many TUs that begin alike -----------------===//
//
// A synthetic main file includes the headers of the root and ends with a
// declaration that marks the place where processes fork. A child enters either
// the headers of a node below, in another synthetic file, or a TU. The parser
// notices nothing: to it, one file follows the other.
//
//===----------------------------------------------------------------------===//

#include "driver/run/SharedParse.h"
#include "driver/run/ChildProcess.h"
#include "driver/run/Invocation.h"
#include "driver/run/PrefixWatch.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include <unistd.h>

using namespace clang;
using namespace memtidy;

// The mark, and a second declaration: the parser is one token ahead when it
// hands over the first, so the fork comes before anything else is read.
static constexpr llvm::StringLiteral Mark = "_Static_assert(1, \"\");;\n";

static std::string includesOf(const ShareNode &Node) {
  std::string Text;
  for (const std::string &Header : Node.Headers)
    Text += "#include <" + Header + ">\n";
  return Text + Mark.str();
}

namespace {

/// What is the same in all processes of one tree.
struct Tree {
  llvm::ArrayRef<TranslationUnit> Units;
  const ShareBatch &Batch;
  RecordingFiles &Files;
  const SharedParse &Results;
};

class ForkingConsumer final : public ASTConsumer {
public:
  ForkingConsumer(const Tree &Whole, CompilerInstance &Compiler)
      : Whole(Whole), Compiler(Compiler),
        Below(Compiler.getSourceManager(),
              [this](ASTContext &Context) { finish(Context); }),
        Node(&Whole.Batch.Root),
        File(Compiler.getSourceManager().getMainFileID()) {
    auto Callbacks = std::make_unique<PrefixWatch>(Compiler.getPreprocessor());
    Watch = Callbacks.get();
    Compiler.getPreprocessor().addPPCallbacks(std::move(Callbacks));
  }

  bool shouldSkipFunctionBody(Decl *D) override {
    return Below.shouldSkipFunctionBody(D);
  }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    if (!Unit && Group.isSingleDecl() &&
        isa<StaticAssertDecl>(Group.getSingleDecl())) {
      SourceLocation Loc = Group.getSingleDecl()->getLocation();
      if (Compiler.getSourceManager().getFileID(Loc) == File)
        branch(Loc);
    }
    return true;
  }

  void HandleTranslationUnit(ASTContext &Context) override {
    if (!Unit)
      return;
    if (Context.getDiagnostics().hasErrorOccurred())
      Whole.Results.GiveUp(*Unit, "an error");
    else if (std::string Doubt = Watch->doubt(); !Doubt.empty())
      Whole.Results.GiveUp(*Unit, Doubt);
    else
      Below.HandleTranslationUnit(Context);
    ::_exit(0);
  }

private:
  void finish(ASTContext &Context) {
    Whole.Results.Use(*Unit, Context, Whole.Files.take());
  }

  void branch(SourceLocation Loc);
  void enterNode(const ShareNode &Child, SourceLocation Loc);
  void enterUnit(size_t Index, SourceLocation Loc);
  void enter(FileID Entered);
  void giveUp(const ShareNode &Lost, llvm::StringRef Reason);

  const Tree &Whole;
  CompilerInstance &Compiler;
  UserCodeConsumer Below;
  PrefixWatch *Watch;
  const ShareNode *Node;
  /// The synthetic file of the node.
  FileID File;
  std::optional<size_t> Unit;
};

class ForkingAction final : public ASTFrontendAction {
public:
  explicit ForkingAction(const Tree &Whole) : Whole(Whole) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    return std::make_unique<ForkingConsumer>(Whole, Compiler);
  }

  const Tree &Whole;
};

} // namespace

void ForkingConsumer::giveUp(const ShareNode &Lost, llvm::StringRef Reason) {
  for (size_t Index : Lost.Units)
    Whole.Results.GiveUp(Index, Reason);
  for (const std::unique_ptr<ShareNode> &Child : Lost.Children)
    giveUp(*Child, Reason);
}

// Returns in children only, which go on parsing. One at a time, so that their
// results do not mix.
void ForkingConsumer::branch(SourceLocation Loc) {
  if (Compiler.getDiagnostics().hasErrorOccurred()) {
    giveUp(*Node, "an error in a shared header");
    ::_exit(0);
  }
  Watch->noteBranch();
  for (size_t Index : Node->Units) {
    const ChildEnd End = forkAndWait();
    if (End == ChildEnd::IsChild)
      return enterUnit(Index, Loc);
    if (End == ChildEnd::Failed)
      Whole.Results.GiveUp(Index, "its process died");
  }
  for (const std::unique_ptr<ShareNode> &Child : Node->Children) {
    const ChildEnd End = forkAndWait();
    if (End == ChildEnd::IsChild)
      return enterNode(*Child, Loc);
    if (End == ChildEnd::Failed)
      giveUp(*Child, "a process above it died");
  }
  ::_exit(0);
}

void ForkingConsumer::enter(FileID Entered) {
  if (!Entered.isValid() || Compiler.getPreprocessor().EnterSourceFile(
                                Entered, nullptr, SourceLocation()))
    ::_exit(1);
}

void ForkingConsumer::enterNode(const ShareNode &Child, SourceLocation Loc) {
  Node = &Child;
  File = Compiler.getSourceManager().createFileID(
      llvm::MemoryBuffer::getMemBufferCopy(includesOf(Child), "<shared>"),
      SrcMgr::C_System, 0, 0, Loc);
  enter(File);
}

void ForkingConsumer::enterUnit(size_t Index, SourceLocation Loc) {
  Unit = Index;
  SourceManager &Sources = Compiler.getSourceManager();
  OptionalFileEntryRef Entry =
      Compiler.getFileManager().getOptionalFileRef(Whole.Units[Index].Path);
  if (!Entry)
    ::_exit(1);
  FileID Main = Sources.createFileID(*Entry, Loc, SrcMgr::C_User);
  Sources.setMainFileID(Main);
  // As Preprocessor::EnterMainSourceFile() does.
  Compiler.getPreprocessor().markIncluded(*Entry);
  Watch->beginUnit();
  enter(Main);
}

static void parseTree(llvm::ArrayRef<TranslationUnit> Units,
                      const ShareBatch &Batch, SharedFiles &Shared,
                      const SharedParse &Results) {
  const TranslationUnit &Sample = Units[Batch.Units.front()];
  auto Files = llvm::makeIntrusiveRefCnt<RecordingFiles>(Shared);
  if (Files->setCurrentWorkingDirectory(Sample.Directory))
    return;
  FirstError Errors(Sample.Directory);
  std::shared_ptr<CompilerInvocation> Invocation =
      makeInvocation(Sample, Files, Errors);
  if (!Invocation || Invocation->getFrontendOpts().Inputs.size() != 1 ||
      !Invocation->getLangOpts().CPlusPlus || Invocation->getLangOpts().Modules)
    return;
  const std::string Text = includesOf(Batch.Root);
  FrontendInputFile &Input = Invocation->getFrontendOpts().Inputs.front();
  Input = FrontendInputFile(llvm::MemoryBufferRef(Text, "<shared>"),
                            Input.getKind(), /*IsSystem=*/true);
  CompilerInstance Compiler(std::move(Invocation));
  Compiler.setVirtualFileSystem(Files);
  Compiler.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  Compiler.createFileManager();
  const Tree Whole{Units, Batch, *Files, Results};
  ForkingAction Action(Whole);
  Compiler.ExecuteAction(Action);
}

void memtidy::parseShared(llvm::ArrayRef<TranslationUnit> Units,
                          const ShareBatch &Batch, SharedFiles &Files,
                          const SharedParse &Results) {
  switch (forkAndWait()) {
  case ChildEnd::IsChild:
    parseTree(Units, Batch, Files, Results);
    // Only what went wrong comes here: a branch does not return.
    ::_exit(1);
  case ChildEnd::Failed:
    for (size_t Index : Batch.Units)
      Results.GiveUp(Index, "the shared headers could not be parsed");
    return;
  case ChildEnd::Ended:
    return;
  }
}
