//===- RunStats.h - Where time and memory went ----------------------------===//

#ifndef MEMTIDY_CLI_RUNSTATS_H
#define MEMTIDY_CLI_RUNSTATS_H

#include "driver/run/Scheduler.h"
#include "llvm/Support/raw_ostream.h"
#include <utility>

namespace memtidy {

/// Adds up what the TUs of a run took. For people: it differs from run to run.
class RunStats {
public:
  void add(llvm::StringRef Path, const UnitDone &Unit);
  void print(llvm::raw_ostream &OS) const;

private:
  size_t Total = 0;
  size_t FromCache = 0;
  size_t Sharing = 0;
  TuCost Sum; ///< Its peak is the highest.
  std::vector<std::pair<double, std::string>> Slowest;
};

} // namespace memtidy

#endif // MEMTIDY_CLI_RUNSTATS_H
