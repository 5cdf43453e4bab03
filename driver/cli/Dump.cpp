//===- Dump.cpp - memtidy dump --------------------------------------------===//

#include "driver/cli/Analyse.h"
#include "driver/run/DumpAnalysis.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

Expected<ExitCode> memtidy::runDump(const CommandLine &Line) {
  if (Line.Positional.size() != 2)
    return createStringError("dump wants an analysis and a file");
  RunSettings Settings;
  Settings.Quiet = true;
  Settings.BuildDir =
      Line.Args
          .getLastArgValue(OPT_p, Line.Args.getLastArgValue(OPT_build_dir_eq))
          .str();
  Settings.Flags.Append = Line.Args.getAllArgValues(OPT_extra_arg_eq);
  Expected<TranslationUnits> Found =
      findUnits(Line, Line.Positional[1], Settings);
  if (!Found)
    return Found.takeError();
  for (const TranslationUnit &Unit : Found->Units)
    if (Error Failed = dumpAnalysis(Unit, Line.Positional.front(), outs()))
      return Failed;
  return ExitCode::Clean;
}
