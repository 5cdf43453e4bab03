//===- PrefixTree.h - TUs by the headers that they share ------------------===//

#ifndef MEMTIDY_RUN_PREFIXTREE_H
#define MEMTIDY_RUN_PREFIXTREE_H

#include "driver/project/TranslationUnit.h"
#include "driver/run/PrefixScan.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

/// TUs of equal commands that all include Headers, and what is above.
struct PrefixTree {
  std::vector<std::string> Headers;
  /// Those that share no more than that: indexes.
  std::vector<size_t> Units;
  /// Those that share more.
  std::vector<PrefixTree> Below;
};

/// Returns the indexes of \p Units in groups whose commands differ in nothing
/// but the file. Groups of few are left out: sharing would not pay.
std::vector<std::vector<size_t>>
groupsOf(llvm::ArrayRef<TranslationUnit> Units);

/// Returns the tree of the TUs \p Group. Each has a scan in \p Scans, which is
/// by TU. No TU is below a header that it does not include.
PrefixTree growTree(llvm::ArrayRef<size_t> Group,
                    llvm::ArrayRef<std::optional<PrefixScan>> Scans);

/// Calls \p Visit for each TU of \p Tree.
void forEachUnit(const PrefixTree &Tree,
                 llvm::function_ref<void(size_t)> Visit);

} // namespace memtidy

#endif // MEMTIDY_RUN_PREFIXTREE_H
