//===- ChangedLines.h - The lines that a change touches -------------------===//

#ifndef MEMTIDY_REPORT_CHANGEDLINES_H
#define MEMTIDY_REPORT_CHANGEDLINES_H

#include "driver/report/Issue.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace memtidy {

/// A place that a change touches.
struct ChangedHunk {
  std::string Path;
  /// In the file as it is now; where lines were only removed, the one in front.
  unsigned Line = 0;
  /// What git says the place is in: "struct Price {"; may be empty.
  std::string Around;
  /// The lines that were there and that are there now.
  std::string Text;
};

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

  /// Returns what addDiff() was given, in its order.
  llvm::ArrayRef<ChangedHunk> hunks() const { return Hunks; }

private:
  bool touch(llvm::StringRef Path, unsigned First, unsigned Last) const;

  /// Absolute path -> ranges, both ends inclusive.
  std::map<std::string, std::vector<std::pair<unsigned, unsigned>>> Lines;
  std::vector<ChangedHunk> Hunks;
};

} // namespace memtidy

#endif // MEMTIDY_REPORT_CHANGEDLINES_H
