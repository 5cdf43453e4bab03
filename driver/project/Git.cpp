//===- Git.cpp - What git knows about a project ---------------------------===//

#include "driver/project/Git.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include <unistd.h>

using namespace memtidy;

static llvm::Expected<std::string> temporaryFile(llvm::StringRef Prefix) {
  llvm::SmallString<128> Path;
  if (std::error_code Failed =
          llvm::sys::fs::createTemporaryFile(Prefix, "txt", Path))
    return llvm::createStringError(Failed, "cannot write a temporary file");
  return std::string(Path);
}

static std::string contentOf(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

// Returns what git writes. The error is git's own. \p Variable, "NAME=VALUE",
// is added to its environment.
static llvm::Expected<std::string> runGit(llvm::StringRef Folder,
                                          llvm::ArrayRef<llvm::StringRef> Words,
                                          llvm::StringRef Variable = "") {
  llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName("git");
  if (!Program)
    return llvm::createStringError("this needs git, which is not installed");
  llvm::Expected<std::string> Out = temporaryFile("memtidy-git");
  if (!Out)
    return Out.takeError();
  llvm::FileRemover RemoveOut(*Out);
  llvm::Expected<std::string> Err = temporaryFile("memtidy-git");
  if (!Err)
    return Err.takeError();
  llvm::FileRemover RemoveErr(*Err);

  std::vector<llvm::StringRef> Command = {
      "git", "-C", Folder, "--no-pager", "-c", "core.fsmonitor=false"};
  Command.insert(Command.end(), Words.begin(), Words.end());
  std::vector<llvm::StringRef> Environment;
  for (char **Entry = environ; *Entry; ++Entry)
    Environment.push_back(*Entry);
  if (!Variable.empty())
    Environment.push_back(Variable);
  std::string Problem;
  int Code = llvm::sys::ExecuteAndWait(
      *Program, Command, llvm::ArrayRef(Environment),
      {llvm::StringRef(""), llvm::StringRef(*Out), llvm::StringRef(*Err)},
      /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Problem);
  if (Code != 0) {
    std::string Said = llvm::StringRef(contentOf(*Err)).trim().str();
    return llvm::createStringError(Said.empty() ? "git failed " + Problem
                                                : Said);
  }
  return contentOf(*Out);
}

static std::vector<std::string> zeroSeparated(llvm::StringRef Text,
                                              llvm::StringRef Root) {
  std::vector<std::string> Paths;
  for (llvm::StringRef Name : llvm::split(Text, '\0'))
    if (!Name.empty())
      Paths.push_back(fullPath(Name, Root));
  return Paths;
}

llvm::Expected<GitTree> GitTree::open(llvm::StringRef Folder) {
  llvm::Expected<std::string> Root =
      runGit(Folder, {"rev-parse", "--show-toplevel"});
  if (!Root)
    return Root.takeError();
  llvm::SmallString<256> Real;
  if (std::error_code Failed =
          llvm::sys::fs::real_path(llvm::StringRef(*Root).rtrim('\n'), Real))
    return llvm::createFileError(*Root, Failed);
  return GitTree(std::string(Real));
}

llvm::Expected<std::string> GitTree::mergeBase(llvm::StringRef Revision) const {
  if (Revision.starts_with("-"))
    return llvm::createStringError("'" + Revision + "' is no revision");
  llvm::Expected<std::string> Commit =
      runGit(Root, {"merge-base", Revision, "HEAD"});
  if (!Commit)
    return Commit.takeError();
  return llvm::StringRef(*Commit).trim().str();
}

llvm::Expected<std::string>
GitTree::diffFrom(llvm::StringRef Commit,
                  llvm::ArrayRef<std::string> Paths) const {
  // A project's own settings must not change the format.
  std::vector<llvm::StringRef> Words = {"diff",
                                        "--no-ext-diff",
                                        "--no-textconv",
                                        "--no-color",
                                        "--no-renames",
                                        "--unified=0",
                                        "--src-prefix=a/",
                                        "--dst-prefix=b/",
                                        Commit,
                                        "--"};
  Words.insert(Words.end(), Paths.begin(), Paths.end());
  return runGit(Root, Words);
}

llvm::Expected<std::vector<std::string>>
GitTree::changedFiles(llvm::StringRef Commit) const {
  llvm::Expected<std::string> Names =
      runGit(Root, {"diff", "--name-only", "--no-renames", "-z", Commit, "--"});
  if (!Names)
    return Names.takeError();
  llvm::Expected<std::vector<std::string>> Result = untrackedFiles();
  if (Result)
    llvm::append_range(*Result, zeroSeparated(*Names, Root));
  return Result;
}

llvm::Expected<std::vector<std::string>> GitTree::stagedFiles() const {
  llvm::Expected<std::string> Names =
      runGit(Root, {"diff", "--cached", "--name-only", "--no-renames",
                    "--diff-filter=d", "-z"});
  if (!Names)
    return Names.takeError();
  return zeroSeparated(*Names, Root);
}

llvm::Expected<std::vector<std::string>> GitTree::untrackedFiles() const {
  llvm::Expected<std::string> Names =
      runGit(Root, {"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Names)
    return Names.takeError();
  return zeroSeparated(*Names, Root);
}

llvm::Expected<GitTree::Uncommitted>
GitTree::uncommitted(llvm::ArrayRef<std::string> Paths) const {
  std::vector<llvm::StringRef> Words = {
      "--literal-pathspecs",   "status", "--porcelain=v1", "-z", "--no-renames",
      "--untracked-files=all", "--"};
  Words.insert(Words.end(), Paths.begin(), Paths.end());
  llvm::Expected<std::string> Status = runGit(Root, Words);
  if (!Status)
    return Status.takeError();
  Uncommitted Result;
  for (llvm::StringRef Entry : llvm::split(*Status, '\0')) {
    // "XY path": X of the index, Y of the work tree.
    if (Entry.size() < 4)
      continue;
    const bool IsStaged = Entry[1] == ' ';
    (IsStaged ? Result.Staged : Result.Dirty)
        .push_back(fullPath(Entry.drop_front(3), Root));
  }
  return Result;
}

llvm::Error GitTree::writeCommit(llvm::StringRef Commit,
                                 llvm::StringRef Folder) const {
  // An index of its own leaves the user's alone.
  llvm::Expected<std::string> Index = temporaryFile("memtidy-index");
  if (!Index)
    return Index.takeError();
  llvm::FileRemover RemoveIndex(*Index);
  // Git wants none or a whole one.
  llvm::sys::fs::remove(*Index);
  const std::string Variable = "GIT_INDEX_FILE=" + *Index;
  const std::string Prefix = ("--prefix=" + Folder + "/").str();
  if (llvm::Error Failed =
          runGit(Root, {"read-tree", Commit}, Variable).takeError())
    return Failed;
  return runGit(Root, {"checkout-index", "--all", "--quiet", Prefix}, Variable)
      .takeError();
}
