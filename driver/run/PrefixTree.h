//===- PrefixTree.h - TUs by the headers that they share ------------------===//

#ifndef MEMTIDY_RUN_PREFIXTREE_H
#define MEMTIDY_RUN_PREFIXTREE_H

#include "driver/project/TranslationUnit.h"
#include "driver/run/PrefixScan.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
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

/// TUs that share, and where they are to be told of.
struct SharedUnits {
  llvm::ArrayRef<TranslationUnit> Units;
  llvm::ArrayRef<std::optional<PrefixScan>> Scans;
  const PrefixTree &Tree;
  /// Returns whether the TU needs no result any more.
  llvm::function_ref<bool(size_t Unit)> IsDone;
  /// Called in each process that goes on with the work, with the TU if there is
  /// one.
  llvm::function_ref<void(std::optional<size_t> Unit)> Begin;
};

/// Returns the indexes of \p Units in groups whose commands differ in nothing
/// but the file. Groups of few are left out: sharing would not pay.
std::vector<std::vector<size_t>>
groupsOf(llvm::ArrayRef<TranslationUnit> Units);

/// Returns the tree of the TUs \p Group. Each has a scan in \p Scans, which is
/// by TU. No TU is below a header that it does not include. With
/// \p OnlySystem, the user's own headers are left out.
PrefixTree growTree(llvm::ArrayRef<size_t> Group,
                    llvm::ArrayRef<std::optional<PrefixScan>> Scans,
                    bool OnlySystem);

/// Calls \p Visit for each TU of \p Tree.
void forEachUnit(const PrefixTree &Tree,
                 llvm::function_ref<void(size_t)> Visit);

} // namespace memtidy

#endif // MEMTIDY_RUN_PREFIXTREE_H
