//===- EmptyMember.h - Members that need no bytes of their own ------------===//

#ifndef MEMTIDY_EDITS_EMPTYMEMBER_H
#define MEMTIDY_EDITS_EMPTYMEMBER_H

#include "checks/model/Fix.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class ASTContext;
class CXXRecordDecl;
class FieldDecl;
} // namespace clang

namespace memtidy {

/// Returns the fix that marks \p Fields of \p Record [[no_unique_address]]:
/// safe in a source file, unsafe in a header, display where a macro or a
/// shared declaration makes them.
Fix dropEmptyMembers(const clang::ASTContext &Context,
                     const clang::CXXRecordDecl &Record,
                     llvm::ArrayRef<const clang::FieldDecl *> Fields);

} // namespace memtidy

#endif // MEMTIDY_EDITS_EMPTYMEMBER_H
