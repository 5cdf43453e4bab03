//===- Check.cpp - memtidy check ------------------------------------------===//

#include "driver/cli/Analyse.h"

using namespace memtidy;
using namespace memtidy::options;

llvm::Expected<ExitCode> memtidy::runCheck(const CommandLine &Line) {
  if (Line.Args.hasArg(OPT_fix, OPT_unsafe_fixes, OPT_diff))
    return runFix(Line);

  llvm::Expected<RunSettings> Settings = readRunSettings(Line);
  if (!Settings)
    return Settings.takeError();
  llvm::Expected<TranslationUnits> Found =
      findUnits(Line, Line.Positional, Settings->Quiet);
  if (!Found)
    return Found.takeError();
  llvm::Expected<Analysis> Done = analyse(Found->Units, *Settings);
  if (!Done)
    return Done.takeError();
  if (llvm::Error Failed = writeOutputs(Done->Results, Settings->Outputs, Line))
    return Failed;
  return judge(*Done, *Settings);
}
