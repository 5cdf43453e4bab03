//===- CachedRun.cpp - Analyses what is not known yet ---------------------===//

#include "driver/run/CachedRun.h"

using namespace memtidy;

// A run that is killed loses the work of that time.
static constexpr std::chrono::seconds SaveInterval(10);

namespace {
/// Analyses some of the units, and has the cache remember them.
struct PartialRun {
  llvm::ArrayRef<TranslationUnit> Units;
  const Config &Settings;
  const ScheduleOptions &Options;
  ResultCache &Cache;
  llvm::function_ref<void(UnitDone)> Done;
  llvm::function_ref<void()> Tick;

  void analyse(llvm::ArrayRef<size_t> Indexes, ScheduleResult &Into) const {
    if (Indexes.empty())
      return;
    std::vector<TranslationUnit> Some;
    Some.reserve(Indexes.size());
    for (size_t I : Indexes)
      Some.push_back(Units[I]);
    auto Keep = [&](UnitDone Unit) {
      Cache.keep(Some[Unit.Index], Unit.Result);
      Unit.Index = Indexes[Unit.Index];
      Done(Unit);
    };
    auto TickAndSave = [&] {
      Tick();
      Cache.saveAfter(SaveInterval);
    };
    ScheduleResult Run = runUnits(Some, Settings, Options, Keep, TickAndSave);
    for (size_t I = 0; I < Some.size(); ++I)
      Into.Results[Indexes[I]] = std::move(Run.Results[I]);
    Into.Interrupted |= Run.Interrupted;
  }
};
} // namespace

ScheduleResult memtidy::runCached(llvm::ArrayRef<TranslationUnit> Units,
                                  const Config &Settings,
                                  const ScheduleOptions &Options,
                                  ResultCache &Cache,
                                  llvm::function_ref<void(UnitDone)> Done,
                                  llvm::function_ref<void()> Tick,
                                  llvm::function_ref<bool()> IsEnough) {
  const PartialRun Part{Units, Settings, Options, Cache, Done, Tick};
  const TuResult Costless;
  ScheduleResult Outcome;
  Outcome.Results.resize(Units.size());
  std::vector<size_t> Known, Unknown, Unreadable;
  for (size_t I = 0; I < Units.size(); ++I)
    (Cache.isKnown(Units[I]) ? Known : Unknown).push_back(I);
  for (size_t I : Known)
    Done({I, Costless, /*FromCache=*/true});
  Part.analyse(Unknown, Outcome);
  if (!IsEnough()) {
    for (size_t I : Known) {
      Outcome.Results[I] = Cache.find(Units[I]);
      if (!Outcome.Results[I])
        Unreadable.push_back(I);
    }
    if (!Outcome.Interrupted)
      Part.analyse(Unreadable, Outcome);
  }
  Cache.save();
  return Outcome;
}
