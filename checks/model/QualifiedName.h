//===- QualifiedName.h - Parts of qualified names ---------------*- C++ -*-===//

#ifndef MEMTIDY_MODEL_QUALIFIEDNAME_H
#define MEMTIDY_MODEL_QUALIFIEDNAME_H

#include "llvm/ADT/StringRef.h"

namespace memtidy {

/// Returns what follows the last "::" of \p Qualified, or all of it: what
/// people say.
inline llvm::StringRef bareName(llvm::StringRef Qualified) {
  size_t Colons = Qualified.rfind("::");
  return Colons == llvm::StringRef::npos ? Qualified
                                         : Qualified.drop_front(Colons + 2);
}

} // namespace memtidy

#endif // MEMTIDY_MODEL_QUALIFIEDNAME_H
