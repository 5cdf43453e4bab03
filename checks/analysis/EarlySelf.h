//===- EarlySelf.h - Asking an object for its owner too early ---*- C++ -*-===//
//
// While its constructor runs no shared pointer owns the object yet, and while
// its destructor runs none does any more: shared_from_this() throws,
// weak_from_this() is empty.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_EARLYSELF_H
#define MEMTIDY_ANALYSIS_EARLYSELF_H

#include "checks/analysis/CallView.h"
#include <vector>

namespace memtidy {

/// A call of shared_from_this() or weak_from_this() on an object that nobody
/// owns.
struct EarlySelf {
  /// The call.
  const clang::Expr *Call = nullptr;
  /// The calls that lead from the constructor or destructor to it, outermost
  /// first; empty when it is written there.
  llvm::SmallVector<const clang::Expr *, 2> Through;
  bool IsWeak = false;
  /// Some branch may not reach it.
  bool Conditional = false;
};

/// Returns the calls that \p Function makes, a constructor or destructor with
/// a body, itself or by other members of its class.
std::vector<EarlySelf> earlySelvesIn(const clang::FunctionDecl &Function,
                                     const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_EARLYSELF_H
