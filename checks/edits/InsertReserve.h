//===- InsertReserve.h - Reserve before a loop ----------------------------===//

#ifndef MEMTIDY_EDITS_INSERTRESERVE_H
#define MEMTIDY_EDITS_INSERTRESERVE_H

#include "checks/analysis/FillSize.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// A number of elements as an expression, and when it may be used.
struct SizeText {
  std::string Text;  ///< "static_cast<std::size_t>(Count) * 2"
  std::string Shown; ///< The same for readers: "Count * 2".
  std::string Guard; ///< "Count > 0"; empty where nothing can go wrong.
};

/// Spells the sum of \p Terms, or nullopt where a macro is in the way or a
/// type does not fit.
std::optional<SizeText> spellSize(llvm::ArrayRef<FillTerm> Terms,
                                  const clang::ASTContext &Context);

/// Where and what to reserve.
struct ReservePlan {
  const clang::Stmt *Function = nullptr; ///< The body that has the loop.
  const clang::Stmt *Before = nullptr;   ///< The loop.
  const clang::Expr *Append = nullptr;   ///< A call that spells the container.
  /// How many reserves come before this one at the same place.
  unsigned Index = 0;
};

/// Inserts a line before the loop. Refuses where the loop has no line of its
/// own.
EditPlan insertReserve(const ReservePlan &Plan, const SizeText &Size,
                       const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_EDITS_INSERTRESERVE_H
