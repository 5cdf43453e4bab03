//===- CacheFolder.cpp - The files of a cache -----------------------------===//

#include "driver/run/CacheFolder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace memtidy;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static constexpr llvm::StringLiteral PackEnding = ".memtidy-pack";
static constexpr llvm::StringLiteral TemporaryEnding = ".memtidy-tmp";
static constexpr std::chrono::hours LongestUnused(14 * 24);
static constexpr std::chrono::hours LongestWrite(1);
static constexpr uint64_t LargestSize = 1 << 30;

std::string memtidy::defaultCacheFolder() {
  llvm::SmallString<128> Folder;
  if (!path::cache_directory(Folder))
    return "";
  path::append(Folder, "memtidy");
  return Folder.str().str();
}

std::string memtidy::packFile(StringRef Folder, StringRef Name) {
  llvm::SmallString<128> File(Folder);
  path::append(File, Name + PackEnding);
  return File.str().str();
}

llvm::Expected<std::optional<CachePack>> memtidy::readPack(StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (Buffer.getError() == std::errc::no_such_file_or_directory)
    return std::nullopt;
  if (!Buffer)
    return llvm::createFileError(File, Buffer.getError());
  llvm::Expected<CachePack> Pack = CachePack::decode((*Buffer)->getBuffer());
  if (!Pack)
    return llvm::createFileError(File, Pack.takeError());
  return std::move(*Pack);
}

// Readers see the old file or the new one, whole.
static llvm::Error replace(StringRef File, StringRef Bytes) {
  llvm::SmallString<128> Temporary;
  int FD = -1;
  if (std::error_code Failed = fs::createUniqueFile(
          File + "-%%%%%%%%" + TemporaryEnding, FD, Temporary))
    return llvm::createFileError(File, Failed);
  llvm::raw_fd_ostream Out(FD, /*shouldClose=*/true);
  Out << Bytes;
  Out.close();
  std::error_code Failed = Out.error();
  Out.clear_error();
  if (!Failed)
    Failed = fs::rename(Temporary, File);
  if (!Failed)
    return llvm::Error::success();
  fs::remove(Temporary);
  return llvm::createFileError(File, Failed);
}

llvm::Error memtidy::changePack(StringRef Folder, StringRef Name,
                                llvm::function_ref<void(CachePack &)> Change) {
  if (std::error_code Failed = fs::create_directories(
          Folder, /*IgnoreExisting=*/true, fs::owner_all))
    return llvm::createFileError(Folder, Failed);
  llvm::SmallString<128> LockPath(Folder);
  path::append(LockPath, "lock");
  int Lock = -1;
  if (std::error_code Failed = fs::openFileForReadWrite(
          LockPath, Lock, fs::CD_OpenAlways, fs::OF_None))
    return llvm::createFileError(LockPath, Failed);
  fs::file_t Handle = fs::convertFDToNativeFile(Lock);
  std::error_code Failed = fs::lockFile(Lock);
  llvm::Error Result =
      Failed ? llvm::createFileError(LockPath, Failed) : llvm::Error::success();
  if (!Failed) {
    const std::string File = packFile(Folder, Name);
    CachePack Pack;
    if (llvm::Expected<std::optional<CachePack>> Old = readPack(File))
      Pack = std::move(*Old).value_or(CachePack());
    else
      // Reported when it was to be used; it is about to be replaced.
      llvm::consumeError(Old.takeError());
    Change(Pack);
    Result = replace(File, Pack.encode());
  }
  // Closing unlocks.
  fs::closeFile(Handle);
  return Result;
}

std::vector<CacheFile> memtidy::cacheFiles(StringRef Folder) {
  std::vector<CacheFile> Files;
  std::error_code Failed;
  for (fs::directory_iterator It(Folder, Failed), End; !Failed && It != End;
       It.increment(Failed)) {
    StringRef Path = It->path();
    const bool IsTemporary = Path.ends_with(TemporaryEnding);
    fs::file_status Status;
    if ((!IsTemporary && !Path.ends_with(PackEnding)) ||
        fs::status(Path, Status) || !fs::is_regular_file(Status))
      continue;
    Files.push_back({Path.str(), Status.getSize(),
                     Status.getLastModificationTime(), IsTemporary});
  }
  llvm::sort(Files, [](const CacheFile &A, const CacheFile &B) {
    return std::tie(A.Modified, A.Path) < std::tie(B.Modified, B.Path);
  });
  return Files;
}

void memtidy::pruneCache(StringRef Folder) {
  std::vector<CacheFile> Files = cacheFiles(Folder);
  uint64_t Size = 0;
  for (const CacheFile &File : Files)
    Size += File.Size;
  const llvm::sys::TimePoint<> Now = std::chrono::system_clock::now();
  for (const CacheFile &File : Files) {
    const auto Age = Now - File.Modified;
    const bool IsTooOld =
        Age > (File.IsTemporary ? LongestWrite : LongestUnused);
    if (!IsTooOld && Size <= LargestSize)
      continue;
    Size -= File.Size;
    // Another process may have been faster.
    (void)fs::remove(File.Path);
  }
}

llvm::Expected<size_t> memtidy::cleanCache(StringRef Folder) {
  std::vector<CacheFile> Files = cacheFiles(Folder);
  for (const CacheFile &File : Files)
    if (std::error_code Failed = fs::remove(File.Path))
      return llvm::createFileError(File.Path, Failed);
  return Files.size();
}
