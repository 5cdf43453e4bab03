//===- Level.h - How sure a finding is ------------------------------------===//

#ifndef MEMTIDY_MODEL_LEVEL_H
#define MEMTIDY_MODEL_LEVEL_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace memtidy {

/// How sure a finding is. Ordered: a higher level is a stronger claim.
enum class Level {
  /// The types allow it.
  Possible,
  /// Every piece is there, one is inferred.
  Likely,
  /// The code proves it.
  Certain,
};

/// Returns the lower-case name that users write and read.
llvm::StringLiteral toString(Level Value);

/// Returns the level named \p Name, or nullopt if there is none.
std::optional<Level> parseLevel(llvm::StringRef Name);

} // namespace memtidy

#endif // MEMTIDY_MODEL_LEVEL_H
