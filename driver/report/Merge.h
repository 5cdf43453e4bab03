//===- Merge.h - One report from many TUs ---------------------------------===//

#ifndef MEMTIDY_REPORT_MERGE_H
#define MEMTIDY_REPORT_MERGE_H

#include "driver/report/Issue.h"
#include "llvm/ADT/ArrayRef.h"
#include <vector>

namespace memtidy {

/// Sorts by path and place, then by check, message and fingerprint.
void sortByPlace(std::vector<Issue> &Issues);

/// Returns \p Issues sorted and each once: the same finding in a header, seen
/// from forty TUs, is one issue. Where TUs disagree about it, the result has
/// the lowest level, the least trusted fix, and everybody's related places.
/// The result does not depend on the order of \p Issues.
std::vector<Issue> mergeIssues(std::vector<Issue> Issues);

/// Returns the alternatives that all of \p Same offer, one issue as different
/// TUs see it, in the order of the first. If there is none, what any of them
/// has to say against a fix. The result does not depend on their order as far
/// as they offer the same titles.
std::vector<IssueFix> mergeFixes(llvm::ArrayRef<Issue> Same);

} // namespace memtidy

#endif // MEMTIDY_REPORT_MERGE_H
