//===- StepCopy.h - What each iteration copies into its variable ----------===//

#ifndef MEMTIDY_ANALYSIS_STEPCOPY_H
#define MEMTIDY_ANALYSIS_STEPCOPY_H

#include <string>

namespace memtidy {

struct LoopFold;

/// Returns the name of the type that a step copies into the loop variable
/// although copying it counts references or allocates; else empty.
std::string copiedPerStep(const LoopFold &Fold);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_STEPCOPY_H
