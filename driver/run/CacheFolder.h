//===- CacheFolder.h - The files of a cache -------------------------------===//

#ifndef MEMTIDY_RUN_CACHEFOLDER_H
#define MEMTIDY_RUN_CACHEFOLDER_H

#include "driver/run/CachePack.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Chrono.h"
#include <optional>

namespace memtidy {

/// Returns the folder for the caches of this user, empty if there is none.
std::string defaultCacheFolder();

/// Returns the file of the pack \p Name of \p Folder.
std::string packFile(llvm::StringRef Folder, llvm::StringRef Name);

/// Reads a pack. Nullopt: there is none. The error says what is wrong with it.
llvm::Expected<std::optional<CachePack>> readPack(llvm::StringRef File);

/// Calls \p Change with the pack \p Name of \p Folder, as it is on disk now,
/// and writes it back. Nobody else writes a pack of the folder meanwhile.
llvm::Error changePack(llvm::StringRef Folder, llvm::StringRef Name,
                       llvm::function_ref<void(CachePack &)> Change);

/// One of a cache's own files.
struct CacheFile {
  std::string Path;
  uint64_t Size = 0;
  llvm::sys::TimePoint<> Modified;
  /// Left behind by a process that was killed while it wrote, or soon a pack.
  bool IsTemporary = false;
};

/// Returns the files of the cache \p Folder, the oldest first; other files in
/// it are none of ours.
std::vector<CacheFile> cacheFiles(llvm::StringRef Folder);

/// Removes packs that nobody wrote for two weeks, the oldest of those that
/// exceed a gigabyte together, and what killed processes left.
void pruneCache(llvm::StringRef Folder);

/// Removes all files of the cache; returns how many.
llvm::Expected<size_t> cleanCache(llvm::StringRef Folder);

} // namespace memtidy

#endif // MEMTIDY_RUN_CACHEFOLDER_H
