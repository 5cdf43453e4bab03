//===- MemoryUnits.h - In which portions memory is handed out -------------===//

#ifndef MEMTIDY_ANALYSIS_MEMORYUNITS_H
#define MEMTIDY_ANALYSIS_MEMORYUNITS_H

#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cstdint>

namespace memtidy {

/// Returns how many cache lines of 64 bytes an object of \p Bytes needs.
inline uint64_t cacheLinesFor(uint64_t Bytes) {
  return llvm::divideCeil(Bytes, 64);
}

/// What make_shared puts in front of an object on 64 bits: a table pointer and
/// two counters.
inline constexpr uint64_t ControlBlockBytes = 16;

/// Returns what glibc's malloc takes for \p Bytes: eight bytes of header,
/// steps of sixteen, at least 32.
inline uint64_t mallocBlockFor(uint64_t Bytes) {
  return std::max<uint64_t>(32, llvm::alignTo(Bytes + 8, 16));
}

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_MEMORYUNITS_H
