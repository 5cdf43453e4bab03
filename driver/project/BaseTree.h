//===- BaseTree.h - A project as it was -----------------------------------===//

#ifndef MEMTIDY_PROJECT_BASETREE_H
#define MEMTIDY_PROJECT_BASETREE_H

#include "driver/project/Git.h"
#include "driver/project/TranslationUnit.h"
#include <optional>

namespace memtidy {

/// The files of one commit in a temporary folder, which goes away with this.
/// The work tree and git's own files stay as they are.
class BaseTree {
public:
  static llvm::Expected<BaseTree> create(const GitTree &Tree,
                                         llvm::StringRef Commit);
  BaseTree(BaseTree &&Other);
  BaseTree &operator=(BaseTree &&) = delete;
  ~BaseTree();

  /// Returns \p Unit with the files of the commit in place of those of the work
  /// tree. Files that the commit lacks, such as generated ones, stay those of
  /// today. Nullopt: the commit has no such TU.
  std::optional<TranslationUnit> unitOf(const TranslationUnit &Unit) const;

  /// Returns a path of the temporary folder as the one in the work tree.
  std::string originalPath(llvm::StringRef Path) const;

private:
  BaseTree(std::string Root, std::string Folder)
      : Root(std::move(Root)), Folder(std::move(Folder)) {}

  /// Returns the path of the commit's own \p Path, if it has it.
  std::optional<std::string> find(llvm::StringRef Path) const;
  std::string argumentOf(const std::string &Argument,
                         llvm::StringRef Directory) const;

  std::string Root;   ///< Of the work tree.
  std::string Folder; ///< Real path; empty when moved away.
};

} // namespace memtidy

#endif // MEMTIDY_PROJECT_BASETREE_H
