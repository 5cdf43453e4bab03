//===- Glob.h - Patterns over names ---------------------------------------===//

#ifndef MEMTIDY_MODEL_GLOB_H
#define MEMTIDY_MODEL_GLOB_H

#include "llvm/ADT/StringRef.h"

namespace memtidy {

/// Returns whether \p Glob matches all of \p Text. A glob that is no valid
/// pattern matches nothing.
bool globMatches(llvm::StringRef Glob, llvm::StringRef Text);

/// Returns whether \p Glob matches \p Check with or without "memtidy-".
bool checkMatches(llvm::StringRef Glob, llvm::StringRef Check);

} // namespace memtidy

#endif // MEMTIDY_MODEL_GLOB_H
