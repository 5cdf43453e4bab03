//===- BaseTree.h - A project as it was -----------------------------------===//

#ifndef MEMTIDY_PROJECT_BASETREE_H
#define MEMTIDY_PROJECT_BASETREE_H

#include "driver/project/Git.h"
#include "driver/project/TranslationUnit.h"
#include <optional>

namespace memtidy {

/// The files of one commit in a folder of their own. The work tree and git's
/// own files stay as they are.
class BaseTree {
public:
  /// Writes the files into a temporary folder, which goes away with this; or
  /// into the folder \p Kept, where the next run for the same commit finds them
  /// under the same names, and their results in the cache.
  static llvm::Expected<BaseTree>
  create(const GitTree &Tree, llvm::StringRef Commit, llvm::StringRef Kept);
  BaseTree(BaseTree &&Other);
  BaseTree &operator=(BaseTree &&) = delete;
  ~BaseTree();

  /// Returns \p Unit with the files of the commit in place of those of the work
  /// tree. Files that the commit lacks, such as generated ones, stay those of
  /// today. Nullopt: the commit has no such TU.
  std::optional<TranslationUnit> unitOf(const TranslationUnit &Unit) const;

  /// Returns the commit's own file in place of \p Path, or nullopt if the
  /// commit has none.
  std::optional<std::string> find(llvm::StringRef Path) const;

  /// Returns a path of the temporary folder as the one in the work tree.
  std::string originalPath(llvm::StringRef Path) const;

  /// Removes what is kept in the folder \p Kept; returns of how many commits.
  static size_t removeAll(llvm::StringRef Kept);

private:
  BaseTree(std::string Root, std::string Folder, bool IsTemporary)
      : Root(std::move(Root)), Folder(std::move(Folder)),
        IsTemporary(IsTemporary) {}

  static llvm::Expected<BaseTree> createTemporary(const GitTree &Tree,
                                                  llvm::StringRef Commit);

  std::string argumentOf(const std::string &Argument,
                         llvm::StringRef Directory) const;

  std::string Root;   ///< Of the work tree.
  std::string Folder; ///< Real path; empty when moved away.
  bool IsTemporary;
};

} // namespace memtidy

#endif // MEMTIDY_PROJECT_BASETREE_H
