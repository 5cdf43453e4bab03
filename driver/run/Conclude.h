//===- Conclude.h - What all TUs together show ----------------------------===//

#ifndef MEMTIDY_RUN_CONCLUDE_H
#define MEMTIDY_RUN_CONCLUDE_H

#include "checks/model/Program.h"
#include "driver/config/Config.h"
#include "driver/report/Issue.h"
#include <vector>

namespace memtidy {

/// Returns what the selected whole-program checks find in \p Facts, with the
/// fixes of those \p Drafts that say the same. Reads the files that findings
/// are in; a finding whose file is gone is dropped.
std::vector<Issue> concludeProgram(const Program &Facts,
                                   const std::vector<Issue> &Drafts,
                                   const Config &Settings);

} // namespace memtidy

#endif // MEMTIDY_RUN_CONCLUDE_H
