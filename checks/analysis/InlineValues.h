//===- InlineValues.h - What may lie inside, without a box ----------------===//

#ifndef MEMTIDY_ANALYSIS_INLINEVALUES_H
#define MEMTIDY_ANALYSIS_INLINEVALUES_H

#include "clang/AST/Type.h"

namespace clang {
class ASTContext;
class CXXRecordDecl;
class ValueDecl;
} // namespace clang

namespace memtidy {

/// Returns true when objects of \p Type can be moved into one another: no
/// deleted, const or reference part. False when that cannot be told.
bool isMovable(clang::QualType Type);

/// Returns true when \p Type is complete where \p Value is declared, does not
/// contain Value's own record, and nobody declared it forward for Value's
/// sake.
bool isCompleteAt(const clang::ASTContext &Context, clang::QualType Type,
                  const clang::ValueDecl &Value);

/// Returns true when a pointer to \p Type points to a \p Type and no derived
/// class: not polymorphic, or final.
bool isExactType(clang::QualType Type);

/// Returns true when member functions of \p Type let `this` out, or one of
/// them has no body here.
bool mayLetThisOut(clang::QualType Type);

/// Returns true for a class of the standard library, also where its arguments
/// depend on a template's.
bool isStandardClass(clang::QualType Type);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_INLINEVALUES_H
