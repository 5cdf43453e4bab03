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

/// Returns true when \p Type holds any number of elements, also inside
/// optional and pointers, and for a project's own class templates with the
/// name of a container.
bool isContainerType(clang::QualType Type, const OwnerTypes &Types);

/// Returns the type of what a container of \p Type keeps: the mapped type of
/// a map; null when unknown.
clang::QualType elementTypeOf(clang::QualType Type, const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_RECORDFACTS_H
