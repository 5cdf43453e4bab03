//===- UserFiles.h - The files of a TU that are the user's ------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_USERFILES_H
#define MEMTIDY_ANALYSIS_USERFILES_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class SourceManager;
} // namespace clang

namespace memtidy {

/// Visits the buffers that the front end has read, with their texts, in its
/// order: all but those of system headers.
void forEachUserFile(
    const clang::SourceManager &Sources,
    llvm::function_ref<void(clang::FileID, llvm::StringRef)> Visit);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_USERFILES_H
