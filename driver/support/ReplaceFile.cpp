//===- ReplaceFile.cpp - Replaces a file as a whole or not at all ---------===//

#include "driver/support/ReplaceFile.h"
#include "llvm/ADT/SmallString.h"
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

// Creates a file beside \p Path, readable by us only, and returns its name.
static std::error_code createBeside(llvm::StringRef Path, std::string &Name,
                                    int &FD) {
  std::error_code Code;
  for (unsigned Try = 0; Try < 16; ++Try) {
    llvm::SmallString<256> Candidate;
    Code =
        fs::getPotentiallyUniqueFileName(Path + ".memtidy-%%%%%%%%", Candidate);
    if (Code)
      return Code;
    // Before it exists: a signal may arrive as soon as it does.
    llvm::sys::RemoveFileOnSignal(Candidate);
    Code = fs::openFile(Candidate, FD, fs::CD_CreateNew, fs::FA_Write,
                        fs::OF_None, fs::owner_read | fs::owner_write);
    if (!Code) {
      Name = std::string(Candidate);
      return Code;
    }
    llvm::sys::DontRemoveFileOnSignal(Candidate);
    if (Code != std::errc::file_exists)
      return Code;
  }
  return Code;
}

static std::error_code fill(int FD, llvm::StringRef Content,
                            const fs::file_status &Original) {
  // Somebody else's file in a folder of ours becomes ours; there is no way
  // around it.
  (void)fs::changeFileOwnership(FD, Original.getUser(), Original.getGroup());
  std::error_code Code = fs::setPermissions(FD, Original.permissions());
  llvm::raw_fd_ostream OS(FD, /*shouldClose=*/true);
  OS << Content;
  OS.close();
  if (!Code)
    Code = OS.error();
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

  std::string Name;
  int FD = -1;
  if (std::error_code Code = createBeside(Path, Name, FD))
    return fileError(Path, Code);
  Replacement Result(Path.str(), std::move(Name));
  if (std::error_code Code = fill(FD, Content, Status))
    return fileError(Path, Code);
  return Result;
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
