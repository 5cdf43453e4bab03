//===- Policy.h - What a project says about its findings ------------------===//

#ifndef MEMTIDY_REPORT_POLICY_H
#define MEMTIDY_REPORT_POLICY_H

#include "driver/report/Issue.h"
#include "driver/support/PathGlob.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

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
  std::string Symbol; ///< Glob over Issue::EntityName; empty: all.
  std::optional<PathGlob> Path;
  std::string Reason;
  /// Where it was written.
  std::string File;
  unsigned Line = 0;
  unsigned Col = 0;
  /// Its last day is over: it matches, but hides nothing.
  bool Expired = false;
};

/// What became of an allowance.
struct AllowanceUse {
  const Allowance *Rule = nullptr;
  unsigned Matches = 0;
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

  /// Removes the issues that the project does not want: of other files, of
  /// checks and levels that an override leaves out. \p Drop removes those that
  /// are below the level that holds everywhere else.
  void filter(std::vector<Issue> &Issues,
              llvm::function_ref<void(std::vector<Issue> &)> Drop) const;

  /// Marks the issues that are allowed. Returns a use per allowance, in order.
  std::vector<AllowanceUse> markAllowed(std::vector<Issue> &Issues) const;

private:
  bool wantsCheck(const Issue &Found) const;
};

} // namespace memtidy

#endif // MEMTIDY_REPORT_POLICY_H
