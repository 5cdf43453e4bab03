//===- Mutation.h - Whether a use may change an object --------------------===//

#ifndef MEMTIDY_ANALYSIS_MUTATION_H
#define MEMTIDY_ANALYSIS_MUTATION_H

#include "checks/analysis/ValueUses.h"

namespace memtidy {

/// Returns true when \p Taken, a consumer of an object in \p Use, may change
/// it or hand it to something that may. Errs towards true.
bool mayMutate(const ValueUse &Use, const Consumer &Taken);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_MUTATION_H
