//===- FixPlan.h - Which fixes to apply -----------------------------------===//

#ifndef MEMTIDY_APPLY_FIXPLAN_H
#define MEMTIDY_APPLY_FIXPLAN_H

#include "driver/report/Issue.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace memtidy {

/// A fix that will be applied: its issue and the fix's index in it.
struct PlannedFix {
  size_t Issue;
  size_t Fix;
};

/// A fix that will not be applied, and why, as a fragment.
struct RefusedFix {
  size_t Issue;
  std::string Reason;
};

/// Both sorted by issue. Issues that have no fix at all are in neither.
struct FixPlan {
  std::vector<PlannedFix> Chosen;
  std::vector<RefusedFix> Refused;
};

/// Chooses one fix per issue, all its edits or none. \p Lowest is the lowest
/// trust that may be applied: Safe, or Unsafe for both. Identical edits count
/// once; of two issues whose edits overlap, the one with the higher level, then
/// the safer fix, then the earlier place wins; the other one may still get an
/// alternative that fits.
FixPlan planFixes(llvm::ArrayRef<Issue> Issues, Trust Lowest);

} // namespace memtidy

#endif // MEMTIDY_APPLY_FIXPLAN_H
