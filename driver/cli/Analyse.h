//===- Analyse.h - From a command line to a report ------------------------===//

#ifndef MEMTIDY_CLI_ANALYSE_H
#define MEMTIDY_CLI_ANALYSE_H

#include "driver/cli/Settings.h"
#include "driver/project/CompileDatabase.h"
#include "driver/report/Baseline.h"

namespace memtidy {

/// Finds the TUs of \p Paths that the project wants: in the compile database,
/// or with the flags after `--`. Names dropped flags on standard error unless
/// quiet.
llvm::Expected<TranslationUnits> findUnits(const CommandLine &Line,
                                           llvm::ArrayRef<std::string> Paths,
                                           const RunSettings &Settings);

struct Analysis {
  Report Results;
  bool Interrupted = false;
  /// Of the baseline, if there is one: what nothing was found for.
  std::vector<BaselineEntry> Stale;
  /// Of the project's allowances, in order.
  std::vector<AllowanceUse> AllowanceUses;
};

/// Runs the selected checks over \p Units, and compares with the baseline.
/// Fails when \p Settings name a check or an option that does not exist, or a
/// baseline that cannot be read.
llvm::Expected<Analysis> analyse(llvm::ArrayRef<TranslationUnit> Units,
                                 const RunSettings &Settings);

/// Names on standard error what a run over the whole project found out about
/// its configuration: allowances without a finding, known findings that are
/// gone.
void tellUnused(const Analysis &Done, const RunSettings &Settings);

/// Returns the exit code that \p Results deserve.
ExitCode judge(const Analysis &Done, const RunSettings &Settings);

} // namespace memtidy

#endif // MEMTIDY_CLI_ANALYSE_H
