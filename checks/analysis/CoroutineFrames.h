//===- CoroutineFrames.h - What a suspended function keeps alive --*- C++
//-*-===//

#ifndef MEMTIDY_ANALYSIS_COROUTINEFRAMES_H
#define MEMTIDY_ANALYSIS_COROUTINEFRAMES_H

#include "checks/analysis/Closures.h"

namespace memtidy {

/// Returns what the frame keeps of the coroutine that \p Call starts: its
/// parameters by value live until the task is destroyed that the call returns.
/// Nullopt when it starts none, or one whose frame its task does not own: one
/// that frees itself at the end.
std::optional<Closure> closureOfFrame(const CallView &Call,
                                      const OwnerTypes &Types,
                                      const PathResolver &Paths);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_COROUTINEFRAMES_H
