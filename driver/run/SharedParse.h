//===- SharedParse.h - Parses headers once for many TUs -------------------===//

#ifndef MEMTIDY_RUN_SHAREDPARSE_H
#define MEMTIDY_RUN_SHAREDPARSE_H

#include "driver/run/Dependency.h"
#include "driver/run/PrefixTree.h"
#include "driver/run/UserCodeAction.h"

namespace memtidy {

struct SharedFiles;

/// One TU of them.
struct SharedOutcome {
  size_t Unit;
  /// What the front end asked the file system about.
  std::vector<Dependency> Dependencies;
};

/// Parses the headers of \p Shared, and forks, so that each TU goes on where
/// its headers end, in a process of its own. Returns once for each TU, there;
/// the first to return is not the first process. \p Skipping, \p Use and \p
/// Skipped are as for Frontend. One process works at a time, the others wait.
/// Never returns for a TU that cannot be parsed this way, for whatever reason:
/// then, and when everything is done, processes end with _exit(). Wants one
/// thread.
SharedOutcome parseShared(const SharedUnits &Shared, SharedFiles &Files,
                          BodySkipping Skipping, UserCodeAction::UseAst Use,
                          UserCodeAction::SkippedRanges *Skipped);

} // namespace memtidy

#endif // MEMTIDY_RUN_SHAREDPARSE_H
