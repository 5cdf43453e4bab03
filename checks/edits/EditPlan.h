//===- EditPlan.h - Edits that are made together --------------------------===//

#ifndef MEMTIDY_EDITS_EDITPLAN_H
#define MEMTIDY_EDITS_EDITPLAN_H

#include "checks/model/Fix.h"
#include "llvm/ADT/StringRef.h"

namespace memtidy {

/// Edits that only make sense together, or the reason why there are none.
struct EditPlan {
  llvm::SmallVector<Edit, 4> Edits;
  /// A fragment, "a macro makes the list"; empty where the edits stand.
  std::string Refusal;
  clang::SourceLocation RefusedAt;

  bool isRefused() const { return !Refusal.empty(); }

  /// Gives up. The first reason stays.
  void refuse(llvm::StringRef Why, clang::SourceLocation Loc) {
    if (isRefused())
      return;
    Refusal = Why.str();
    RefusedAt = Loc;
    Edits.clear();
  }
};

} // namespace memtidy

#endif // MEMTIDY_EDITS_EDITPLAN_H
