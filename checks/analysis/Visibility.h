//===- Visibility.h - Whether a TU sees all uses of a declaration ---------===//

#ifndef MEMTIDY_ANALYSIS_VISIBILITY_H
#define MEMTIDY_ANALYSIS_VISIBILITY_H

namespace clang {
class ASTContext;
class CXXRecordDecl;
class Decl;
class SourceLocation;
class ValueDecl;
} // namespace clang

namespace memtidy {

/// Returns true when no other file can see what is declared at \p Loc: it is
/// written in the source file itself, not in a header.
bool isWrittenInSourceFile(const clang::ASTContext &Context,
                           clang::SourceLocation Loc);

/// Returns true when this TU shows each use of \p Value: a local or internal
/// variable, a field of a record of the source file, or a private field of a
/// record whose functions all have their bodies here. False for parameters.
bool seesAllUses(const clang::ASTContext &Context,
                 const clang::ValueDecl &Value);

/// Returns true for a function that was made from a template, and for a member
/// of such a class: the pattern speaks for it.
bool isInstance(const clang::Decl &D);

/// Returns true when objects of \p Record may be copied: its copy operations
/// are the author's own or used, or other files see it and may use them.
bool mayBeCopied(const clang::CXXRecordDecl &Record);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_VISIBILITY_H
