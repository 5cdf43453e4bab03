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

/// Returns an error with a place if \p Merged names a check or an option that
/// does not exist, or gives an option a value that it cannot have.
llvm::Error checkNames(const ConfigFragment &Merged);

/// Returns \p Name with "memtidy-" in front.
std::string fullCheckName(llvm::StringRef Name);

/// Returns a path that was written at \p Written as an absolute one: relative
/// to its file's folder, else to the current folder.
llvm::Expected<std::string> resolvePath(const ConfigText &Written);

} // namespace memtidy

#endif // MEMTIDY_CLI_PROJECT_H
