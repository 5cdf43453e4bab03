//===- Changes.h - May a piece of code change a variable? -----------------===//

#ifndef MEMTIDY_ANALYSIS_CHANGES_H
#define MEMTIDY_ANALYSIS_CHANGES_H

namespace clang {
class Stmt;
class ValueDecl;
} // namespace clang

namespace memtidy {

/// Returns whether \p Code may change \p Decl, \p Except left out: assigns it,
/// calls a member function that may, or lets it out by reference.
bool isChangedIn(const clang::ValueDecl &Decl, const clang::Stmt &Code,
                 const clang::Stmt *Except = nullptr);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CHANGES_H
