//===- PathGlob.h - Patterns over paths -----------------------------------===//

#ifndef MEMTIDY_SUPPORT_PATHGLOB_H
#define MEMTIDY_SUPPORT_PATHGLOB_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"
#include <string>

namespace memtidy {

/// A pattern as in .gitignore: '*' and '?' stop at '/', '**' does not; without
/// '/' it matches in any folder; what matches a folder matches all in it.
class PathGlob {
public:
  /// \p Base is the absolute folder that \p Pattern is relative to.
  static llvm::Expected<PathGlob> create(llvm::StringRef Base,
                                         llvm::StringRef Pattern);

  /// \p Path is absolute.
  bool match(llvm::StringRef Path) const;

private:
  PathGlob(std::string Base, llvm::Regex Expression)
      : Base(std::move(Base)), Expression(std::move(Expression)) {}

  std::string Base;
  llvm::Regex Expression;
};

} // namespace memtidy

#endif // MEMTIDY_SUPPORT_PATHGLOB_H
