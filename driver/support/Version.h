//===- Version.h - Which memtidy this is ----------------------------------===//

#ifndef MEMTIDY_SUPPORT_VERSION_H
#define MEMTIDY_SUPPORT_VERSION_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace memtidy {

/// Returns the version of memtidy: "0.1.0".
llvm::StringLiteral toolVersion();

/// Returns the version of LLVM that memtidy was built with: "22.1.8".
llvm::StringLiteral llvmVersion();

/// Returns what tells this memtidy from any other that was ever built, in any
/// bytes.
std::string buildId();

} // namespace memtidy

#endif // MEMTIDY_SUPPORT_VERSION_H
