//===- OwnershipCycles.h - Which objects never die --------------*- C++ -*-===//

#ifndef MEMTIDY_PROGRAM_OWNERSHIPCYCLES_H
#define MEMTIDY_PROGRAM_OWNERSHIPCYCLES_H

#include "checks/model/ProgramFinding.h"
#include "checks/program/EdgeEvidence.h"
#include <vector>

namespace memtidy {

/// One field of a loop and what is known of it.
struct CycleHop {
  const RecordFact *Record = nullptr; ///< Has the field.
  const FieldFact *Field = nullptr;
  EdgeKind Kind = EdgeKind::Shared;
  /// SetBy is what a function without a body is assumed to do.
  bool Assumed = false;
  /// A statement that sets the field; null when none is known.
  const OperationFact *SetBy = nullptr;
  /// The calls through which SetBy was reached, outermost first.
  std::vector<const OperationFact *> Through;
};

/// A loop of ownership, judged.
struct OwnershipCycle {
  std::vector<CycleHop> Hops;
  Level Sureness = Level::Possible;
  /// One function is seen to tie it, on the same objects.
  bool Proven = false;
  /// Index of the hop that should not own.
  size_t Closing = 0;
  /// How many of all loops go through that hop's field, this one included.
  unsigned LoopsThroughClosing = 1;
  /// What takes the loop apart, sometimes.
  std::vector<const FieldClear *> Clears;
  /// Clears that never run: destructors of the objects themselves.
  std::vector<const FieldClear *> DeadClears;
};

/// Returns the minimal loops of \p Facts, each once, in an order that depends
/// on the facts alone.
std::vector<OwnershipCycle> findOwnershipCycles(const Program &Facts,
                                                const TypeGraph &Types,
                                                const EdgeEvidence &Evidence);

/// Returns all findings of memtidy-ownership-cycle in \p Facts.
std::vector<ProgramFinding> concludeOwnershipCycles(const Program &Facts);

} // namespace memtidy

#endif // MEMTIDY_PROGRAM_OWNERSHIPCYCLES_H
