//===- FilePaths.cpp - What the files of a TU are called ------------------===//

#include "checks/analysis/FilePaths.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace memtidy;

const std::string &FilePaths::of(FileID File) {
  auto [Found, IsNew] = Known.try_emplace(File);
  OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
  if (!IsNew || !Entry)
    return Found->second;
  FileManager &Files = Sources.getFileManager();
  llvm::SmallString<128> Path(Entry->getName());
  Files.makeAbsolutePath(Path);
  llvm::SmallString<128> Real;
  if (Files.getVirtualFileSystem().getRealPath(Path, Real))
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  else
    Path = Real;
  Found->second = Path.str().str();
  return Found->second;
}
