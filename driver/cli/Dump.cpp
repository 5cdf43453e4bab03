//===- Dump.cpp - memtidy dump --------------------------------------------===//

#include "driver/cli/Analyse.h"
#include "driver/run/DumpAnalysis.h"

using namespace llvm;
using namespace memtidy;

Expected<ExitCode> memtidy::runDump(const CommandLine &Line) {
  if (Line.Positional.size() != 2)
    return createStringError("dump wants an analysis and a file");
  Expected<TranslationUnits> Found =
      findUnits(Line, Line.Positional[1], lookSettings(Line));
  if (!Found)
    return Found.takeError();
  for (const TranslationUnit &Unit : Found->Units)
    if (Error Failed = dumpAnalysis(Unit, Line.Positional.front(), outs()))
      return Failed;
  return ExitCode::Clean;
}
