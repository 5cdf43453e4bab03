//===- UncheckedLocks.h - Asking a weak pointer twice -----------*- C++ -*-===//
//
// `if (!w.expired()) w.lock()->f();`: the object may go between the two. Who
// locks once and looks at what he got has the object or knows that it is gone.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_UNCHECKEDLOCKS_H
#define MEMTIDY_ANALYSIS_UNCHECKEDLOCKS_H

#include "checks/analysis/CallView.h"
#include <vector>

namespace memtidy {

/// A call of lock() whose result is used without a look at it.
struct UncheckedLock {
  const clang::Expr *Lock = nullptr;
  /// The weak pointer as spelled.
  std::string Weak;
  /// The earlier question: a call of expired() or of lock().
  const clang::Expr *Before = nullptr;
  /// Before was used without a look, too, in the same expression.
  bool Repeated = false;
};

/// Returns those in \p Function, which has a body, in source order.
std::vector<UncheckedLock> uncheckedLocksIn(const clang::FunctionDecl &Function,
                                            const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_UNCHECKEDLOCKS_H
