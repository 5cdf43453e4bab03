//===- RemoveCode.h - Removes statements with the lines they leave --------===//

#ifndef MEMTIDY_EDITS_REMOVECODE_H
#define MEMTIDY_EDITS_REMOVECODE_H

#include "checks/edits/EditPlan.h"

namespace clang {
class ASTContext;
class Stmt;
} // namespace clang

namespace memtidy {

/// Widens \p Range to its lines, with the line end before them, where nothing
/// else is on them.
clang::CharSourceRange wholeLines(const clang::ASTContext &Context,
                                  clang::CharSourceRange Range);

/// Adds the removal of \p S with its semicolon and the line that it leaves
/// empty; refuses for macros and where a comment would be lost.
void removeStatement(const clang::ASTContext &Context, const clang::Stmt &S,
                     EditPlan &Plan);

} // namespace memtidy

#endif // MEMTIDY_EDITS_REMOVECODE_H
