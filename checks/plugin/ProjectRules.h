//===- ProjectRules.h - What .memtidy.yaml says, for clang-tidy -----------===//

#ifndef MEMTIDY_PLUGIN_PROJECTRULES_H
#define MEMTIDY_PLUGIN_PROJECTRULES_H

#include "checks/model/Level.h"
#include "driver/config/Discover.h"
#include "driver/config/Policy.h"

namespace memtidy {

/// The configurations above one file: what of them does not concern the command
/// line. Does not change once made.
class ProjectRules {
public:
  /// Without a configuration: says nothing about anything.
  ProjectRules() = default;

  /// Reads the configurations in the folder of \p File, an absolute path, and
  /// above it. Fails with place and reason.
  static llvm::Expected<ProjectRules> load(llvm::StringRef File);

  /// Returns the value of an option, "Level" included, or null.
  const ConfigText *option(llvm::StringRef Check, llvm::StringRef Name) const;

  /// Returns whether the project wants to see a finding of this level; \p
  /// Lowest is the lowest one that holds where no override says otherwise.
  bool wants(const PolicySubject &Found, Level Sureness, Level Lowest) const;

private:
  bool isSelected(llvm::StringRef Check) const;

  ConfigFragment Settings;
  Policy Project;
};

} // namespace memtidy

#endif // MEMTIDY_PLUGIN_PROJECTRULES_H
