//===- CachedRun.h - Analyses what is not known yet -----------------------===//

#ifndef MEMTIDY_RUN_CACHEDRUN_H
#define MEMTIDY_RUN_CACHEDRUN_H

#include "driver/run/ResultCache.h"
#include "driver/run/Scheduler.h"

namespace memtidy {

/// Like runUnits(), but takes from \p Cache what it knows, and has it remember
/// the rest. Results from the cache took no time and are told first; they are
/// read last, and not at all when \p IsEnough says then that it needs none.
ScheduleResult runCached(llvm::ArrayRef<TranslationUnit> Units,
                         const Config &Settings, const ScheduleOptions &Options,
                         ResultCache &Cache,
                         llvm::function_ref<void(UnitDone)> Done,
                         llvm::function_ref<void()> Tick,
                         llvm::function_ref<bool()> IsEnough);

} // namespace memtidy

#endif // MEMTIDY_RUN_CACHEDRUN_H
