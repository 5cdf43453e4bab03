//===- DeadOnArrival.h - Weak pointers to what dies at once -----*- C++ -*-===//
//
// A weak pointer that is set from a fresh owner observes an object that is
// gone when the statement ends. The owner may take a way: through a function
// that keeps its parameter weakly and in no other way.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_DEADONARRIVAL_H
#define MEMTIDY_ANALYSIS_DEADONARRIVAL_H

#include "checks/analysis/FreshOwner.h"
#include "clang/Basic/SourceLocation.h"
#include <vector>

namespace memtidy {

/// A weak pointer that is expired from the start.
struct DeadOnArrival {
  FreshOwner Owner;
  /// The weak pointer as people call it; empty for a result.
  std::string Weak;
  /// Weak is a container that gets it as an element.
  bool IsElement = false;
  /// The function that keeps what it is given weakly; null when the weak
  /// pointer is set right here.
  const clang::FunctionDecl *Keeper = nullptr;
  /// Where it is set.
  clang::SourceLocation SetAt;
};

/// Returns those that \p Code sets: a function with a body, a field or a
/// variable with an initialiser. In source order.
std::vector<DeadOnArrival> deadOnArrivalIn(const clang::Decl &Code,
                                           const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_DEADONARRIVAL_H
