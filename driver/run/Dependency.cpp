//===- Dependency.cpp - What a TU's result rests on -----------------------===//

#include "driver/run/Dependency.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace memtidy;
namespace fs = llvm::sys::fs;

void memtidy::addTo(std::vector<Dependency> &Known,
                    llvm::ArrayRef<Dependency> More) {
  std::vector<Dependency> All;
  All.reserve(Known.size() + More.size());
  std::set_union(Known.begin(), Known.end(), More.begin(), More.end(),
                 std::back_inserter(All));
  Known = std::move(All);
}

FileStamp memtidy::stampOf(const fs::file_status &Status) {
  return {static_cast<uint64_t>(
              Status.getLastModificationTime().time_since_epoch().count()),
          Status.getSize(), Status.getUniqueID().getFile()};
}

FileStamp memtidy::trustedAt(const FileStamp &Stamp,
                             llvm::sys::TimePoint<> Now) {
  // Clocks of file systems are coarse, up to two seconds.
  constexpr uint64_t Coarse = 2'000'000'000;
  const uint64_t At = Now.time_since_epoch().count();
  return Stamp.Modified + Coarse < At ? Stamp : FileStamp();
}

uint64_t memtidy::contentHash(llvm::StringRef Text) {
  return llvm::xxh3_64bits(Text);
}

std::string memtidy::contentHashText(llvm::StringRef Text) {
  return llvm::utohexstr(contentHash(Text), /*LowerCase=*/true, 16);
}

uint64_t memtidy::listingHash(const llvm::Twine &Folder) {
  std::vector<std::string> Names;
  std::error_code Failed;
  for (fs::directory_iterator It(Folder, Failed), End; !Failed && It != End;
       It.increment(Failed))
    Names.push_back(llvm::sys::path::filename(It->path()).str() + '\0');
  if (Failed)
    return 0;
  llvm::sort(Names);
  std::string All;
  for (const std::string &Name : Names)
    All += Name;
  return contentHash(All);
}

static bool hasContents(const std::string &Path, uint64_t Hash) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  return Buffer && contentHash((*Buffer)->getBuffer()) == Hash;
}

static bool isUnchangedFile(Dependency &Known, const fs::file_status &Status) {
  if (!fs::is_regular_file(Status))
    return false;
  const FileStamp Now = stampOf(Status);
  if (Known.Stamp.isTrusted() && Now == Known.Stamp)
    return true;
  // Before the file is read: what changes it later shows.
  const FileStamp Trusted = trustedAt(Now, std::chrono::system_clock::now());
  if (!hasContents(Known.Path, Known.Hash))
    return false;
  Known.Stamp = Trusted;
  return true;
}

bool memtidy::isUnchanged(Dependency &Known) {
  fs::file_status Status;
  const bool Exists = !fs::status(Known.Path, Status);
  switch (Known.Is) {
  case Dependency::Kind::Missing:
    return !Exists;
  case Dependency::Kind::Folder:
    return Exists && fs::is_directory(Status);
  case Dependency::Kind::Listing:
    return Exists && listingHash(Known.Path) == Known.Hash;
  case Dependency::Kind::File:
    return Exists && isUnchangedFile(Known, Status);
  }
  llvm_unreachable("unknown kind of dependency");
}
