//===- HolderClears.h - Does anything break the cycle? ------------*- C++
//-*-===//

#ifndef MEMTIDY_ANALYSIS_HOLDERCLEARS_H
#define MEMTIDY_ANALYSIS_HOLDERCLEARS_H

#include "checks/analysis/CaptureCycles.h"
#include "checks/analysis/ClearSites.h"
#include "checks/model/Level.h"

namespace memtidy {

/// How well the holder lets go of the callable.
enum class Breaker {
  None,          ///< Nothing seen in this TU clears it.
  OwnDestructor, ///< Only a destructor that waits for the cycle to end, or a
                 ///< function that nobody else calls.
  OnSomeWay,     ///< Somebody has to call the method that clears.
  OnSomeBranch,  ///< The callable's own work clears, but not on every branch.
  PoppedQueue,   ///< A queue that is popped as the work goes on.
  OnEveryWay,    ///< Cleared however the work ends.
};

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
};

/// Returns what breaks \p Cycle, which \p Closer closes, as far as the TU
/// shows.
ClearVerdict clearsOf(const CaptureCycle &Cycle,
                      const clang::FunctionDecl &Closer,
                      const ClearSites &Sites);

/// Returns how sure it is that \p Cycle leaks: certain where every link is
/// seen and nothing clears it, less for each inference and for what \p Clears.
Level surenessOf(const CaptureCycle &Cycle, const ClearVerdict &Clears);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_HOLDERCLEARS_H
