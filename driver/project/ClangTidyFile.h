//===- ClangTidyFile.h - Options of our checks in .clang-tidy -------------===//

#ifndef MEMTIDY_PROJECT_CLANGTIDYFILE_H
#define MEMTIDY_PROJECT_CLANGTIDYFILE_H

#include "llvm/ADT/StringRef.h"
#include <map>
#include <string>

namespace memtidy {

/// Returns the options "memtidy-CHECK.OPTION" that clang-tidy would use for the
/// files in \p Folder, an absolute path: those of .clang-tidy there and, where
/// it inherits them, above. What cannot be read is reported by clang-tidy's own
/// reader on standard error.
std::map<std::string, std::string> readClangTidyOptions(llvm::StringRef Folder);

} // namespace memtidy

#endif // MEMTIDY_PROJECT_CLANGTIDYFILE_H
