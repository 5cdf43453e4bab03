//===- ResultCache.h - Results of earlier runs ----------------------------===//
//
// Any number of processes may use a cache folder at the same time. One that is
// killed at any moment leaves a cache that works: packs are replaced as a
// whole, under a lock that dies with its owner.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_RUN_RESULTCACHE_H
#define MEMTIDY_RUN_RESULTCACHE_H

#include "driver/config/Config.h"
#include "driver/project/TranslationUnit.h"
#include "driver/run/CachePack.h"
#include "driver/run/ProgramResult.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>
#include <optional>
#include <set>

namespace memtidy {

/// Results of earlier runs in one folder, for one run: what a file holds is
/// looked up once. One thread.
class ResultCache {
public:
  using ChangeText = llvm::function_ref<void(std::string &)>;

  /// Results for \p Settings in \p Folder, which need not exist. Borrows the
  /// settings.
  ResultCache(llvm::StringRef Folder, const Config &Settings);

  /// Returns what analysing \p Unit would yield now, if that is known. Its
  /// Dependencies stay empty. \p Change may rewrite the texts in it.
  std::optional<TuResult> find(const TranslationUnit &Unit,
                               ChangeText Change = nullptr);

  /// Returns what all \p Units show together now, if that is known: then no
  /// file is opened that did not change. \p OnlyPart as for combine().
  std::optional<ProgramResult>
  findProgram(llvm::ArrayRef<TranslationUnit> Units, bool OnlyPart);

  /// The same for files that did change, when all \p Units yield what they
  /// yielded: an edited comment. Asked after what is new was kept.
  std::optional<ProgramResult>
  findSameProgram(llvm::ArrayRef<TranslationUnit> Units, bool OnlyPart);

  /// Remembers that \p Units show \p Result, when their own results are known.
  void keepProgram(llvm::ArrayRef<TranslationUnit> Units, bool OnlyPart,
                   ProgramResult Result);

  /// Returns whether find() has a result for \p Unit, without reading it.
  bool isKnown(const TranslationUnit &Unit) { return freshOf(Unit) != nullptr; }

  /// Returns those of \p Units that read one of the files \p Paths when they
  /// were analysed, and those of which nobody knows.
  std::vector<TranslationUnit> readersOf(llvm::ArrayRef<TranslationUnit> Units,
                                         llvm::ArrayRef<std::string> Paths);

  /// Returns what the result of \p Unit rests on, and nothing if there is none.
  /// Valid until keep().
  std::vector<const Dependency *> dependenciesOf(const TranslationUnit &Unit);

  /// Remembers \p Result. Crashes and exceeded limits are not remembered.
  void keep(const TranslationUnit &Unit, const TuResult &Result);

  /// Writes what is new, when that was last done \p Interval ago.
  void saveAfter(std::chrono::seconds Interval);

  /// Writes what is new.
  void save() { saveAfter(std::chrono::seconds(0)); }

  /// Why files were not used or not written; for the user.
  llvm::ArrayRef<std::string> complaints() const { return Complaints; }

private:
  struct OpenPack {
    std::string Name;
    CachePack Pack;
    enum class Answer : char { Unknown, Same, Refreshed, Changed };
    /// Of each path of the pack, once it was looked at.
    std::vector<Answer> Answers;
    /// What this run has added or refreshed.
    std::set<CacheKey> Touched;
  };

  OpenPack &open(llvm::StringRef What);
  OpenPack &packOf(const TranslationUnit &Unit) { return open(Unit.Directory); }
  CacheKey keyOf(const TranslationUnit &Unit) const;
  CacheKey keyOf(llvm::ArrayRef<TranslationUnit> Units, bool OnlyPart) const;
  bool isFresh(OpenPack &From, const CacheKey &Key, PackedResult &Result);
  /// Returns the result of \p Key in \p From if it is as good as new, else
  /// null.
  const PackedResult *fresh(OpenPack &From, const CacheKey &Key);
  const PackedResult *freshOf(const TranslationUnit &Unit) {
    return fresh(packOf(Unit), keyOf(Unit));
  }
  uint64_t originOf(llvm::ArrayRef<TranslationUnit> Units,
                    const ProgramResult &Result);
  template <typename T>
  std::optional<T> read(const PackedResult &Known, ChangeText Change = nullptr);

  const Config &Settings;
  const std::string Folder;
  /// Everything that results depend on beside the TU.
  const std::string Context;
  /// By what is in them: a folder of commands, or a whole program.
  std::map<std::string, OpenPack, std::less<>> Packs;
  std::chrono::steady_clock::time_point LastSaved =
      std::chrono::steady_clock::now();
  std::vector<std::string> Complaints;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_RESULTCACHE_H
