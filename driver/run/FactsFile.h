//===- FactsFile.h - What some TUs yielded, to be judged later ------------===//
//
// The first line, JSON, says what made the file; behind it are bytes that only
// the same program reads. Paths are absolute, so files are read where the
// sources lie at the same place as where they were made.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_RUN_FACTSFILE_H
#define MEMTIDY_RUN_FACTSFILE_H

#include "driver/config/Config.h"
#include "driver/project/TranslationUnit.h"
#include "driver/run/TuResult.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <vector>

namespace memtidy {

/// One part of many: Index counts from 1 to Count.
struct Shard {
  unsigned Index = 1;
  unsigned Count = 1;
};

/// Reads "INDEX/COUNT". The error says what is wanted.
llvm::Expected<Shard> parseShard(llvm::StringRef Text);

/// Leaves in \p Units those of \p Part: every Count-th, so that neighbours,
/// which tend to cost the same, end in different shards.
void keepShard(std::vector<TranslationUnit> &Units, const Shard &Part);

struct FactsFile {
  Shard Part;
  /// The compile database has TUs beside these and those of other shards.
  bool OnlyPart = false;
  std::vector<TranslationUnit> Units;
  /// One per unit.
  std::vector<TuResult> Results;
};

/// Writes \p Facts, found under \p Settings. What a TU cost and what it rests
/// on is left out, so the same input gives the same bytes.
void writeFacts(const FactsFile &Facts, const Config &Settings,
                llvm::raw_ostream &OS);

/// Returns whether \p File begins like a facts file.
bool isFactsFile(llvm::StringRef File);

/// Reads \p File. The error names the file and says that it is damaged, or was
/// made by another memtidy or under other settings than \p Settings.
llvm::Expected<FactsFile> readFacts(llvm::StringRef File,
                                    const Config &Settings);

/// Returns the files as one, sorted like a compile database, each TU once.
/// Fails when a shard is missing.
llvm::Expected<FactsFile> mergeFacts(std::vector<FactsFile> Files);

} // namespace memtidy

#endif // MEMTIDY_RUN_FACTSFILE_H
