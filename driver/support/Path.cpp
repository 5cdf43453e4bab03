//===- Path.cpp - Paths as people want to see them ------------------------===//

#include "driver/support/Path.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace memtidy;

std::string memtidy::shortPath(llvm::StringRef Path, llvm::StringRef BaseDir) {
  llvm::StringRef Rest = Path;
  if (BaseDir.empty() || !Rest.consume_front(BaseDir.rtrim('/')) ||
      !Rest.consume_front("/") || Rest.empty())
    return Path.str();
  return Rest.str();
}

std::string memtidy::fullPath(llvm::StringRef Path, llvm::StringRef BaseDir) {
  if (Path.empty() || BaseDir.empty() || llvm::sys::path::is_absolute(Path))
    return Path.str();
  llvm::SmallString<256> Result(BaseDir);
  llvm::sys::path::append(Result, Path);
  return std::string(Result);
}
