//===- ProgramResult.h - What all TUs of a run show together ----*- C++ -*-===//

#ifndef MEMTIDY_RUN_PROGRAMRESULT_H
#define MEMTIDY_RUN_PROGRAMRESULT_H

#include "driver/run/Scheduler.h"

namespace memtidy {

/// What all TUs of a run show together, before the project's rules leave
/// anything out.
struct ProgramResult {
  Report Results;                      ///< Merged.
  std::vector<NolintComment> Comments; ///< Merged.
  /// Hash of all that it follows from: the results of the TUs, and the files
  /// that the issues are in. Set by the cache.
  uint64_t Origin = 0;
};

/// Returns what \p Scheduled show together, the conclusions of whole-program
/// checks included. \p OnlyPart: the program has TUs that the run does not
/// have. Reads the files that the conclusions are about.
ProgramResult combine(ScheduleResult Scheduled, const Config &Settings,
                      bool OnlyPart);

} // namespace memtidy

#endif // MEMTIDY_RUN_PROGRAMRESULT_H
