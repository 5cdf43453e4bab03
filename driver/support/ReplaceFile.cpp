//===- ReplaceFile.cpp - Replaces a file as a whole or not at all ---------===//

#include "driver/support/ReplaceFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include <utility>

using namespace memtidy;
namespace fs = llvm::sys::fs;

static llvm::Error fileError(llvm::StringRef Path, std::error_code Code) {
  return llvm::createFileError(Path, Code);
}

// Replacing needs no right to write the file, but without one its owner does
// not want it written. root has all rights, so look at the bits.
static std::error_code checkWritable(llvm::StringRef Path,
                                     const fs::file_status &Status) {
  if (!(Status.permissions() & fs::all_write))
    return std::make_error_code(std::errc::permission_denied);
  return fs::access(Path, fs::AccessMode::Write);
}

static std::error_code fill(int FD, llvm::StringRef Content,
                            const fs::file_status &Original) {
  // Somebody else's file in a folder of ours becomes ours; there is no way
  // around it.
  (void)fs::changeFileOwnership(FD, Original.getUser(), Original.getGroup());
  if (std::error_code Code = fs::setPermissions(FD, Original.permissions()))
    return Code;
  llvm::raw_fd_ostream OS(FD, /*shouldClose=*/false);
  OS << Content;
  OS.flush();
  std::error_code Code = OS.error();
  OS.clear_error();
  return Code;
}

llvm::Expected<Replacement> Replacement::prepare(llvm::StringRef Path,
                                                 llvm::StringRef Content) {
  fs::file_status Status;
  if (std::error_code Code = fs::status(Path, Status))
    return fileError(Path, Code);
  if (std::error_code Code = checkWritable(Path, Status))
    return fileError(Path, Code);

  llvm::Expected<fs::TempFile> Temporary = fs::TempFile::create(
      Path + ".memtidy-%%%%%%%%", fs::owner_read | fs::owner_write);
  if (!Temporary)
    return llvm::createFileError(Path, Temporary.takeError());
  if (std::error_code Code = fill(Temporary->FD, Content, Status)) {
    llvm::consumeError(Temporary->discard()); // The first error is the cause.
    return fileError(Path, Code);
  }
  std::string Name = Temporary->TmpName;
  if (llvm::Error Failed = Temporary->keep())
    return llvm::createFileError(Path, std::move(Failed));
  llvm::sys::RemoveFileOnSignal(Name);
  return Replacement(Path.str(), std::move(Name));
}

Replacement::Replacement(Replacement &&Other)
    : Path(std::move(Other.Path)),
      Temporary(std::exchange(Other.Temporary, std::string())) {}

Replacement::~Replacement() {
  if (Temporary.empty())
    return;
  fs::remove(Temporary);
  llvm::sys::DontRemoveFileOnSignal(Temporary);
}

llvm::Error Replacement::commit() {
  if (std::error_code Code = fs::rename(Temporary, Path))
    return fileError(Path, Code);
  llvm::sys::DontRemoveFileOnSignal(Temporary);
  Temporary.clear();
  return llvm::Error::success();
}
