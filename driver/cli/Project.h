//===- Project.h - The configuration as a command needs it ----------------===//

#ifndef MEMTIDY_CLI_PROJECT_H
#define MEMTIDY_CLI_PROJECT_H

#include "driver/cli/Command.h"
#include "driver/cli/Settings.h"
#include "driver/config/Discover.h"

namespace memtidy {

/// Returns what all sources say, merged: .clang-tidy, .memtidy.yaml from far to
/// near, the environment, --set. Fails with place and reason, also on names of
/// checks and options that do not exist.
llvm::Expected<ProjectConfig> readProject(const CommandLine &Line);

/// Writes what \p Merged says into \p Settings.
llvm::Error applyProject(const ConfigFragment &Merged, RunSettings &Settings);

/// Returns what a configuration may say about the checks that there are.
std::vector<CheckKeys> checkKeys();

} // namespace memtidy

#endif // MEMTIDY_CLI_PROJECT_H
