//===- CachePack.h - Results of many TUs in one file ----------------------===//
//
// A pack is read as a whole and replaced as a whole. Its first bytes say that
// it is one, and hold the hash of all others: what is cut off, damaged or
// somebody else's is not read. The paths that results rest on are in one
// table, so that each is looked at once in a run.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_RUN_CACHEPACK_H
#define MEMTIDY_RUN_CACHEPACK_H

#include "driver/run/Dependency.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <map>
#include <vector>

namespace memtidy {

/// Names a result: a hash of everything that is asked for.
struct CacheKey {
  uint64_t High = 0;
  uint64_t Low = 0;

  auto operator<=>(const CacheKey &) const = default;
};

struct PackedResult {
  /// Indexes into the table of paths.
  std::vector<uint32_t> Dependencies;
  std::string Bytes;
  /// Days since 1970.
  uint32_t LastUsed = 0;
};

class CachePack {
public:
  std::map<CacheKey, PackedResult> Results;

  /// Reads \p Bytes, which encode() made; an error says what is wrong.
  static llvm::Expected<CachePack> decode(llvm::StringRef Bytes);

  /// Returns the pack as bytes. Drops paths that no result rests on, which
  /// gives the others new indexes.
  std::string encode();

  /// Returns the index of \p Known, which is added if it is new.
  uint32_t indexOf(const Dependency &Known);

  size_t pathCount() const { return Paths.size(); }
  Dependency &path(uint32_t Index) { return Paths[Index]; }

  /// Adds the result of \p Key in \p From, or replaces it.
  void take(const CacheKey &Key, const PackedResult &Result,
            const CachePack &From);

private:
  void dropUnusedPaths();

  std::vector<Dependency> Paths;
  /// Built at the first question.
  llvm::StringMap<uint32_t> Indexes;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_CACHEPACK_H
