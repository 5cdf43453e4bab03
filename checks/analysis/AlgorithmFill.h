//===- AlgorithmFill.h - Algorithms that append to a container ------------===//

#ifndef MEMTIDY_ANALYSIS_ALGORITHMFILL_H
#define MEMTIDY_ANALYSIS_ALGORITHMFILL_H

#include "checks/analysis/LoopContext.h"

namespace clang {
class CallExpr;
} // namespace clang

namespace memtidy {

/// Returns the call of a standard algorithm in \p Code that is given \p
/// Inserter, the call that makes a std::back_insert_iterator; or null.
const clang::CallExpr *algorithmGiven(const clang::Stmt &Inserter,
                                      const clang::Stmt &Code);

/// Returns how many elements \p Algorithm puts out: one for each that it reads,
/// as std::transform does. Of one that leaves some out, nothing is known.
TripCount outputsOf(const clang::CallExpr &Algorithm,
                    const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ALGORITHMFILL_H
