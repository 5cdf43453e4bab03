//===- Report.h - What one run found --------------------------------------===//

#ifndef MEMTIDY_REPORT_REPORT_H
#define MEMTIDY_REPORT_REPORT_H

#include "driver/report/Issue.h"
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

/// Why a TU has no, or only part of, its result.
enum class TuFailure {
  /// The compiler front end reported errors.
  Parse,
  /// The worker process died.
  Crash,
  /// The worker exceeded --timeout-per-tu.
  Timeout,
  /// The worker exceeded --memory-limit.
  Memory,
  /// The command could not be understood or the file not be read.
  Command,
};

/// Returns the lower-case name that reports use.
llvm::StringLiteral toString(TuFailure Value);

/// Returns the failure named \p Name, or nullopt if there is none.
std::optional<TuFailure> parseTuFailure(llvm::StringRef Name);

/// One TU that could not be analysed.
struct TuError {
  std::string Path;
  TuFailure Kind = TuFailure::Parse;
  /// The first error of the compiler, "FILE:LINE:COL: message", or how the
  /// worker ended.
  std::string Reason;
};

/// JSON in the shape that reports use for "errors".
llvm::json::Value toJSON(const TuError &Value);
bool fromJSON(const llvm::json::Value &Json, TuError &Value,
              llvm::json::Path Path);

struct TuCounts {
  unsigned Total = 0;
  unsigned Analysed = 0;
  unsigned Failed = 0;
};

/// Issues that a report for people leaves out.
struct HiddenCounts {
  unsigned Baselined = 0;
  unsigned Suppressed = 0;
};

/// What one run found. Deterministic for the same input, whatever -j was.
struct Report {
  /// Sorted by path, offset, check, message.
  std::vector<Issue> Issues;
  TuCounts Units;
  /// Sorted by path.
  std::vector<TuError> Errors;
  /// False when interrupted, or any TU failed.
  bool Complete = true;
  /// What openOnly() left out.
  HiddenCounts Hidden;
};

/// Returns \p All without the issues that are not open, and counts those.
Report openOnly(Report All);

} // namespace memtidy

#endif // MEMTIDY_REPORT_REPORT_H
