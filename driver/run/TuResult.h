//===- TuResult.h - What one TU yielded -----------------------------------===//

#ifndef MEMTIDY_RUN_TURESULT_H
#define MEMTIDY_RUN_TURESULT_H

#include "checks/model/Program.h"
#include "driver/report/Report.h"
#include "driver/run/Dependency.h"
#include <optional>

namespace memtidy {

/// What one TU yielded. Travels from worker to parent as JSON.
struct TuResult {
  std::vector<Issue> Issues;
  /// Set when the TU could not be analysed, or only in part.
  std::optional<TuError> Error;
  /// User and system CPU time spent on the TU.
  double CpuSeconds = 0;
  /// What the TU adds to what whole-program checks know; empty when none runs.
  Program Facts = {};
  /// What the result rests on, errors of the compiler included. Empty when
  /// that is not known: after a crash.
  std::vector<Dependency> Dependencies = {};
};

llvm::json::Value toJSON(const TuResult &Value);
bool fromJSON(const llvm::json::Value &Json, TuResult &Value,
              llvm::json::Path Path);

} // namespace memtidy

#endif // MEMTIDY_RUN_TURESULT_H
