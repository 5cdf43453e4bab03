//===- RecordingFiles.h - Remembers what the front end asked for ----------===//

#ifndef MEMTIDY_RUN_RECORDINGFILES_H
#define MEMTIDY_RUN_RECORDINGFILES_H

#include "driver/run/Dependency.h"
#include "clang/DependencyScanning/DependencyScanningFilesystem.h"
#include "llvm/ADT/StringMap.h"
#include <vector>

namespace memtidy {

/// The files that all TUs of a run share: read once, hashed once. Changes to
/// them are not seen.
struct SharedFiles {
  clang::dependencies::DependencyScanningFilesystemSharedCache Contents;
  /// By path.
  llvm::StringMap<Dependency> Known;
  /// Nothing was read before.
  const llvm::sys::TimePoint<> Start = std::chrono::system_clock::now();
};

/// The file system of one TU: that of SharedFiles, and a record of each path
/// that was asked about.
class RecordingFiles final : public llvm::vfs::ProxyFileSystem {
public:
  explicit RecordingFiles(SharedFiles &Shared);

  /// Returns the answers so far, sorted by path.
  std::vector<Dependency> take() const;

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Path,
                                          std::error_code &Failed) override;

private:
  using Worker = clang::dependencies::DependencyScanningWorkerFilesystem;

  RecordingFiles(SharedFiles &Shared, llvm::IntrusiveRefCntPtr<Worker> Below);
  void record(const llvm::Twine &Path);

  SharedFiles &Shared;
  Worker &Below;
  llvm::StringMap<Dependency> Asked;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_RECORDINGFILES_H
