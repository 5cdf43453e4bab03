//===- ResultFacts.h - What a TU knows about returned containers ----------===//

#ifndef MEMTIDY_ANALYSIS_RESULTFACTS_H
#define MEMTIDY_ANALYSIS_RESULTFACTS_H

#include "checks/model/Program.h"

namespace memtidy {

class TuIndex;

/// The facts of one TU: an answer of TuIndex.
class ResultFacts {
public:
  explicit ResultFacts(TuIndex &Index);

  const Program &facts() const { return Facts; }

private:
  Program Facts;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_RESULTFACTS_H
