//===- Baseline.h - Findings that are known already -----------------------===//
//
// A file of one JSON object per line, sorted, without lines of code, counts or
// times: making it again without a change gives the same bytes, and a merge of
// two branches is the union of their lines.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_REPORT_BASELINE_H
#define MEMTIDY_REPORT_BASELINE_H

#include "driver/report/Report.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace memtidy {

/// One known finding.
struct BaselineEntry {
  std::string Fingerprint;
  /// Hash of check, entity and discriminator: survives edits of the code.
  std::string Entity;
  /// Hash of check and code: survives a new name of the entity.
  std::string Anchor;
  std::string Check;
  std::string Name; ///< Of the entity, for readers.
  std::string Path; ///< Relative to the baseline's folder.
  std::string Why;  ///< Written by people, kept by memtidy.
};

/// Returns what a baseline remembers of \p Found; \p Folder is its own.
BaselineEntry entryOf(const Issue &Found, llvm::StringRef Folder);

/// Reads the baseline \p File. The error names file, line and reason.
llvm::Expected<std::vector<BaselineEntry>> readBaseline(llvm::StringRef File);

/// Writes the entries, sorted, each once.
void writeBaseline(std::vector<BaselineEntry> Entries, llvm::raw_ostream &OS);

/// How findings and baseline fit together. Indices into what was compared.
struct BaselineMatch {
  struct Pair {
    size_t Issue;
    size_t Entry;
    /// The fingerprint is the same; else the code changed or moved.
    bool Exact;
  };
  /// Sorted by issue.
  std::vector<Pair> Known;
  std::vector<size_t> New;   ///< Issues without an entry.
  std::vector<size_t> Stale; ///< Entries without an issue.
};

/// Matches in four passes, each entry with one issue at most: the same
/// fingerprint; the same entity with other code; the same code under another
/// name in the same file; the same code anywhere, where only one fits. Issues
/// that are suppressed take no part.
BaselineMatch matchBaseline(llvm::ArrayRef<Issue> Issues,
                            llvm::ArrayRef<BaselineEntry> Entries,
                            llvm::StringRef Folder);

/// Writes into each issue what \p Match says of it.
void markBaseline(std::vector<Issue> &Issues, const BaselineMatch &Match);

} // namespace memtidy

#endif // MEMTIDY_REPORT_BASELINE_H
