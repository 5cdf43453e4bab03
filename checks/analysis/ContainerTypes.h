//===- ContainerTypes.h - Which types hold many, and of what ----*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_CONTAINERTYPES_H
#define MEMTIDY_ANALYSIS_CONTAINERTYPES_H

#include "checks/analysis/OwnerTypes.h"

namespace memtidy {

/// Returns true when \p Type holds any number of elements, also inside
/// optional and pointers, and for a project's own class templates with the
/// name of a container.
bool isContainerType(clang::QualType Type, const OwnerTypes &Types);

/// Returns the type of what a container of \p Type keeps: the mapped type of
/// a map; null when unknown.
clang::QualType elementTypeOf(clang::QualType Type, const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CONTAINERTYPES_H
