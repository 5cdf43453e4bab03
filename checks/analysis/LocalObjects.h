//===- LocalObjects.h - Objects on the heap that never leave their scope --===//

#ifndef MEMTIDY_ANALYSIS_LOCALOBJECTS_H
#define MEMTIDY_ANALYSIS_LOCALOBJECTS_H

#include "checks/analysis/AllocationSites.h"
#include "checks/analysis/EscapeOf.h"

namespace memtidy {

/// An object, or an array of objects, that could as well live in its scope.
struct LocalObject {
  AllocationSite Site; ///< With its Owner, a local pointer.
  PointerEscape Escape;
  uint64_t Size = 0; ///< Of one element for arrays.
  /// How often Owner may get an object; more than once, or in a loop, the next
  /// takes the place of the one before. Only for sites that are late.
  bool IsReplaced = false;
  /// The statement that deletes it, for raw pointers.
  const clang::Stmt *Delete = nullptr;
  /// Something that has effects follows the delete.
  bool IsDeletedEarly = false;

  /// Returns what the heap takes for it.
  uint64_t blockBytes() const;
  /// Returns whether a loop makes and deletes one after the other.
  bool isMadeInEachIteration() const {
    return !Site.Loops.empty() && !Site.IsLate;
  }
};

/// Returns the objects of complete, not polymorphic type that \p Function
/// makes and that die with the local pointers which own them, in source order.
/// Nothing in coroutines and in functions that call themselves.
std::vector<LocalObject> localObjectsIn(const clang::FunctionDecl &Function);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_LOCALOBJECTS_H
