//===- LineHash.h - How GitHub recognises a line --------------------------===//

#ifndef MEMTIDY_RENDER_LINEHASH_H
#define MEMTIDY_RENDER_LINEHASH_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace memtidy {

/// Returns CodeQL's primaryLocationLineHash, "HEX:COUNT", of each line of
/// \p Text. GitHub computes the same where it is missing, and complains about
/// any other value.
std::vector<std::string> lineHashes(llvm::StringRef Text);

} // namespace memtidy

#endif // MEMTIDY_RENDER_LINEHASH_H
