//===- EndNames.h - Names of functions that end work ------------*- C++ -*-===//

#ifndef MEMTIDY_MODEL_ENDNAMES_H
#define MEMTIDY_MODEL_ENDNAMES_H

#include "llvm/ADT/StringRef.h"

namespace memtidy {

/// Returns true for names of methods that end an object's work: close, stop,
/// shutdown, handleError.
bool namesAnEnd(llvm::StringRef Function);

} // namespace memtidy

#endif // MEMTIDY_MODEL_ENDNAMES_H
