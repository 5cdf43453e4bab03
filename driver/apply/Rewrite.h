//===- Rewrite.h - The one writer of all TUs ------------------------------===//

#ifndef MEMTIDY_APPLY_REWRITE_H
#define MEMTIDY_APPLY_REWRITE_H

#include "driver/apply/FixPlan.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <vector>

namespace memtidy {

/// A file as it was analysed and as fixes make it.
struct FileChange {
  std::string Path;
  std::string Before;
  std::string After;
};

/// Edits the files of a plan. Remembers what they were, so that any part of
/// the plan can be taken back, byte for byte. One thread.
class Rewriter {
public:
  /// Reads the files that \p Planned touches and writes nothing. Fails, naming
  /// the file, when one cannot be read, or is not what was analysed: written
  /// since \p AnalysedAt, the moment before the analysis began, or other text
  /// where an issue is.
  static llvm::Expected<Rewriter> open(std::vector<Issue> Issues,
                                       llvm::ArrayRef<PlannedFix> Planned,
                                       llvm::sys::TimePoint<> AnalysedAt);

  /// Returns the files that differ with exactly \p Fixes, sorted by path.
  /// Fixes must be among the planned ones.
  std::vector<FileChange> changes(llvm::ArrayRef<PlannedFix> Fixes) const;

  /// Makes the files what they are with exactly \p Fixes: with none, what they
  /// were. All new contents are written beside the files first, then each file
  /// is replaced as a whole. On failure the error names the file, and the files
  /// are as before the call. Fails when a file is not what this left there.
  llvm::Error write(llvm::ArrayRef<PlannedFix> Fixes);

  llvm::ArrayRef<Issue> issues() const { return Issues; }

private:
  struct File {
    std::string Original;
    std::string OnDisk; ///< What we last wrote or read.
  };

  explicit Rewriter(std::vector<Issue> Issues) : Issues(std::move(Issues)) {}
  llvm::Error load(llvm::StringRef Path, llvm::sys::TimePoint<> AnalysedAt);
  llvm::Error checkPlace(const Issue &Found) const;
  llvm::Error checkEdit(const IssueEdit &Edit) const;
  std::map<std::string, std::string>
  contentsWith(llvm::ArrayRef<PlannedFix> Fixes) const;

  std::vector<Issue> Issues;
  std::map<std::string, File> Files;
};

} // namespace memtidy

#endif // MEMTIDY_APPLY_REWRITE_H
