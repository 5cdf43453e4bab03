//===- ClangTidyWords.h - clang-tidy's command line -----------------------===//

#ifndef MEMTIDY_CLI_CLANGTIDYWORDS_H
#define MEMTIDY_CLI_CLANGTIDYWORDS_H

#include "driver/cli/Settings.h"

namespace memtidy {

/// Reads the options that memtidy takes to stand in for clang-tidy. They mean
/// what they mean there; the exit code stays memtidy's.
llvm::Error readClangTidyWords(const CommandLine &Line, RunSettings &Settings);

/// Prints the selected checks the way `clang-tidy -list-checks` does.
void listSelectedChecks(const Config &Analysis);

} // namespace memtidy

#endif // MEMTIDY_CLI_CLANGTIDYWORDS_H
