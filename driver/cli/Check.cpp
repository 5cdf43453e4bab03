//===- Check.cpp - memtidy check ------------------------------------------===//

#include "driver/cli/Analyse.h"
#include "driver/cli/ClangTidyWords.h"

using namespace memtidy;
using namespace memtidy::options;

llvm::Expected<ExitCode> memtidy::runCheck(const CommandLine &Line) {
  if (Line.Args.hasArg(OPT_fix, OPT_unsafe_fixes, OPT_diff))
    return runFix(Line);

  llvm::Expected<RunSettings> Settings = readRunSettings(Line);
  if (!Settings)
    return Settings.takeError();
  if (Line.Args.hasArg(OPT_list_checks)) {
    listSelectedChecks(Settings->Analysis);
    return ExitCode::Clean;
  }
  if (Settings->NoCheckIsFine && Settings->Analysis.Select.empty())
    return ExitCode::Clean;
  llvm::Expected<TranslationUnits> Found =
      findUnits(Line, Line.Positional, *Settings);
  if (!Found)
    return Found.takeError();
  keepShard(Found->Units, Settings->Part);
  Settings->OnlyPart = Found->OnlyPart || Settings->Part.Count > 1;
  llvm::Expected<Analysis> Done = analyse(Found->Units, *Settings);
  if (!Done)
    return Done.takeError();
  return report(*Done, Found->Units, *Settings, Line);
}
