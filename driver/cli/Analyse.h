//===- Analyse.h - From a command line to a report ------------------------===//

#ifndef MEMTIDY_CLI_ANALYSE_H
#define MEMTIDY_CLI_ANALYSE_H

#include "driver/cli/Policed.h"
#include "driver/cli/Settings.h"
#include "driver/project/CompileDatabase.h"
#include "driver/report/Baseline.h"
#include "driver/report/NolintComment.h"

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
  /// What asks for silence in the code, each once.
  std::vector<NolintComment> Comments;
  /// Of the project's allowances, in order.
  std::vector<AllowanceUse> AllowanceUses;
};

/// Runs the selected checks over \p Units, each for itself. Fails when
/// \p Settings name a check or an option that does not exist.
llvm::Expected<ScheduleResult>
analyseEach(llvm::ArrayRef<TranslationUnit> Units, const RunSettings &Settings);

/// Returns what \p Scheduled, the results of \p Units, show together, compared
/// with the baseline. Fails when that cannot be read.
llvm::Expected<Analysis> conclude(ScheduleResult Scheduled,
                                  llvm::ArrayRef<TranslationUnit> Units,
                                  const RunSettings &Settings);

/// Does both.
llvm::Expected<Analysis> analyse(llvm::ArrayRef<TranslationUnit> Units,
                                 const RunSettings &Settings);

/// Returns the exit code that \p Results deserve.
ExitCode judge(const Analysis &Done, const RunSettings &Settings);

/// Writes what was asked for, and returns the exit code.
llvm::Expected<ExitCode> report(const Analysis &Done,
                                llvm::ArrayRef<TranslationUnit> Units,
                                const RunSettings &Settings,
                                const CommandLine &Line);

} // namespace memtidy

#endif // MEMTIDY_CLI_ANALYSE_H
