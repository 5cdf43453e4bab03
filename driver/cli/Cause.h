//===- Cause.h - Why a change causes a finding elsewhere ------------------===//

#ifndef MEMTIDY_CLI_CAUSE_H
#define MEMTIDY_CLI_CAUSE_H

#include "driver/project/Git.h"
#include "driver/report/Issue.h"

namespace memtidy {

/// Adds to each new finding in a file that the change since \p Commit does not
/// touch what of the change it comes from, as related places: a step of its
/// proof that was changed, or what the flagged code names, or the files that
/// were changed. \p Revision is what the user calls \p Commit.
llvm::Error addCauses(const GitTree &Tree, llvm::StringRef Commit,
                      llvm::StringRef Revision, std::vector<Issue> &Issues);

} // namespace memtidy

#endif // MEMTIDY_CLI_CAUSE_H
