//===- SeenSetter.h - What a setter does that a TU did not see --*- C++ -*-===//

#ifndef MEMTIDY_PROGRAM_SEENSETTER_H
#define MEMTIDY_PROGRAM_SEENSETTER_H

#include "checks/model/Program.h"

namespace memtidy {

/// Returns \p Cycle with the place where its setter keeps the callable, when
/// \p Facts have the setter's body and it does so in its own object: seen then,
/// not inferred. Else \p Cycle as it is.
CaptureFact withSeenSetter(const CaptureFact &Cycle, const Program &Facts);

} // namespace memtidy

#endif // MEMTIDY_PROGRAM_SEENSETTER_H
