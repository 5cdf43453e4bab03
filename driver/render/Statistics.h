//===- Statistics.h - A report by check -----------------------------------===//

#ifndef MEMTIDY_RENDER_STATISTICS_H
#define MEMTIDY_RENDER_STATISTICS_H

#include "driver/report/Report.h"
#include <string>
#include <vector>

namespace memtidy {

/// What one check found.
struct CheckStatistics {
  std::string Check;
  /// In the order of the report; never empty.
  std::vector<const Issue *> Issues;
  size_t Files = 0;
  /// What one unit of each finding wastes, added up.
  uint64_t Bytes = 0;
  /// Findings whose best fix is safe, and those whose best is unsafe.
  size_t Fixable[2] = {0, 0};
};

/// Returns a row for each check that found something, the most findings first.
/// Points into \p Result.
std::vector<CheckStatistics> statisticsOf(const Report &Result);

} // namespace memtidy

#endif // MEMTIDY_RENDER_STATISTICS_H
