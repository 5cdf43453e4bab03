//===- Accessors.h - Who may name a private member --------------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_ACCESSORS_H
#define MEMTIDY_ANALYSIS_ACCESSORS_H

#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/SmallVector.h"

namespace memtidy {

/// The functions and classes that may name private members of a record.
struct Accessors {
  /// Their bodies are in this TU.
  llvm::SmallVector<const clang::NamedDecl *, 16> Seen;
  /// They are declared and elsewhere.
  llvm::SmallVector<const clang::NamedDecl *, 16> Awaited;
  /// Friends that are templates: nobody can list them.
  bool IsOpen = false;
};

Accessors accessorsOf(const clang::CXXRecordDecl &Record);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ACCESSORS_H
