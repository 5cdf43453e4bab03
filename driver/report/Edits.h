//===- Edits.h - Sets of edits --------------------------------------------===//

#ifndef MEMTIDY_REPORT_EDITS_H
#define MEMTIDY_REPORT_EDITS_H

#include "driver/report/Issue.h"

namespace memtidy {

/// Orders edits by path and offset; at one offset, insertions come first.
bool operator<(const IssueEdit &A, const IssueEdit &B);

/// Same place, same text.
bool operator==(const IssueEdit &A, const IssueEdit &B);

/// Returns whether both edits cannot be applied: they differ and overlap, or
/// insert at one place, so that nobody knows their order.
bool clash(const IssueEdit &A, const IssueEdit &B);

} // namespace memtidy

#endif // MEMTIDY_REPORT_EDITS_H
