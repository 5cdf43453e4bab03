//===- Report.cpp - memtidy report ----------------------------------------===//

#include "driver/cli/Settings.h"
#include "driver/report/Merge.h"
#include "driver/report/ReportFile.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace memtidy;

static void append(Report &All, Report One) {
  llvm::move(One.Issues, std::back_inserter(All.Issues));
  llvm::move(One.Errors, std::back_inserter(All.Errors));
  All.Units.Total += One.Units.Total;
  All.Units.Analysed += One.Units.Analysed;
  All.Units.Failed += One.Units.Failed;
  All.Complete &= One.Complete;
}

Expected<ExitCode> memtidy::runReport(const CommandLine &Line) {
  if (Line.Positional.empty())
    return createStringError("report wants at least one saved JSON report");
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
