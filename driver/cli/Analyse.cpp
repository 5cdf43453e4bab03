//===- Analyse.cpp - From a command line to a report ----------------------===//

#include "driver/cli/Analyse.h"
#include "driver/report/Merge.h"
#include "driver/run/Conclude.h"
#include "driver/run/TuRunner.h"
#include "driver/support/Progress.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

Expected<TranslationUnits> memtidy::findUnits(const CommandLine &Line,
                                              ArrayRef<std::string> Paths,
                                              bool Quiet) {
  if (Line.HasFlags) {
    if (Paths.empty())
      return createStringError("'--' gives compile flags, but no file is named "
                               "before it");
    return unitsFromFlags(Paths, Line.Flags);
  }
  DatabaseRequest Request;
  Request.BuildDir =
      Line.Args
          .getLastArgValue(OPT_p, Line.Args.getLastArgValue(OPT_build_dir_eq))
          .str();
  Request.Paths = Paths.vec();
  Request.ExtraArgs = Line.Args.getAllArgValues(OPT_extra_arg_eq);
  Expected<TranslationUnits> Found = loadUnits(Request);
  if (Found && !Quiet && !Found->DroppedFlags.empty())
    errs() << "memtidy: note: flags that clang does not know were dropped: "
           << join(Found->DroppedFlags, " ") << "\n";
  return Found;
}

static Report collect(ScheduleResult Scheduled, const Config &Settings) {
  Report Results;
  Results.Units.Total = Scheduled.Results.size();
  Results.Complete = !Scheduled.Interrupted;
  std::vector<Issue> Issues;
  Program Facts;
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
    Unit.reset();
  }
  // What could not be read may call anything.
  Facts.Whole = Settings.ClosedWorld && Results.Complete;
  llvm::move(concludeProgram(Facts, Settings), std::back_inserter(Issues));
  Results.Issues = mergeIssues(std::move(Issues));
  dropBelowLevel(Results.Issues, Settings);
  llvm::sort(Results.Errors, [](const TuError &A, const TuError &B) {
    return std::tie(A.Path, A.Reason) < std::tie(B.Path, B.Reason);
  });
  return Results;
}

Expected<Analysis> memtidy::analyse(ArrayRef<TranslationUnit> Units,
                                    const RunSettings &Settings) {
  if (Error Bad = validate(Settings.Analysis))
    return Bad;
  Progress Shown(
      errs(), Settings.ShowProgress && sys::Process::StandardErrIsDisplayed(),
      Units.size());
  auto Done = [&](UnitDone Unit) {
    if (Settings.ShowProgress)
      Shown.done(Units[Unit.Index].Path, Unit.Result.CpuSeconds);
  };
  auto Tick = [&] {
    if (Settings.ShowProgress)
      Shown.tick();
  };
  ScheduleResult Scheduled =
      runUnits(Units, Settings.Analysis, Settings.Schedule, Done, Tick);
  Shown.finish();
  Analysis Result;
  Result.Interrupted = Scheduled.Interrupted;
  Result.Results = collect(std::move(Scheduled), Settings.Analysis);
  return Result;
}

ExitCode memtidy::judge(const Analysis &Done, const RunSettings &Settings) {
  if (Done.Interrupted)
    return ExitCode::Interrupted;
  ExitCode Code = ExitCode::Clean;
  if (!Done.Results.Complete)
    Code = Settings.Strict ? ExitCode::GateFailed : ExitCode::Incomplete;
  if (Settings.FailOn &&
      llvm::any_of(Done.Results.Issues, [&](const Issue &Found) {
        return Found.Sureness >= *Settings.FailOn;
      }))
    Code = ExitCode::GateFailed;
  return Settings.ExitZero ? ExitCode::Clean : Code;
}
