//===- EntityOf.h - Names that outlive a TU -------------------------------===//

#ifndef MEMTIDY_ANALYSIS_ENTITYOF_H
#define MEMTIDY_ANALYSIS_ENTITYOF_H

#include "checks/model/Finding.h"

namespace clang {
class NamedDecl;
} // namespace clang

namespace memtidy {

/// Returns the USR and the qualified name of \p Decl; the USR is empty where
/// clang gives none.
Entity entityOf(const clang::NamedDecl &Decl);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ENTITYOF_H
