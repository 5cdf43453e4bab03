//===- ChangedLines.h - The lines that a change touches -------------------===//

#ifndef MEMTIDY_REPORT_CHANGEDLINES_H
#define MEMTIDY_REPORT_CHANGEDLINES_H

#include "driver/report/Issue.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace memtidy {

/// The lines that a change added or rewrote.
class ChangedLines {
public:
  /// Adds what the unified diff \p Text, without context lines, adds. Its paths
  /// are relative to \p Root, an absolute path. Fails on what is no such diff.
  llvm::Error addDiff(llvm::StringRef Text, llvm::StringRef Root);

  /// Adds all lines of the file \p Path.
  void addFile(llvm::StringRef Path);

  /// Returns whether \p Found, or a step of its proof, is on such a line.
  bool touch(const Issue &Found) const;

private:
  bool touch(llvm::StringRef Path, unsigned First, unsigned Last) const;

  /// Absolute path -> ranges, both ends inclusive.
  std::map<std::string, std::vector<std::pair<unsigned, unsigned>>> Lines;
};

} // namespace memtidy

#endif // MEMTIDY_REPORT_CHANGEDLINES_H
