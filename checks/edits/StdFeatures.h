//===- StdFeatures.h - What this TU's standard library offers -------------===//
//
// Feature-test macros are gone once code is parsed. What a library declares is
// still there.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_EDITS_STDFEATURES_H
#define MEMTIDY_EDITS_STDFEATURES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class ASTContext;
class NamedDecl;
} // namespace clang

namespace memtidy {

/// Returns the declaration named by \p Qualified, such as "std::generator", or
/// null.
const clang::NamedDecl *findNamed(const clang::ASTContext &Context,
                                  llvm::StringRef Qualified);

/// Returns whether the library has the algorithms of std::ranges.
bool hasStdRanges(const clang::ASTContext &Context);

/// Returns whether the standard library that this TU includes has \p Header.
bool hasStdHeader(const clang::ASTContext &Context, llvm::StringRef Header);

/// Returns the type of the elements of \p Container, a class template instance,
/// as the author wrote it where that is known.
clang::QualType writtenElement(clang::QualType Container);

/// Returns whether \p Type is an array or a class of namespace std, whose
/// iterators are known to be complete.
bool isStdRange(clang::QualType Type);

} // namespace memtidy

#endif // MEMTIDY_EDITS_STDFEATURES_H
