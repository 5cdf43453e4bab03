//===- Isolation.h - Fields that are apart on purpose ---------------------===//

#ifndef MEMTIDY_ANALYSIS_ISOLATION_H
#define MEMTIDY_ANALYSIS_ISOLATION_H

namespace clang {
class ASTContext;
class CXXRecordDecl;
class FieldDecl;
} // namespace clang

namespace memtidy {

/// Returns whether the author of \p Record spends bytes on purpose: alignas,
/// an over-aligned member, a padding member, the interference size.
bool isPaddedOnPurpose(const clang::ASTContext &Context,
                       const clang::CXXRecordDecl &Record);

/// Returns whether threads meet at \p Field: an atomic or a mutex.
bool isSharedByThreads(const clang::FieldDecl &Field);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ISOLATION_H
