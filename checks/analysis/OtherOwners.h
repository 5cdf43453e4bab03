//===- OtherOwners.h - Who else owns what is written to a field -*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_OTHEROWNERS_H
#define MEMTIDY_ANALYSIS_OTHEROWNERS_H

#include "checks/analysis/CallView.h"

namespace memtidy {

/// Whether an object lives on when a field that was set to it does not own it.
enum class OtherOwner {
  Known,  ///< The value copies an owner that stays.
  None,   ///< The value is the only owner.
  Moved,  ///< The last owner that is seen gives its object away.
  Unseen, ///< Cannot tell.
};

/// Returns who else owns what \p Value points to, which \p In writes to a
/// field of \p Target: null for the object of a constructor. Parameters are
/// judged by the calls that the TU makes.
OtherOwner otherOwnerOf(const clang::Expr &Value, const clang::Expr *Target,
                        const clang::FunctionDecl &In, const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_OTHEROWNERS_H
