//===- Analyse.cpp - From a command line to a report ----------------------===//

#include "driver/cli/Analyse.h"
#include "checks/model/Glob.h"
#include "driver/cli/NewSince.h"
#include "driver/cli/RunStats.h"
#include "driver/cli/Unused.h"
#include "driver/report/Merge.h"
#include "driver/run/CachedRun.h"
#include "driver/run/TuRunner.h"
#include "driver/support/Progress.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

Expected<TranslationUnits> memtidy::findUnits(const CommandLine &Line,
                                              ArrayRef<std::string> Paths,
                                              const RunSettings &Settings) {
  if (Line.HasFlags) {
    if (Paths.empty())
      return createStringError("'--' gives compile flags, but no file is named "
                               "before it");
    return unitsFromFlags(Paths, Line.Flags, Settings.Flags);
  }
  DatabaseRequest Request;
  Request.BuildDir = Settings.BuildDir;
  Request.Paths = Paths.vec();
  Request.Flags = Settings.Flags;
  Expected<TranslationUnits> Found = loadUnits(Request);
  if (!Found)
    return Found.takeError();
  if (!Settings.Quiet && !Found->DroppedFlags.empty())
    errs() << "memtidy: note: flags that clang does not know were dropped: "
           << join(Found->DroppedFlags, " ") << "\n";
  llvm::erase_if(Found->Units, [&](const TranslationUnit &Unit) {
    return !Settings.Project.wantsFile(Unit.Path);
  });
  return Found;
}

// Removes what is shown nobody, here or today.
static void dropUnwanted(std::vector<Issue> &Issues,
                         ArrayRef<TranslationUnit> Units,
                         const RunSettings &Settings) {
  filterIssues(Settings.Project, Issues, [&](std::vector<Issue> &Usual) {
    dropBelowLevel(Usual, Settings.Analysis);
  });
  StringSet<> MainFiles;
  for (const TranslationUnit &Unit : Units)
    MainFiles.insert(Unit.Path);
  llvm::erase_if(Issues, [&](const Issue &Found) {
    return !Settings.Filter.wants(Found, MainFiles) ||
           (Settings.Changed && !Settings.Changed->touch(Found));
  });
}

static Error compareWithBaseline(StringRef File, Analysis &Done) {
  if (File.empty())
    return Error::success();
  Expected<std::vector<BaselineEntry>> Known = readBaseline(File);
  if (!Known)
    return Known.takeError();
  std::vector<Issue> &Issues = Done.Results.Issues;
  BaselineMatch Match =
      matchBaseline(Issues, *Known, sys::path::parent_path(File));
  markBaseline(Issues, Match);
  for (size_t I : Match.Stale)
    Done.Stale.push_back((*Known)[I]);
  return Error::success();
}

static void tellComplaints(const ResultCache &Cache,
                           const RunSettings &Settings) {
  if (!Settings.Quiet)
    for (const std::string &Complaint : Cache.complaints())
      errs() << "memtidy: note: cache " << Complaint << "\n";
}

// Null where nothing is cached.
static std::unique_ptr<ResultCache> openCache(const RunSettings &Settings) {
  return Settings.CacheFolder.empty()
             ? nullptr
             : std::make_unique<ResultCache>(Settings.CacheFolder,
                                             Settings.Analysis);
}

static ScheduleResult run(
    ArrayRef<TranslationUnit> Units, const RunSettings &Settings,
    ResultCache *Cache, function_ref<bool()> IsEnough = [] { return false; }) {
  Progress Shown(
      errs(), Settings.ShowProgress && sys::Process::StandardErrIsDisplayed(),
      Units.size());
  RunStats Stats;
  auto Done = [&](UnitDone Unit) {
    Stats.add(Units[Unit.Index].Path, Unit);
    if (Settings.ShowProgress)
      Shown.done(Units[Unit.Index].Path, Unit.Result.Cost.CpuSeconds);
  };
  auto Tick = [&] {
    if (Settings.ShowProgress)
      Shown.tick();
  };
  ScheduleResult Scheduled =
      Cache ? runCached(Units, Settings.Analysis, Settings.Schedule, *Cache,
                        Done, Tick, IsEnough)
            : runUnits(Units, Settings.Analysis, Settings.Schedule, Done, Tick);
  Shown.finish();
  if (Settings.ShowStats)
    Stats.print(errs());
  return Scheduled;
}

Expected<ScheduleResult> memtidy::analyseEach(ArrayRef<TranslationUnit> Units,
                                              const RunSettings &Settings) {
  if (Error Bad = validate(Settings.Analysis))
    return Bad;
  std::unique_ptr<ResultCache> Cache = openCache(Settings);
  ScheduleResult Scheduled = run(Units, Settings, Cache.get());
  if (Cache)
    tellComplaints(*Cache, Settings);
  return Scheduled;
}

