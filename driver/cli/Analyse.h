//===- Analyse.h - From a command line to a report ------------------------===//

#ifndef MEMTIDY_CLI_ANALYSE_H
#define MEMTIDY_CLI_ANALYSE_H

#include "driver/cli/Settings.h"
#include "driver/project/CompileDatabase.h"

namespace memtidy {

/// Finds the TUs of \p Paths: in the compile database, or with the flags after
/// `--`. Names dropped flags on standard error unless \p Quiet.
llvm::Expected<TranslationUnits> findUnits(const CommandLine &Line,
                                           llvm::ArrayRef<std::string> Paths,
                                           bool Quiet);

struct Analysis {
  Report Results;
  bool Interrupted = false;
};

/// Runs the selected checks over \p Units. Fails when \p Settings name a check
/// or an option that does not exist.
llvm::Expected<Analysis> analyse(llvm::ArrayRef<TranslationUnit> Units,
                                 const RunSettings &Settings);

/// Returns the exit code that \p Results deserve.
ExitCode judge(const Analysis &Done, const RunSettings &Settings);

} // namespace memtidy

#endif // MEMTIDY_CLI_ANALYSE_H
