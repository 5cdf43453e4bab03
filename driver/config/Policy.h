//===- Policy.h - What a project says about its findings ------------------===//

#ifndef MEMTIDY_CONFIG_POLICY_H
#define MEMTIDY_CONFIG_POLICY_H

#include "checks/model/Level.h"
#include "driver/config/Fragment.h"
#include "driver/support/PathGlob.h"
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

/// A finding, as far as a project can speak about it.
struct PolicySubject {
  llvm::StringRef Check;
  llvm::StringRef Symbol; ///< Name of what the finding is about; may be empty.
  llvm::StringRef Path;   ///< Absolute.
};

/// Other settings for the findings in some files.
struct PathOverride {
  std::vector<PathGlob> Paths;
  /// Globs over names of checks; nullopt: as everywhere.
  std::optional<std::vector<std::string>> Select;
  std::optional<std::vector<std::string>> Ignore;
  std::optional<Level> Lowest;
};

/// Findings that are fine as they are. All that is given must match.
struct Allowance {
  std::string Check;  ///< Glob; empty: all.
  std::string Symbol; ///< Glob over the subject's; empty: all.
  std::optional<PathGlob> Path;
  std::string Reason;
  /// Where it was written.
  std::string File;
  unsigned Line = 0;
  unsigned Col = 0;
  /// Its last day is over: it matches, but hides nothing.
  bool Expired = false;

  bool matches(const PolicySubject &Found) const;
};

/// What a project says about its findings, by path and by name.
struct Policy {
  /// If there are any, other files are not wanted.
  std::vector<PathGlob> Include;
  std::vector<PathGlob> Exclude;
  /// In order: later ones win.
  std::vector<PathOverride> Overrides;
  std::vector<Allowance> Allowances;

  bool wantsFile(llvm::StringRef Path) const;

  /// Returns the lowest level to report in \p Path, if an override says.
  std::optional<Level> lowestLevel(llvm::StringRef Path) const;

  /// Returns whether no override leaves the check out in that file.
  bool wantsCheck(const PolicySubject &Found) const;
};

/// Reads "files", "overrides" and "suppressions.allow". Fails with place and
/// reason.
llvm::Expected<Policy> readPolicy(const ConfigFragment &Merged);

} // namespace memtidy

#endif // MEMTIDY_CONFIG_POLICY_H
