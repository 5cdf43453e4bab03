//===- Report.cpp - memtidy report ----------------------------------------===//

#include "driver/cli/Analyse.h"
#include "driver/report/Merge.h"
#include "driver/report/ReportFile.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

static void append(Report &All, Report One) {
  llvm::move(One.Issues, std::back_inserter(All.Issues));
  llvm::move(One.Errors, std::back_inserter(All.Errors));
  All.Units.Total += One.Units.Total;
  All.Units.Analysed += One.Units.Analysed;
  All.Units.Failed += One.Units.Failed;
  All.Complete &= One.Complete;
}

// What is saved was judged, and under settings that are not known here.
static Error refuseSettings(const CommandLine &Line) {
  for (const opt::Arg *Given : Line.Args)
    if (!Given->getOption().matches(OPT_output_eq) &&
        !Given->getOption().matches(OPT_color_eq) &&
        !Given->getOption().matches(OPT_INPUT))
      return createStringError("'" + Given->getSpelling() +
                               "' is for facts files, and these are saved "
                               "reports");
  return Error::success();
}

static Expected<ExitCode> renderSaved(const CommandLine &Line) {
  if (Error Refused = refuseSettings(Line))
    return Refused;
  Expected<std::vector<OutputRequest>> Outputs = readOutputs(Line, "full");
  if (!Outputs)
    return Outputs.takeError();
  Report All;
  for (const std::string &Path : Line.Positional) {
    Expected<Report> One = readReport(Path);
    if (!One)
      return One.takeError();
    append(All, std::move(*One));
  }
  All.Issues = mergeIssues(std::move(All.Issues));
  if (Error Failed = writeOutputs(All, *Outputs, Line))
    return Failed;
  return ExitCode::Clean;
}

// Facts of single TUs know of no other; the compile database tells whether
// these are all.
static Expected<bool> coversDatabase(ArrayRef<TranslationUnit> Units,
                                     const CommandLine &Line,
                                     const RunSettings &Settings) {
  Expected<TranslationUnits> All = findUnits(Line, {}, Settings);
  if (!All)
    return All.takeError();
  return std::includes(Units.begin(), Units.end(), All->Units.begin(),
                       All->Units.end());
}

static Expected<ExitCode> judgeFacts(const CommandLine &Line) {
  Expected<RunSettings> Settings = readRunSettings(Line);
  if (!Settings)
    return Settings.takeError();
  std::vector<FactsFile> Files;
  Files.reserve(Line.Positional.size());
  for (const std::string &Path : Line.Positional) {
    Expected<FactsFile> One = readFacts(Path, Settings->Analysis);
    if (!One)
      return One.takeError();
    Files.push_back(std::move(*One));
  }
  Expected<FactsFile> All = mergeFacts(std::move(Files));
  if (!All)
    return All.takeError();
  Settings->OnlyPart = All->OnlyPart;
  if (!Settings->BuildDir.empty()) {
    Expected<bool> Covers = coversDatabase(All->Units, Line, *Settings);
    if (!Covers)
      return Covers.takeError();
    Settings->OnlyPart = !*Covers;
  }
  ScheduleResult Made;
  Made.Results.reserve(All->Results.size());
  for (TuResult &Result : All->Results)
    Made.Results.push_back(std::move(Result));
  Expected<Analysis> Done = conclude(std::move(Made), All->Units, *Settings);
  if (!Done)
    return Done.takeError();
  return report(*Done, All->Units, *Settings, Line);
}

Expected<ExitCode> memtidy::runReport(const CommandLine &Line) {
  if (Line.Positional.empty())
    return createStringError(
        "report wants facts files or saved JSON reports, at least one");
  const size_t Facts = llvm::count_if(Line.Positional, isFactsFile);
  if (Facts != 0 && Facts != Line.Positional.size())
    return createStringError(
        "report wants facts files or saved reports, not both");
  return Facts ? judgeFacts(Line) : renderSaved(Line);
}
