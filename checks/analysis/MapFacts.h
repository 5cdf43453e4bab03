//===- MapFacts.h - What a TU knows about maps from strings -----*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_MAPFACTS_H
#define MEMTIDY_ANALYSIS_MAPFACTS_H

#include "checks/analysis/MapUses.h"
#include "checks/model/Program.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>

namespace memtidy {

/// The maps from strings of one TU, variables and members, as facts: an answer
/// of TuIndex.
class MapFacts {
public:
  explicit MapFacts(TuIndex &Index);

  const Program &facts() const { return Facts; }
  /// Returns the uses of \p Value, or null where that is no such map.
  const MapUses *usesOf(const clang::ValueDecl &Value) const;

private:
  Program Facts;
  llvm::DenseMap<const clang::Decl *, std::unique_ptr<MapUses>> Known;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_MAPFACTS_H
