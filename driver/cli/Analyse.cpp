//===- Analyse.cpp - From a command line to a report ----------------------===//

#include "driver/cli/Analyse.h"
#include "checks/model/Glob.h"
#include "driver/cli/NewSince.h"
#include "driver/cli/RunStats.h"
#include "driver/cli/Unused.h"
#include "driver/report/Merge.h"
#include "driver/run/CachedRun.h"
#include "driver/run/Conclude.h"
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

static void collect(ScheduleResult Scheduled, ArrayRef<TranslationUnit> Units,
                    const RunSettings &Settings, Analysis &Done) {
  Report &Results = Done.Results;
  Results.Units.Total = Scheduled.Results.size();
  Results.Complete = !Scheduled.Interrupted;
  std::vector<Issue> Issues;
  Program Facts;
  std::vector<Issue> Drafts;
  for (std::optional<TuResult> &Unit : Scheduled.Results) {
    if (!Unit) {
      Results.Complete = false;
      continue;
    }
    if (Unit->Error) {
      ++Results.Units.Failed;
      Results.Complete = false;
      Results.Errors.push_back(std::move(*Unit->Error));
    } else {
      ++Results.Units.Analysed;
    }
    llvm::move(Unit->Issues, std::back_inserter(Issues));
    Facts.add(Unit->Facts);
    llvm::move(Unit->Drafts, std::back_inserter(Drafts));
    llvm::move(Unit->Comments, std::back_inserter(Done.Comments));
    Unit.reset();
  }
  // What could not be read may call anything.
  Facts.Whole = Settings.Analysis.ClosedWorld && Results.Complete;
  Facts.Unread = Results.Units.Total - Results.Units.Analysed;
  Facts.OnlyPart = Settings.OnlyPart;
  llvm::move(concludeProgram(Facts, Drafts, Settings.Analysis),
             std::back_inserter(Issues));
  Done.Comments = mergeComments(std::move(Done.Comments));
  llvm::append_range(Issues, forbiddenComments(Done, Units, Settings));
  Results.Issues = mergeIssues(std::move(Issues));
  dropUnwanted(Results.Issues, Units, Settings);
  llvm::sort(Results.Errors, [](const TuError &A, const TuError &B) {
    return std::tie(A.Path, A.Reason) < std::tie(B.Path, B.Reason);
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

static ScheduleResult runWithCache(ArrayRef<TranslationUnit> Units,
                                   const RunSettings &Settings,
                                   function_ref<void(UnitDone)> Done,
                                   function_ref<void()> Tick) {
  if (Settings.CacheFolder.empty())
    return runUnits(Units, Settings.Analysis, Settings.Schedule, Done, Tick);
  ResultCache Cache(Settings.CacheFolder, Settings.Analysis);
  ScheduleResult Scheduled =
      runCached(Units, Settings.Analysis, Settings.Schedule, Cache, Done, Tick);
  if (!Settings.Quiet)
    for (const std::string &Complaint : Cache.complaints())
      errs() << "memtidy: note: cache " << Complaint << "\n";
  return Scheduled;
}

Expected<ScheduleResult> memtidy::analyseEach(ArrayRef<TranslationUnit> Units,
                                              const RunSettings &Settings) {
  if (Error Bad = validate(Settings.Analysis))
    return Bad;
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
  ScheduleResult Scheduled = runWithCache(Units, Settings, Done, Tick);
  Shown.finish();
  if (Settings.ShowStats)
    Stats.print(errs());
  return Scheduled;
}

Expected<Analysis> memtidy::conclude(ScheduleResult Scheduled,
                                     ArrayRef<TranslationUnit> Units,
                                     const RunSettings &Settings) {
  Analysis Result;
  Result.Interrupted = Scheduled.Interrupted;
  collect(std::move(Scheduled), Units, Settings, Result);
  Result.AllowanceUses = markAllowed(Settings.Project, Result.Results.Issues);
  if (std::vector<Issue> Idle = forbiddenAllowances(Result, Settings);
      !Idle.empty()) {
    llvm::move(Idle, std::back_inserter(Result.Results.Issues));
    Result.Results.Issues = mergeIssues(std::move(Result.Results.Issues));
  }
  Error Wrong = Settings.NewSince.empty()
                    ? compareWithBaseline(Settings.Baseline, Result)
                    : markNewSince(Units, Settings, Result);
  if (Wrong)
    return Wrong;
  return Result;
}

Expected<Analysis> memtidy::analyse(ArrayRef<TranslationUnit> Units,
                                    const RunSettings &Settings) {
  Expected<ScheduleResult> Scheduled = analyseEach(Units, Settings);
  if (!Scheduled)
    return Scheduled.takeError();
  return conclude(std::move(*Scheduled), Units, Settings);
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
