//===- Issue.h - A finding that has outlived its TU -----------------------===//
//
// Plain data. The only thing that renderers, the fixer and the editor see.
// Paths are absolute real paths; renderers shorten them. Offsets are bytes
// from the start of the file, lines and columns start at 1, columns are bytes.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_REPORT_ISSUE_H
#define MEMTIDY_REPORT_ISSUE_H

#include "checks/model/Cost.h"
#include "checks/model/Level.h"
#include "checks/model/Trust.h"
#include "llvm/Support/JSON.h"
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

struct FilePosition {
  unsigned Line = 0;
  unsigned Col = 0;
  uint64_t Offset = 0;
};

/// End is exclusive.
struct FileRange {
  FilePosition Start;
  FilePosition End;
};

struct IssueStep {
  std::string Path;
  unsigned Line = 0;
  unsigned Col = 0;
  std::string Message;
};

struct IssueEdit {
  std::string Path;
  uint64_t Offset = 0;
  uint64_t Length = 0;
  std::string Text;
};

struct IssueFix {
  std::string Title;
  Trust Safety = Trust::Safe;
  std::string Reason;
  /// Sorted by path and offset; they do not overlap.
  std::vector<IssueEdit> Edits;
};

/// What comparing with a baseline said of an issue.
enum class BaselineState {
  None, ///< There was no baseline.
  New,
  /// In the baseline as it is.
  Unchanged,
  /// In the baseline, but the code around it was changed or moved since.
  Updated,
};

/// Why an issue is not to be shown.
struct IssueSuppression {
  /// Who said so: "config".
  std::string Kind;
  std::string Reason;
};

struct Issue {
  /// Survives moved lines and reformatting; see report/Fingerprint.h.
  std::string Fingerprint;
  std::string Check;
  Level Sureness = Level::Likely;
  std::string Message;
  std::string Path;
  FileRange Range;
  std::vector<IssueStep> Steps;
  std::vector<IssueStep> Related;
  Cost Waste;
  std::vector<IssueFix> Fixes;
  /// USR and name of the declaration that the issue is about; may be empty.
  std::string EntityUsr;
  std::string EntityName;
  std::string Discriminator;
  /// Hash of the check and the code from the flagged place on, without the
  /// entity: finds the issue again when its entity got another name. May be
  /// empty.
  std::string Anchor;
  BaselineState Baseline = BaselineState::None;
  std::optional<IssueSuppression> Suppressed;
};

/// Returns whether people are to see \p Found: neither known from a baseline
/// nor suppressed.
bool isOpen(const Issue &Found);

/// Returns the lower-case name that reports use; empty for None.
llvm::StringLiteral toString(BaselineState Value);

llvm::json::Value toJSON(const FileRange &Value);
bool fromJSON(const llvm::json::Value &Json, FileRange &Value,
              llvm::json::Path Path);
llvm::json::Value toJSON(const IssueEdit &Value);
bool fromJSON(const llvm::json::Value &Json, IssueEdit &Value,
              llvm::json::Path Path);

/// JSON in the shape of docs/memtidy.report.schema.json.
llvm::json::Value toJSON(const Issue &Value);
bool fromJSON(const llvm::json::Value &Json, Issue &Value,
              llvm::json::Path Path);

} // namespace memtidy

#endif // MEMTIDY_REPORT_ISSUE_H
