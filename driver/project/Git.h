//===- Git.h - What git knows about a project -----------------------------===//

#ifndef MEMTIDY_PROJECT_GIT_H
#define MEMTIDY_PROJECT_GIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace memtidy {

/// A git work tree, asked through the program `git`. Nothing in it is changed.
class GitTree {
public:
  /// Finds the work tree that \p Folder is in.
  static llvm::Expected<GitTree> open(llvm::StringRef Folder);

  /// The real path of the work tree.
  const std::string &root() const { return Root; }

  /// Returns the commit that HEAD and \p Revision go back to.
  llvm::Expected<std::string> mergeBase(llvm::StringRef Revision) const;

  /// Returns the unified diff, without context, from \p Commit to the files as
  /// they are; of \p Paths only, if there are any.
  llvm::Expected<std::string>
  diffFrom(llvm::StringRef Commit,
           llvm::ArrayRef<std::string> Paths = {}) const;

  /// Returns the files that differ between \p Commit and the work tree, those
  /// that only one of them has included. What git ignores is in neither.
  llvm::Expected<std::vector<std::string>>
  changedFiles(llvm::StringRef Commit) const;

  /// Returns the files that differ between HEAD and the index.
  llvm::Expected<std::vector<std::string>> stagedFiles() const;

  /// Returns the files that git does not know and does not ignore.
  llvm::Expected<std::vector<std::string>> untrackedFiles() const;

  /// Those of some files that no commit holds as they are. Files that git
  /// ignores are in neither.
  struct Uncommitted {
    std::vector<std::string> Dirty; ///< Not staged either.
    std::vector<std::string> Staged;
  };
  llvm::Expected<Uncommitted>
  uncommitted(llvm::ArrayRef<std::string> Paths) const;

  /// Writes the files of \p Commit into \p Folder.
  llvm::Error writeCommit(llvm::StringRef Commit, llvm::StringRef Folder) const;

private:
  explicit GitTree(std::string Root) : Root(std::move(Root)) {}

  std::string Root;
};

} // namespace memtidy

#endif // MEMTIDY_PROJECT_GIT_H
