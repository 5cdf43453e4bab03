//===- Discover.h - Finds the configurations of a folder ------------------===//

#ifndef MEMTIDY_CONFIG_DISCOVER_H
#define MEMTIDY_CONFIG_DISCOVER_H

#include "driver/config/Fragment.h"

namespace memtidy {

/// The file name that is looked for.
inline constexpr llvm::StringLiteral ConfigFileName = ".memtidy.yaml";

/// The configuration of a project.
struct ProjectConfig {
  /// From far to near: what "extends" names comes before its file.
  std::vector<std::string> Files;
  ConfigFragment Merged;
};

/// Reads one file and what it extends. Fails with place and reason.
llvm::Expected<ProjectConfig> loadConfigFile(llvm::StringRef File);

/// Reads the configurations in \p Folder and above it, up to one that says
/// "root: true". Without any, the result is empty.
llvm::Expected<ProjectConfig> discoverConfig(llvm::StringRef Folder);

/// Returns a path that was written at \p Written as an absolute one: relative
/// to its file's folder, else to the current folder.
llvm::Expected<std::string> resolvePath(const ConfigText &Written);

/// Reads the variables of the environment that environmentName() names.
llvm::Expected<ConfigFragment> environmentConfig();

} // namespace memtidy

#endif // MEMTIDY_CONFIG_DISCOVER_H
