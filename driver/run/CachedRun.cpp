//===- CachedRun.cpp - Analyses what is not known yet ---------------------===//

#include "driver/run/CachedRun.h"

using namespace memtidy;

// A run that is killed loses the work of that time.
static constexpr std::chrono::seconds SaveInterval(10);

ScheduleResult memtidy::runCached(llvm::ArrayRef<TranslationUnit> Units,
                                  const Config &Settings,
                                  const ScheduleOptions &Options,
                                  ResultCache &Cache,
                                  llvm::function_ref<void(UnitDone)> Done,
                                  llvm::function_ref<void()> Tick) {
  ScheduleResult Outcome;
  Outcome.Results.resize(Units.size());
  std::vector<TranslationUnit> Unknown;
  std::vector<size_t> Indexes; // Of what is unknown, into Units.
  for (size_t I = 0; I < Units.size(); ++I) {
    Outcome.Results[I] = Cache.find(Units[I]);
    if (Outcome.Results[I]) {
      Done({I, *Outcome.Results[I], /*FromCache=*/true});
      continue;
    }
    Unknown.push_back(Units[I]);
    Indexes.push_back(I);
  }
  if (!Unknown.empty()) {
    auto Keep = [&](UnitDone Unit) {
      Cache.keep(Unknown[Unit.Index], Unit.Result);
      Unit.Index = Indexes[Unit.Index];
      Done(Unit);
    };
    auto TickAndSave = [&] {
      Tick();
      Cache.saveAfter(SaveInterval);
    };
    ScheduleResult Run =
        runUnits(Unknown, Settings, Options, Keep, TickAndSave);
    for (size_t I = 0; I < Unknown.size(); ++I)
      Outcome.Results[Indexes[I]] = std::move(Run.Results[I]);
    Outcome.Interrupted = Run.Interrupted;
  }
  Cache.save();
  return Outcome;
}
