//===- Unused.h - Suppressions that silence nothing -----------------------===//
//
// A run says so only where it can know: the checks ran, every TU that could
// need the suppression was analysed, and nothing was kept back.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_CLI_UNUSED_H
#define MEMTIDY_CLI_UNUSED_H

#include "driver/cli/Analyse.h"

namespace memtidy {

/// Returns the findings about NOLINT comments that \p Settings ask for.
std::vector<Issue> forbiddenComments(const Analysis &Done,
                                     llvm::ArrayRef<TranslationUnit> Units,
                                     const RunSettings &Settings);

/// Returns the findings about allowances that \p Settings ask for.
std::vector<Issue> forbiddenAllowances(const Analysis &Done,
                                       const RunSettings &Settings);

/// Names on standard error what a run over the whole project found out about
/// its configuration: suppressions without a finding, known findings that are
/// gone.
void tellUnused(const Analysis &Done, llvm::ArrayRef<TranslationUnit> Units,
                const RunSettings &Settings);

} // namespace memtidy

#endif // MEMTIDY_CLI_UNUSED_H
