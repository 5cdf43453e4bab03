//===- Cost.h - What a finding costs in memory ----------------------------===//

#ifndef MEMTIDY_MODEL_COST_H
#define MEMTIDY_MODEL_COST_H

#include <cstdint>
#include <optional>
#include <string>

namespace memtidy {

/// What a finding costs. Unknown stays unknown: nothing here is guessed.
struct Cost {
  /// Bytes that each unit wastes, or nullopt when the code does not tell.
  std::optional<uint64_t> Bytes;
  /// What one unit is: "object", "cycle", "call".
  std::string Unit;
  /// What the number rests on, for example the target triple and the use that
  /// makes it count. A fragment without a final period; may be empty.
  std::string Assumption;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_COST_H
