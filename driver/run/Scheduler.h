//===- Scheduler.h - Spreads TUs over worker processes --------------------===//

#ifndef MEMTIDY_RUN_SCHEDULER_H
#define MEMTIDY_RUN_SCHEDULER_H

#include "driver/config/Config.h"
#include "driver/project/TranslationUnit.h"
#include "driver/run/TuResult.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>

namespace memtidy {

/// How TUs get at headers that others have parsed.
enum class HeaderSharing {
  Off,
  /// System headers, from precompiled headers in memory.
  Precompiled,
  /// Guarded headers of the user, too: processes fork where headers end.
  Forked,
};

struct ScheduleOptions {
  /// Worker processes; at least 1.
  unsigned Jobs = 1;
  /// Wall time after which a TU is given up. Zero: never.
  std::chrono::seconds Timeout{0};
  /// Memory in MiB with which a TU is given up, where the system says how much
  /// a process holds. Zero: never.
  unsigned MemoryLimit = 0;
  HeaderSharing Sharing = HeaderSharing::Precompiled;
};

/// Told about each TU as it ends, in any order, on the calling thread.
struct UnitDone {
  size_t Index; ///< Into the units given to runUnits().
  const TuResult &Result;
  bool FromCache = false;
};

struct ScheduleResult {
  /// One per unit, in the order of the units. Units that were never reached
  /// because of an interrupt have no value.
  std::vector<std::optional<TuResult>> Results;
  /// SIGINT or SIGTERM arrived.
  bool Interrupted = false;
};

/// Analyses \p Units in worker processes. A worker that crashes or exceeds
/// a limit costs its TU and no other. \p Done is called for each TU;
/// \p Tick about ten times a second, for progress lines.
ScheduleResult runUnits(llvm::ArrayRef<TranslationUnit> Units,
                        const Config &Settings, const ScheduleOptions &Options,
                        llvm::function_ref<void(UnitDone)> Done,
                        llvm::function_ref<void()> Tick);

} // namespace memtidy

#endif // MEMTIDY_RUN_SCHEDULER_H
