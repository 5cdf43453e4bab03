//===- Totals.h - A report in numbers -------------------------------------===//

#ifndef MEMTIDY_REPORT_TOTALS_H
#define MEMTIDY_REPORT_TOTALS_H

#include "driver/report/Report.h"
#include <map>
#include <string>

namespace memtidy {

/// A report in numbers.
struct Totals {
  size_t Findings = 0;
  std::map<Level, size_t> ByLevel;       ///< Only levels that occur.
  std::map<std::string, size_t> ByCheck; ///< Only checks that occur.
  size_t Files = 0;                      ///< Files with a finding.
  /// What one unit (object, cycle, call) of each finding wastes, added up.
  /// Findings whose cost is unknown add nothing.
  uint64_t Bytes = 0;
  size_t FixableSafe = 0;   ///< Findings with a safe fix.
  size_t FixableUnsafe = 0; ///< Findings whose best fix is unsafe.
};

Totals countTotals(const Report &Result);

} // namespace memtidy

#endif // MEMTIDY_REPORT_TOTALS_H
