//===- WeakenField.h - Make a field a weak pointer --------------*- C++ -*-===//

#ifndef MEMTIDY_EDITS_WEAKENFIELD_H
#define MEMTIDY_EDITS_WEAKENFIELD_H

#include "checks/analysis/OwnerTypes.h"
#include "checks/model/Fix.h"

namespace memtidy {

/// Returns the fix that makes \p Field, a shared pointer, a weak one and locks
/// it at each use: unsafe, as it no longer keeps its object alive. Where the
/// field, a write to it or a use does not allow that, a display fix that says
/// why.
Fix weakenField(const clang::FieldDecl &Field, const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_EDITS_WEAKENFIELD_H
