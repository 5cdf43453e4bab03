//===- FillSize.h - How many elements a statement adds --------------------===//

#ifndef MEMTIDY_ANALYSIS_FILLSIZE_H
#define MEMTIDY_ANALYSIS_FILLSIZE_H

#include "checks/analysis/LoopContext.h"
#include "checks/analysis/SequenceUse.h"

namespace memtidy {

/// Factor elements in each iteration of all Trips, outermost first.
struct FillTerm {
  uint64_t Factor = 1;
  llvm::SmallVector<TripCount, 1> Trips;
  /// What spells Factor, where it is no bare number; else null.
  const clang::Expr *Named = nullptr;
};

/// How many elements: sums of terms. Equal bounds are exact.
struct FillSize {
  llvm::SmallVector<FillTerm, 2> AtLeast;
  llvm::SmallVector<FillTerm, 2> AtMost;
  /// More may come that nobody can count; AtMost means nothing.
  bool IsUnbounded = false;

  bool isExact() const;
};

/// Returns what \p Code adds to \p Use: appends, and inserts by key, which
/// may find their key taken. \p Function is the body that both are part of.
FillSize fillSizeOf(const clang::Stmt &Code, const SequenceUse &Use,
                    const clang::Stmt &Function,
                    const clang::ASTContext &Context);

/// Returns whether each expression of \p Term means before \p Code what it
/// means where it stands.
bool isKnownBefore(const FillTerm &Term, const clang::Stmt &Code);

/// What evaluating an expression once more does. Ordered: a later is worse.
enum class Repetition {
  Free,    ///< Reads variables; asks containers for their size.
  Calls,   ///< Calls a const member function whose body is unseen.
  Changes, ///< May change something, or makes a new object.
};

/// Returns what evaluating \p E once more does.
Repetition repetitionOf(const clang::Expr &E);

/// Returns the worst of all expressions of \p Term.
Repetition repetitionOf(const FillTerm &Term);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_FILLSIZE_H
