//===- RecordOf.h - From types to the records people wrote ----------------===//

#ifndef MEMTIDY_ANALYSIS_RECORDOF_H
#define MEMTIDY_ANALYSIS_RECORDOF_H

#include "clang/AST/DeclCXX.h"

namespace memtidy {

/// Returns the canonical declaration of what the author wrote: the pattern of
/// an instantiation, the record itself otherwise.
inline const clang::CXXRecordDecl *
patternOf(const clang::CXXRecordDecl &Record) {
  const clang::CXXRecordDecl *Pattern =
      Record.getTemplateInstantiationPattern();
  return (Pattern ? Pattern : &Record)->getCanonicalDecl();
}

/// Returns the record behind references, pointers and arrays, or null.
inline const clang::CXXRecordDecl *recordBehind(clang::QualType Type) {
  while (!Type.isNull() && (Type->isAnyPointerType() ||
                            Type->isReferenceType() || Type->isArrayType()))
    Type = Type->isArrayType()
               ? clang::QualType(Type->getBaseElementTypeUnsafe(), 0)
               : Type->getPointeeType();
  return Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
}

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_RECORDOF_H
