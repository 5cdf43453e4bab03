//===- OwnershipFacts.h - What a TU knows about ownership -------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_OWNERSHIPFACTS_H
#define MEMTIDY_ANALYSIS_OWNERSHIPFACTS_H

#include "checks/model/Program.h"

namespace memtidy {

class TuIndex;

/// The facts of one TU: an answer of TuIndex. Templates are read as written,
/// not as instantiated.
class OwnershipFacts {
public:
  explicit OwnershipFacts(TuIndex &Index);

  const Program &facts() const { return Facts; }

private:
  Program Facts;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_OWNERSHIPFACTS_H
