//===- BaseTree.cpp - A project as it was ---------------------------------===//

#include "driver/project/BaseTree.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <sys/time.h>
#include <tuple>
#include <utility>

using namespace memtidy;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static constexpr llvm::StringLiteral KeptEnding = ".memtidy-base";
static constexpr llvm::StringLiteral UnfinishedEnding = ".memtidy-base-tmp";
/// Whole source trees: few are enough for the branches that are at work.
static constexpr size_t MostKept = 3;
static constexpr std::chrono::hours LongestRun(6);

// Flags that name a file or folder behind them. A name alone has none.
static constexpr llvm::StringLiteral PathFlags[] = {
    "-isystem", "-iquote", "-idirafter", "-include",
    "-imacros", "-I",      "-F",         ""};

llvm::Expected<BaseTree> BaseTree::createTemporary(const GitTree &Tree,
                                                   llvm::StringRef Commit) {
  llvm::SmallString<128> Created, Real;
  std::error_code Failed = fs::createUniqueDirectory("memtidy-base", Created);
  if (!Failed)
    Failed = fs::real_path(Created, Real);
  if (Failed)
    return llvm::createStringError(Failed, "cannot make a temporary folder");
  // Removes what there is should writing fail.
  BaseTree Result(Tree.root(), std::string(Real), /*IsTemporary=*/true);
  if (llvm::Error Wrong = Tree.writeCommit(Commit, Real))
    return Wrong;
  return Result;
}

namespace {
/// A kept commit, or one that somebody is writing or has not finished.
struct KeptFolder {
  std::string Path;
  llvm::sys::TimePoint<> LastUsed;
  bool IsWhole;
};
} // namespace

// The most recently used first.
static std::vector<KeptFolder> keptFolders(llvm::StringRef Kept) {
  std::vector<KeptFolder> Result;
  std::error_code Failed;
  for (fs::directory_iterator It(Kept, Failed), End; !Failed && It != End;
       It.increment(Failed)) {
    const llvm::StringRef Path = It->path();
    const bool IsWhole = Path.ends_with(KeptEnding);
    fs::file_status Status;
    if ((IsWhole || Path.ends_with(UnfinishedEnding)) &&
        !fs::status(Path, Status) && fs::is_directory(Status))
      Result.push_back({Path.str(), Status.getLastModificationTime(), IsWhole});
  }
  llvm::sort(Result, [](const KeptFolder &A, const KeptFolder &B) {
    return std::tie(B.LastUsed, B.Path) < std::tie(A.LastUsed, A.Path);
  });
  return Result;
}

// What another run may be at work on stays.
static void pruneKept(llvm::StringRef Kept) {
  const llvm::sys::TimePoint<> Now = std::chrono::system_clock::now();
  size_t Count = 0;
  for (const KeptFolder &Folder : keptFolders(Kept)) {
    Count += Folder.IsWhole;
    if (Now - Folder.LastUsed > LongestRun &&
        (!Folder.IsWhole || Count > MostKept))
      fs::remove_directories(Folder.Path, /*IgnoreErrors=*/true);
  }
}

size_t BaseTree::removeAll(llvm::StringRef Kept) {
  std::vector<KeptFolder> Folders = keptFolders(Kept);
  for (const KeptFolder &Folder : Folders)
    fs::remove_directories(Folder.Path, /*IgnoreErrors=*/true);
  return Folders.size();
}

llvm::Expected<BaseTree> BaseTree::create(const GitTree &Tree,
                                          llvm::StringRef Commit,
                                          llvm::StringRef Kept) {
  llvm::SmallString<256> Real;
  if (Kept.empty() ||
      fs::create_directories(Kept, /*IgnoreExisting=*/true, fs::owner_all) ||
      fs::real_path(Kept, Real))
    return createTemporary(Tree, Commit);
  pruneKept(Real);
  // Trees that share a history differ in what a commit leaves out.
  const std::string Name =
      (Real + "/" + llvm::utohexstr(llvm::xxh3_64bits(Tree.root()), true, 16) +
       "-" + Commit)
          .str();
  const std::string Folder = Name + KeptEnding.str();
  BaseTree Result(Tree.root(), Folder, /*IsTemporary=*/false);
  if (!fs::is_directory(Folder)) {
    llvm::SmallString<256> Unfinished;
    fs::createUniquePath(Name + "-%%%%%%%%" + UnfinishedEnding, Unfinished,
                         /*MakeAbsolute=*/false);
    if (fs::create_directory(Unfinished))
      return createTemporary(Tree, Commit);
    llvm::Error Failed = Tree.writeCommit(Commit, Unfinished);
    // Another run may have been faster: then its folder is as good.
    if (!Failed && fs::rename(Unfinished, Folder) && !fs::is_directory(Folder))
      Failed = llvm::createStringError("cannot write " + Folder);
    if (fs::exists(Unfinished))
      fs::remove_directories(Unfinished, /*IgnoreErrors=*/true);
    if (Failed)
      return std::move(Failed);
  }
  // For pruneKept(). Should it fail, the folder only goes earlier.
  (void)::utimes(Folder.c_str(), nullptr);
  return Result;
}

BaseTree::BaseTree(BaseTree &&Other)
    : Root(std::move(Other.Root)), Folder(std::exchange(Other.Folder, "")),
      IsTemporary(Other.IsTemporary) {}

BaseTree::~BaseTree() {
  if (IsTemporary && !Folder.empty())
    // What cannot be removed is a temporary folder: nobody is worse off.
    fs::remove_directories(Folder, /*IgnoreErrors=*/true);
}

// A submodule is an empty folder in a commit.
static bool isEmptyFolder(llvm::StringRef Path) {
  std::error_code Failed;
  return fs::is_directory(Path) &&
         fs::directory_iterator(Path, Failed) == fs::directory_iterator();
}

std::optional<std::string> BaseTree::find(llvm::StringRef Path) const {
  std::string Short = shortPath(Path, Root);
  if (path::is_absolute(Short))
    return Path == Root ? std::optional(Folder) : std::nullopt;
  std::string Old = fullPath(Short, Folder);
  if (!fs::exists(Old) || isEmptyFolder(Old))
    return std::nullopt;
  return Old;
}

std::string BaseTree::argumentOf(const std::string &Argument,
                                 llvm::StringRef Directory) const {
  for (llvm::StringRef Flag : PathFlags) {
    llvm::StringRef Name = Argument;
    if (!Name.consume_front(Flag) || Name.empty() || Name.starts_with("-"))
      continue;
    llvm::SmallString<256> Full(fullPath(Name, Directory));
    path::remove_dots(Full, /*remove_dot_dot=*/true);
    std::optional<std::string> Old = find(Full);
    return Old ? (Flag + *Old).str() : Argument;
  }
  return Argument;
}

std::optional<TranslationUnit>
BaseTree::unitOf(const TranslationUnit &Unit) const {
  std::optional<std::string> Path = find(Unit.Path);
  if (!Path)
    return std::nullopt;
  TranslationUnit Result{*Path, Unit.Directory, {}};
  for (const std::string &Argument : Unit.Arguments)
    Result.Arguments.push_back(argumentOf(Argument, Unit.Directory));
  return Result;
}

std::string BaseTree::originalPath(llvm::StringRef Path) const {
  std::string Short = shortPath(Path, Folder);
  return path::is_absolute(Short) ? Short : fullPath(Short, Root);
}
