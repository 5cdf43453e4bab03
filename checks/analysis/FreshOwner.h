//===- FreshOwner.h - Owners that die with their expression -----*- C++ -*-===//
//
// `std::make_shared<T>()` is the only owner of what it makes. Unless somebody
// copies it, the object is gone when the expression ends.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_FRESHOWNER_H
#define MEMTIDY_ANALYSIS_FRESHOWNER_H

#include "checks/analysis/CallView.h"

namespace memtidy {

/// A temporary shared pointer to an object that nothing else owns.
struct FreshOwner {
  /// What makes the object: a maker, a construction from `new` or from a
  /// unique pointer, a call of a function that returns one of these.
  const clang::Expr *Maker = nullptr;
  /// The object; null where unknown.
  clang::QualType Pointee;
  /// The function that Maker calls and that makes the object; null where the
  /// expression itself does.
  const clang::FunctionDecl *By = nullptr;
  /// Reference counts in the object itself can be held by its constructor.
  bool Intrusive = false;
};

/// Returns the fresh owner that \p E is, also through casts, conversions and
/// the arms of a conditional; nullopt for copies and for what is not seen.
std::optional<FreshOwner> freshOwnerIn(const clang::Expr &E,
                                       const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_FRESHOWNER_H
