//===- BaseTree.cpp - A project as it was ---------------------------------===//

#include "driver/project/BaseTree.h"
#include "driver/support/Path.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <utility>

using namespace memtidy;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

// Flags that name a file or folder behind them. A name alone has none.
static constexpr llvm::StringLiteral PathFlags[] = {
    "-isystem", "-iquote", "-idirafter", "-include",
    "-imacros", "-I",      "-F",         ""};

llvm::Expected<BaseTree> BaseTree::create(const GitTree &Tree,
                                          llvm::StringRef Commit) {
  llvm::SmallString<128> Created, Real;
  std::error_code Failed = fs::createUniqueDirectory("memtidy-base", Created);
  if (!Failed)
    Failed = fs::real_path(Created, Real);
  if (Failed)
    return llvm::createStringError(Failed, "cannot make a temporary folder");
  // Removes what there is should writing fail.
  BaseTree Result(Tree.root(), std::string(Real));
  if (llvm::Error Wrong = Tree.writeCommit(Commit, Real))
    return Wrong;
  return Result;
}

BaseTree::BaseTree(BaseTree &&Other)
    : Root(std::move(Other.Root)), Folder(std::exchange(Other.Folder, "")) {}

BaseTree::~BaseTree() {
  if (!Folder.empty())
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
