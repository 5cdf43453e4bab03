//===- BulkNames.h - Names of what makes many objects ---------------------===//

#ifndef MEMTIDY_ANALYSIS_BULKNAMES_H
#define MEMTIDY_ANALYSIS_BULKNAMES_H

#include "llvm/ADT/StringRef.h"

namespace memtidy {

/// Returns true for templates that hold any number of their arguments, by
/// name: libraries differ in namespaces, not in what they call a vector.
bool isContainerName(llvm::StringRef Name);

/// Returns true for functions that put one new object on the heap.
bool isAllocatingName(llvm::StringRef Name);

/// Returns true for functions that return raw memory from the heap.
bool isRawAllocatingName(llvm::StringRef Name);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_BULKNAMES_H
