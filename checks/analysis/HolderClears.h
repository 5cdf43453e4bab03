//===- HolderClears.h - Does anything break the cycle? ------------*- C++
//-*-===//

#ifndef MEMTIDY_ANALYSIS_HOLDERCLEARS_H
#define MEMTIDY_ANALYSIS_HOLDERCLEARS_H

#include "checks/analysis/CaptureCycles.h"
#include "checks/analysis/ClearSites.h"
#include "checks/model/CaptureFact.h"

namespace memtidy {

/// The answer with its reasons.
struct ClearVerdict {
  Breaker Breaks = Breaker::None;
  /// The function that clears; null for None.
  const clang::FunctionDecl *By = nullptr;
  clang::SourceLocation Loc;
  /// A method that ends the object's work and does not clear; may be null.
  const clang::FunctionDecl *MissedBy = nullptr;
  /// The callable is an element of a queue and, whenever it runs, puts itself
  /// there again.
  bool Renews = false;
  /// Functions of the TU that were weighed, whatever came of it.
  llvm::SmallVector<const clang::FunctionDecl *, 4> Weighed;
  /// The methods that end the owner's work, and whether they clear.
  llvm::SmallVector<std::pair<const clang::FunctionDecl *, bool>, 4> Endings;
  /// What the callable calls when it runs, and whether not always.
  llvm::SmallVector<std::pair<const clang::FunctionDecl *, bool>, 4> Runs;
};

/// Returns the fields that keep the callable, up to a container: what is taken
/// from one element does not empty it.
llvm::SmallVector<const clang::FieldDecl *, 4>
holdersOf(const CaptureCycle &Cycle);

/// Returns what breaks \p Cycle, which \p Closer closes, as far as the TU
/// shows.
ClearVerdict clearsOf(const CaptureCycle &Cycle,
                      const clang::FunctionDecl &Closer,
                      const ClearSites &Sites);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_HOLDERCLEARS_H
