//===- AbiNames.h - Functions and macros that know bytes ------------------===//

#ifndef MEMTIDY_ANALYSIS_ABINAMES_H
#define MEMTIDY_ANALYSIS_ABINAMES_H

#include "llvm/ADT/StringRef.h"

namespace memtidy {

/// `memcpy`, `fwrite`, `recv`: reads or writes the bytes behind a pointer.
bool takesBytes(llvm::StringRef Function);

/// `memset`, `qsort`, `free`: takes pointers and sizes, but any layout will
/// do.
bool ignoresLayout(llvm::StringRef Function);

/// `mmap`, `shmat`: returns memory that others fill.
bool mapsMemory(llvm::StringRef Function);

/// Whether a function, by qualified name, walks fields in their order.
bool reflectsFields(llvm::StringRef QualifiedName);

/// Whether a macro, by name, describes the fields of a record.
bool describesFields(llvm::StringRef Macro);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ABINAMES_H
