//===- EagerReturns.h - Containers that callers only iterate over once ----===//

#ifndef MEMTIDY_PROGRAM_EAGERRETURNS_H
#define MEMTIDY_PROGRAM_EAGERRETURNS_H

#include "checks/model/Program.h"
#include "checks/model/ProgramFinding.h"
#include <optional>

namespace memtidy {

/// What counts for a conclusion.
struct EagerReturnRules {
  /// Functions with at most this many elements are left alone.
  unsigned MinElements = 16;
  /// The facts are those of a whole program: functions that other TUs may call
  /// are judged, too. What the user silenced is left out; one TU's host does
  /// that itself.
  bool IsProgram = false;
};

/// Returns what all seen uses of \p Result show, or nullopt: one of them needs
/// the container, none is seen, or others may be unseen.
std::optional<ProgramFinding>
concludeEagerReturn(const ResultFact &Result, const Program &Facts,
                    const EagerReturnRules &Rules);

/// Returns all findings of memtidy-eager-return in \p Facts.
std::vector<ProgramFinding> concludeEagerReturns(const Program &Facts,
                                                 const EagerReturnRules &Rules);

} // namespace memtidy

#endif // MEMTIDY_PROGRAM_EAGERRETURNS_H
