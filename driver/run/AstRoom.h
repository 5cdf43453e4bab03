//===- AstRoom.h - Room in an AST for what comes after a fork -------------===//

#ifndef MEMTIDY_RUN_ASTROOM_H
#define MEMTIDY_RUN_ASTROOM_H

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// Lets the tables of types in \p Context grow now, for all processes that are
/// to be forked: growing writes to every type, and each of them would copy the
/// pages that all types are in.
void makeRoom(clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_RUN_ASTROOM_H
