//===- InsertLine.h - A new line before a statement -----------------------===//

#ifndef MEMTIDY_EDITS_INSERTLINE_H
#define MEMTIDY_EDITS_INSERTLINE_H

#include "checks/edits/EditPlan.h"

namespace clang {
class ASTContext;
class Stmt;
} // namespace clang

namespace memtidy {

/// Inserts \p Lines, each indented as \p Before, on lines of their own before
/// it; one that begins with two spaces, a level deeper. \p Index counts
/// insertions of one check at one place: each gets an offset of its own, so
/// that any of them can be made without the others. Refuses where the statement
/// does not begin its line.
EditPlan insertLinesBefore(const clang::Stmt &Before,
                           llvm::ArrayRef<std::string> Lines, unsigned Index,
                           const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_EDITS_INSERTLINE_H
