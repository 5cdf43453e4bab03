//===- CheckGlob.h - Patterns over names of checks ------------------------===//

#ifndef MEMTIDY_SUPPORT_CHECKGLOB_H
#define MEMTIDY_SUPPORT_CHECKGLOB_H

#include "llvm/ADT/StringRef.h"

namespace memtidy {

/// Returns whether \p Glob matches \p Check with or without "memtidy-". A glob
/// that is no valid pattern matches nothing.
bool checkMatches(llvm::StringRef Glob, llvm::StringRef Check);

/// Returns whether \p Glob matches all of \p Text.
bool globMatches(llvm::StringRef Glob, llvm::StringRef Text);

} // namespace memtidy

#endif // MEMTIDY_SUPPORT_CHECKGLOB_H
