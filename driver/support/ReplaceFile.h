//===- ReplaceFile.h - Replaces a file as a whole or not at all -----------===//

#ifndef MEMTIDY_SUPPORT_REPLACEFILE_H
#define MEMTIDY_SUPPORT_REPLACEFILE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace memtidy {

/// New contents of an existing file, written beside it and not yet in its
/// place. At any moment, a reader of the file sees the old contents or the new.
/// Other hard links to the file keep the old ones.
/// Gone, without a trace, if it is not committed.
class Replacement {
public:
  /// Writes \p Content beside \p Path, with the permissions and the owner of
  /// \p Path, as far as the system lets us. Fails, naming the file, when it is
  /// read-only, or when there is no file or no room. \p Path is no symbolic
  /// link.
  static llvm::Expected<Replacement> prepare(llvm::StringRef Path,
                                             llvm::StringRef Content);

  Replacement(Replacement &&Other);
  Replacement &operator=(Replacement &&) = delete;
  ~Replacement();

  /// Puts the new contents into place. Fails naming the file, which then has
  /// its old contents.
  llvm::Error commit();

private:
  Replacement(std::string Path, std::string Temporary)
      : Path(std::move(Path)), Temporary(std::move(Temporary)) {}

  std::string Path;
  std::string Temporary; ///< Empty: nothing to remove.
};

} // namespace memtidy

#endif // MEMTIDY_SUPPORT_REPLACEFILE_H
