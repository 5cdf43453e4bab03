//===- MapToRecord.h - Makes a struct of a map ------------------*- C++ -*-===//

#ifndef MEMTIDY_EDITS_MAPTORECORD_H
#define MEMTIDY_EDITS_MAPTORECORD_H

#include "checks/analysis/MapUses.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// Returns the edits that make a struct of the map of \p Uses: its
/// declaration, its initialisers and each access, as \p Fact says of its keys.
/// \p Uses must be all there are.
EditPlan mapToRecord(const clang::ASTContext &Context, const MapUses &Uses,
                     const MapFact &Fact);

} // namespace memtidy

#endif // MEMTIDY_EDITS_MAPTORECORD_H
