//===- Changes.h - May a piece of code change a variable? -----------------===//

#ifndef MEMTIDY_ANALYSIS_CHANGES_H
#define MEMTIDY_ANALYSIS_CHANGES_H

#include "checks/analysis/Place.h"

namespace clang {
class Stmt;
class ValueDecl;
} // namespace clang

namespace memtidy {

/// Returns whether \p Code may change \p Decl, \p Except left out: assigns it,
/// calls a member function that may, or lets it out by reference.
bool isChangedIn(const clang::ValueDecl &Decl, const clang::Stmt &Code,
                 const clang::Stmt *Except = nullptr);

/// The same for \p What, a field of one object: what another object, named
/// otherwise, has in the same field does not count.
bool isChangedIn(const Place &What, const clang::Stmt &Code);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CHANGES_H
