//===- Policed.h - A project's policy over the issues of a run ------------===//

#ifndef MEMTIDY_CLI_POLICED_H
#define MEMTIDY_CLI_POLICED_H

#include "driver/config/Policy.h"
#include "driver/report/Issue.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace memtidy {

/// What became of an allowance.
struct AllowanceUse {
  const Allowance *Rule = nullptr;
  unsigned Matches = 0;
};

/// Removes the issues that the project does not want: of other files, of checks
/// and levels that an override leaves out. \p Drop removes those that are below
/// the level that holds everywhere else.
void filterIssues(const Policy &Project, std::vector<Issue> &Issues,
                  llvm::function_ref<void(std::vector<Issue> &)> Drop);

/// Marks the issues that are allowed. Returns a use per allowance, in order.
std::vector<AllowanceUse> markAllowed(const Policy &Project,
                                      std::vector<Issue> &Issues);

} // namespace memtidy

#endif // MEMTIDY_CLI_POLICED_H
