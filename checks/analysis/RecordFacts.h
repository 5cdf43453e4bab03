//===- RecordFacts.h - What the fields of a record keep ---------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_RECORDFACTS_H
#define MEMTIDY_ANALYSIS_RECORDFACTS_H

#include "checks/analysis/FactSource.h"
#include "checks/analysis/OwnerTypes.h"

namespace memtidy {

/// Returns the fact of \p Record, a definition; with an empty USR when it
/// keeps nothing, has no bases and is no interface.
RecordFact recordFactOf(const clang::CXXRecordDecl &Record,
                        const OwnerTypes &Types, FactSource &Source);

/// Returns the records that \p Field reaches and how it keeps them, sorted.
std::vector<EdgeFact> edgesOf(const clang::FieldDecl &Field,
                              const OwnerTypes &Types, FactSource &Source);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_RECORDFACTS_H
