//===- Diff.cpp - memtidy diff --------------------------------------------===//
//
// Findings are matched like those of a baseline, so that a finding that moved
// is neither new nor gone.
//
//===----------------------------------------------------------------------===//

#include "driver/cli/Settings.h"
#include "driver/report/Baseline.h"
#include "driver/report/ReportFile.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

static void print(char Sign, const Issue &Found, StringRef Folder) {
  outs() << Sign << ' ' << shortPath(Found.Path, Folder) << ':'
         << Found.Range.Start.Line << ':' << Found.Range.Start.Col << ": "
         << Found.Message << " [" << Found.Check << "]\n";
}

static void printText(const Report &Old, const Report &New,
                      const BaselineMatch &Match, StringRef Folder) {
  for (size_t I : Match.Stale)
    print('-', Old.Issues[I], Folder);
  for (size_t I : Match.New)
    print('+', New.Issues[I], Folder);
  outs() << Match.New.size() << " new, " << Match.Stale.size() << " gone, "
         << Match.Known.size() << " in both\n";
}

Expected<ExitCode> memtidy::runDiff(const CommandLine &Line) {
  if (Line.Positional.size() != 2)
    return createStringError("diff wants two saved JSON reports, the older "
                             "first");
  Expected<Report> Old = readReport(Line.Positional[0]);
  if (!Old)
    return Old.takeError();
  Expected<Report> New = readReport(Line.Positional[1]);
  if (!New)
    return New.takeError();
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();

  std::vector<BaselineEntry> Known;
  for (Issue &Found : Old->Issues)
    Known.push_back(entryOf(Found, *Folder));
  BaselineMatch Match = matchBaseline(New->Issues, Known, *Folder);
  if (!Line.Args.hasArg(OPT_output_eq)) {
    printText(*Old, *New, Match, *Folder);
  } else {
    markBaseline(New->Issues, Match);
    Expected<std::vector<OutputRequest>> Outputs = readOutputs(Line, "full");
    if (!Outputs)
      return Outputs.takeError();
    if (Error Failed = writeOutputs(*New, *Outputs, Line))
      return Failed;
  }
  return Match.New.empty() ? ExitCode::Clean : ExitCode::GateFailed;
}
