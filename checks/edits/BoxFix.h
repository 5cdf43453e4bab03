//===- BoxFix.h - The cure of a box that nobody needs ---------------------===//

#ifndef MEMTIDY_EDITS_BOXFIX_H
#define MEMTIDY_EDITS_BOXFIX_H

#include "checks/analysis/Boxes.h"
#include "checks/model/Fix.h"

namespace memtidy {

/// Returns the fix for \p Found, whose content people call \p T: safe where
/// only the type of a pointer or of a container changes and no other file sees
/// it, unsafe where objects begin to move, display with the reason where it
/// cannot be written.
Fix cureBox(TuIndex &Index, const Box &Found, llvm::StringRef T);

} // namespace memtidy

#endif // MEMTIDY_EDITS_BOXFIX_H
