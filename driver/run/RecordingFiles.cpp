//===- RecordingFiles.cpp - Remembers what the front end asked for --------===//

#include "driver/run/RecordingFiles.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;
namespace vfs = llvm::vfs;

RecordingFiles::RecordingFiles(SharedFiles &Shared)
    : RecordingFiles(Shared,
                     llvm::makeIntrusiveRefCnt<Worker>(
                         Shared.Contents, vfs::createPhysicalFileSystem())) {}

RecordingFiles::RecordingFiles(SharedFiles &Shared,
                               llvm::IntrusiveRefCntPtr<Worker> Below)
    : ProxyFileSystem(Below), Shared(Shared), Below(*Below) {}

std::vector<Dependency> RecordingFiles::take() const {
  std::vector<Dependency> Result;
  Result.reserve(Asked.size());
  for (const auto &Entry : Asked)
    Result.push_back(Entry.second);
  llvm::sort(Result);
  return Result;
}

static Dependency
answerOf(llvm::StringRef Path,
         clang::dependencies::DependencyScanningWorkerFilesystem &Files,
         llvm::sys::TimePoint<> Start) {
  Dependency Answer;
  Answer.Path = Path.str();
  auto Entry = Files.getOrCreateFileSystemEntry(Path);
  if (!Entry)
    return Answer;
  if (Entry->isDirectory()) {
    Answer.Is = Dependency::Kind::Folder;
    return Answer;
  }
  const vfs::Status Status = Entry->getStatus();
  Answer.Is = Dependency::Kind::File;
  Answer.Hash = contentHash(Entry->getContents());
  Answer.Stamp = trustedAt(
      {static_cast<uint64_t>(
           Status.getLastModificationTime().time_since_epoch().count()),
       Status.getSize(), Status.getUniqueID().getFile()},
      Start);
  return Answer;
}

void RecordingFiles::record(const llvm::Twine &Path) {
  llvm::SmallString<256> Full;
  Path.toVector(Full);
  if (Full.empty() || Below.makeAbsolute(Full))
    return;
  auto [Mine, IsNew] = Asked.try_emplace(Full);
  if (!IsNew)
    return;
  auto [Known, IsFirst] = Shared.Known.try_emplace(Full);
  if (IsFirst)
    Known->second = answerOf(Full, Below, Shared.Start);
  Mine->second = Known->second;
}

llvm::ErrorOr<vfs::Status> RecordingFiles::status(const llvm::Twine &Path) {
  record(Path);
  return Below.status(Path);
}

bool RecordingFiles::exists(const llvm::Twine &Path) {
  record(Path);
  return Below.exists(Path);
}

llvm::ErrorOr<std::unique_ptr<vfs::File>>
RecordingFiles::openFileForRead(const llvm::Twine &Path) {
  record(Path);
  return Below.openFileForRead(Path);
}

vfs::directory_iterator RecordingFiles::dir_begin(const llvm::Twine &Path,
                                                  std::error_code &Failed) {
  llvm::SmallString<256> Full;
  Path.toVector(Full);
  if (!Below.makeAbsolute(Full)) {
    // Before it is read, so that what appears later shows.
    const uint64_t Hash = listingHash(Full);
    Dependency &Answer = Asked[Full];
    Answer.Path = Full.str().str();
    Answer.Is = Hash ? Dependency::Kind::Listing : Dependency::Kind::Missing;
    Answer.Hash = Hash;
  }
  return Below.dir_begin(Path, Failed);
}
