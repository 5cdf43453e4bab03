//===- CaptureFacts.h - Cycles through callables, as facts ------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_CAPTUREFACTS_H
#define MEMTIDY_ANALYSIS_CAPTUREFACTS_H

#include "checks/analysis/FactSource.h"
#include "checks/analysis/HolderClears.h"
#include "checks/model/Program.h"

namespace memtidy {

/// The cycles through callables of one TU: an answer of TuIndex that the check
/// fills.
class CaptureFacts {
public:
  explicit CaptureFacts(TuIndex &Index);

  /// Returns what is known of \p Cycle, and remembers it for the program
  /// unless a comment silences it.
  CaptureFact add(const CaptureCycle &Cycle, const ClearVerdict &Clears);

  const Program &facts() const { return Facts; }

private:
  FactSource Source;
  Program Facts;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CAPTUREFACTS_H
