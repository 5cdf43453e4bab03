//===- PrivateLocal.h - Variables that nobody else can see ----------------===//

#ifndef MEMTIDY_ANALYSIS_PRIVATELOCAL_H
#define MEMTIDY_ANALYSIS_PRIVATELOCAL_H

namespace clang {
class VarDecl;
} // namespace clang

namespace memtidy {

/// Returns whether no function that is called while \p Var lives can look at
/// it: a local value whose address is not taken, that no reference is bound to
/// and no lambda captures. In a function with a `try`, a handler may look.
bool isPrivateLocal(const clang::VarDecl &Var);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_PRIVATELOCAL_H
