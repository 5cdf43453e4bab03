//===- TuResult.h - What one TU yielded -----------------------------------===//

#ifndef MEMTIDY_RUN_TURESULT_H
#define MEMTIDY_RUN_TURESULT_H

#include "checks/model/Program.h"
#include "driver/report/FactBytes.h"
#include "driver/report/NolintComment.h"
#include "driver/report/Report.h"
#include "driver/run/Dependency.h"
#include <map>
#include <optional>

namespace memtidy {

/// What one TU took. No part of what a run reports: it is never twice the same.
struct TuCost {
  /// User and system CPU time, and the part of it after parsing.
  double CpuSeconds = 0;
  double CheckSeconds = 0;
  /// The most memory that the process has held so far.
  uint64_t PeakBytes = 0;
  /// Others have parsed some of its headers.
  bool Shares = false;
  /// By check; only when asked for.
  std::map<std::string, double> SecondsByCheck = {};
};

/// What one TU yielded.
struct TuResult {
  std::vector<Issue> Issues;
  /// Set when the TU could not be analysed, or only in part.
  std::optional<TuError> Error;
  TuCost Cost = {};
  /// What the TU adds to what whole-program checks know; empty when none runs.
  Program Facts = {};
  /// What the result rests on, errors of the compiler included. Empty when
  /// that is not known: after a crash.
  std::vector<Dependency> Dependencies = {};
  /// What whole-program checks say about the TU alone. They are judged by the
  /// facts of all TUs; but only here the code is seen that fixes change.
  std::vector<Issue> Drafts = {};
  /// NOLINT comments that name checks of memtidy, or that silenced some.
  std::vector<NolintComment> Comments = {};
};

/// Returns \p Result without what it cost and what it rests on: the same input
/// yields the same.
TuResult contentOf(TuResult Result);

} // namespace memtidy

#endif // MEMTIDY_RUN_TURESULT_H
