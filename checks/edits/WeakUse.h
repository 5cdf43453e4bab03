//===- WeakUse.h - What a use of a shared pointer becomes -------*- C++ -*-===//

#ifndef MEMTIDY_EDITS_WEAKUSE_H
#define MEMTIDY_EDITS_WEAKUSE_H

#include "checks/analysis/FieldUses.h"
#include "checks/analysis/OwnerTypes.h"

namespace memtidy {

/// One use of a shared pointer field, as far as it matters when the field
/// becomes a weak pointer.
struct WeakUse {
  enum class Kind {
    Assigned,     ///< The field gets Value.
    Emptied,      ///< reset() without arguments.
    Tested,       ///< Whole says whether there is an object.
    Dereferenced, ///< The object is used.
    Copied,       ///< A copy of the pointer, or a reference to const of it.
    Observed,     ///< A weak pointer is made from it.
    Refused,      ///< WhyNot says why a weak pointer cannot stand here.
  };

  const FieldUse *Use = nullptr;
  Kind Is = Kind::Refused;
  /// Tested: Whole is true when there is an object.
  bool WhenThere = true;
  const clang::Expr *Whole = nullptr;
  const clang::Expr *Value = nullptr;
  std::string WhyNot;
};

/// Returns what \p Use is.
WeakUse weakUseOf(const FieldUse &Use, const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_EDITS_WEAKUSE_H
