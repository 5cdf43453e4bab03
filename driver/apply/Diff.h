//===- Diff.h - Unified diffs ---------------------------------------------===//

#ifndef MEMTIDY_APPLY_DIFF_H
#define MEMTIDY_APPLY_DIFF_H

#include "driver/apply/Rewrite.h"
#include "llvm/Support/raw_ostream.h"

namespace memtidy {

/// Writes \p Changes as one unified diff that `patch -p1` and `git apply` take
/// from \p BaseDir. Line ends are part of the lines and stay what they are.
void writeDiff(llvm::ArrayRef<FileChange> Changes, llvm::StringRef BaseDir,
               llvm::raw_ostream &OS);

} // namespace memtidy

#endif // MEMTIDY_APPLY_DIFF_H