// Applies what the project and the user say about findings.
static Expected<Analysis> judgeProgram(ProgramResult All, bool Interrupted,
                                       ArrayRef<TranslationUnit> Units,
                                       const RunSettings &Settings) {
  Analysis Result;
  Result.Results = std::move(All.Results);
  Result.Comments = std::move(All.Comments);
  Result.Interrupted = Interrupted;
  std::vector<Issue> &Issues = Result.Results.Issues;
  auto Add = [&Issues](std::vector<Issue> More) {
    if (More.empty())
      return;
    llvm::move(More, std::back_inserter(Issues));
    Issues = mergeIssues(std::move(Issues));
  };
  Add(forbiddenComments(Result, Units, Settings));
  dropUnwanted(Issues, Units, Settings);
  Result.AllowanceUses = markAllowed(Settings.Project, Issues);
  Add(forbiddenAllowances(Result, Settings));
  Error Wrong = Settings.NewSince.empty()
                    ? compareWithBaseline(Settings.Baseline, Result)
                    : markNewSince(Units, Settings, Result);
  if (Wrong)
    return Wrong;
  return Result;
}

Expected<Analysis> memtidy::conclude(ScheduleResult Scheduled,
                                     ArrayRef<TranslationUnit> Units,
                                     const RunSettings &Settings) {
  const bool Interrupted = Scheduled.Interrupted;
  return judgeProgram(
      combine(std::move(Scheduled), Settings.Analysis, Settings.OnlyPart),
      Interrupted, Units, Settings);
}

static void tellAllCached(ArrayRef<TranslationUnit> Units,
                          const RunSettings &Settings) {
  if (!Settings.ShowStats)
    return;
  RunStats Stats;
  const TuResult Nothing;
  for (size_t I = 0; I < Units.size(); ++I)
    Stats.add(Units[I].Path, {I, Nothing, /*FromCache=*/true});
  Stats.print(errs());
}

Expected<Analysis> memtidy::analyse(ArrayRef<TranslationUnit> Units,
                                    const RunSettings &Settings) {
  if (Error Bad = validate(Settings.Analysis))
    return Bad;
  std::unique_ptr<ResultCache> Cache = openCache(Settings);
  if (!Cache)
    return conclude(run(Units, Settings, nullptr), Units, Settings);
  bool Interrupted = false;
  std::optional<ProgramResult> All =
      Cache->findProgram(Units, Settings.OnlyPart);
  if (All) {
    tellAllCached(Units, Settings);
  } else {
    ScheduleResult Scheduled = run(Units, Settings, Cache.get(), [&] {
      All = Cache->findSameProgram(Units, Settings.OnlyPart);
      return All.has_value();
    });
    Interrupted = Scheduled.Interrupted;
    if (!All)
      All = combine(std::move(Scheduled), Settings.Analysis, Settings.OnlyPart);
    Cache->keepProgram(Units, Settings.OnlyPart, *All);
  }
  Cache->save();
  tellComplaints(*Cache, Settings);
  return judgeProgram(std::move(*All), Interrupted, Units, Settings);
}

// Whether more is found than the gate lets through.
static bool failsGate(const Report &Results, const RunSettings &Settings) {
  for (const Issue &Found : Results.Issues)
    if (isOpen(Found) && llvm::any_of(Settings.AlwaysFail, [&](auto &Glob) {
          return checkMatches(Glob, Found.Check);
        }))
      return true;
  if (!Settings.FailOn)
    return false;
  unsigned All = 0, Open = 0;
  uint64_t OpenBytes = 0;
  for (const Issue &Found : Results.Issues)
    if (Found.Sureness >= *Settings.FailOn && !Found.Suppressed) {
      ++All;
      if (isOpen(Found)) {
        ++Open;
        OpenBytes += Found.Waste.Bytes.value_or(0);
      }
    }
  if ((Settings.MaxFindings && All > *Settings.MaxFindings) ||
      (Settings.MaxBytes && OpenBytes > *Settings.MaxBytes))
    return true;
  // Without a baseline, a limit for all is one for the new ones, too.
  bool OnlyAll = Settings.MaxFindings && !Settings.MaxNew &&
                 Settings.Baseline.empty() && Settings.NewSince.empty();
  // Who counts bytes does not count findings.
  bool OnlyBytes = Settings.MaxBytes && !Settings.MaxNew;
  return !OnlyAll && !OnlyBytes && Open > Settings.MaxNew.value_or(0);
}

ExitCode memtidy::judge(const Analysis &Done, const RunSettings &Settings) {
  if (Done.Interrupted)
    return ExitCode::Interrupted;
  ExitCode Code = ExitCode::Clean;
  if (!Done.Results.Complete)
    Code = Settings.Strict ? ExitCode::GateFailed : ExitCode::Incomplete;
  if (failsGate(Done.Results, Settings))
    Code = ExitCode::GateFailed;
  return Settings.ExitZero ? ExitCode::Clean : Code;
}

Expected<ExitCode> memtidy::report(const Analysis &Done,
                                   ArrayRef<TranslationUnit> Units,
                                   const RunSettings &Settings,
                                   const CommandLine &Line) {
  if (Error Failed = writeOutputs(Done.Results, Settings.Outputs, Line))
    return Failed;
  tellUnused(Done, Units, Settings);
  return judge(Done, Settings);
}
