//===- FilePaths.h - What the files of a TU are called ----------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_FILEPATHS_H
#define MEMTIDY_ANALYSIS_FILEPATHS_H

#include "clang/Basic/SourceLocation.h"
#include <map>
#include <string>

namespace clang {
class SourceManager;
} // namespace clang

namespace memtidy {

/// Real paths, each asked for once: the same file has the same name in all
/// TUs. Lives as long as its TU.
class FilePaths {
public:
  explicit FilePaths(const clang::SourceManager &Sources) : Sources(Sources) {}

  /// Returns the absolute path, links resolved where they can be; empty for
  /// what is in no file: command line, built-ins, pasted tokens. The reference
  /// stays good.
  const std::string &of(clang::FileID File);

private:
  const clang::SourceManager &Sources;
  std::map<clang::FileID, std::string> Known;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_FILEPATHS_H
