//===- Path.h - Paths as people want to see them --------------------------===//

#ifndef MEMTIDY_SUPPORT_PATH_H
#define MEMTIDY_SUPPORT_PATH_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace memtidy {

/// Returns \p Path relative to \p BaseDir when it is below it, else unchanged.
/// Both are absolute and without "." and ".."; an empty base changes nothing.
std::string shortPath(llvm::StringRef Path, llvm::StringRef BaseDir);

/// Returns \p Path made absolute against \p BaseDir: undoes shortPath().
std::string fullPath(llvm::StringRef Path, llvm::StringRef BaseDir);

} // namespace memtidy

#endif // MEMTIDY_SUPPORT_PATH_H
