//===- SortOnce.h - Lists as sets -------------------------------*- C++ -*-===//

#ifndef MEMTIDY_MODEL_SORTONCE_H
#define MEMTIDY_MODEL_SORTONCE_H

#include "llvm/ADT/STLExtras.h"

namespace memtidy {

/// Sorts \p Values, and leaves one of equal ones.
template <typename List> void sortOnce(List &Values) {
  llvm::sort(Values);
  Values.erase(llvm::unique(Values), Values.end());
}

} // namespace memtidy

#endif // MEMTIDY_MODEL_SORTONCE_H
