//===- UnchangedUnits.h - TUs whose results are those of then -------------===//

#ifndef MEMTIDY_CLI_UNCHANGEDUNITS_H
#define MEMTIDY_CLI_UNCHANGEDUNITS_H

#include "driver/project/BaseTree.h"
#include "driver/run/ResultCache.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace memtidy {

/// Results of today for TUs that read nothing that has changed since a commit:
/// they are what analysing its files would yield. One thread.
class UnchangedUnits {
public:
  /// \p Changed are the files that differ, those that only one side has
  /// included. Keeps references to the others.
  UnchangedUnits(ResultCache &Cache, const BaseTree &Base,
                 llvm::ArrayRef<std::string> Changed);

  /// Returns the result of \p Unit with the commit's own files in its paths.
  /// Nullopt if it may differ, or is not known.
  std::optional<TuResult> resultOf(const TranslationUnit &Unit);

private:
  bool hasChanged(const Dependency &Read);
  bool lookUp(const Dependency &Read) const;

  ResultCache &Cache;
  const BaseTree &Base;
  llvm::StringSet<> Files;
  /// In which, or below which, a file has changed.
  llvm::StringSet<> Folders;
  /// Answers that were given.
  llvm::DenseMap<const Dependency *, bool> Known;
  llvm::StringMap<std::string> Renamed;
};

} // namespace memtidy

#endif // MEMTIDY_CLI_UNCHANGEDUNITS_H
