//===- CaptureCycles.h - Callables kept by what they capture ------*- C++
//-*-===//

#ifndef MEMTIDY_ANALYSIS_CAPTURECYCLES_H
#define MEMTIDY_ANALYSIS_CAPTURECYCLES_H

#include "checks/analysis/ClosureFlow.h"

namespace memtidy {

/// A callable owns an object that, by strong hops, keeps the callable.
struct CaptureCycle {
  const Closure *Made = nullptr;
  const OwningCapture *Capture = nullptr;
  const Store *Kept = nullptr;
  /// From the captured object to where the callable sits; empty when the
  /// captured object is the callable.
  llvm::SmallVector<Hop, 4> Way;
  /// The class of the captured object; null when unknown.
  const clang::CXXRecordDecl *Owner = nullptr;
  /// How many links are inferred rather than seen.
  unsigned Inferences = 0;
};

/// Returns the cycles that \p Function closes, in the order of its text.
std::vector<CaptureCycle> captureCyclesIn(const clang::FunctionDecl &Function,
                                          ClosureFlow &Flow);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CAPTURECYCLES_H
