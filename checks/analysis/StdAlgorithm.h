//===- StdAlgorithm.h - Calls of the standard library's algorithms --------===//

#ifndef MEMTIDY_ANALYSIS_STDALGORITHM_H
#define MEMTIDY_ANALYSIS_STDALGORITHM_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class CallExpr;
class Decl;
} // namespace clang

namespace memtidy {

/// Returns whether \p D is in namespace std, or in one inside of it.
bool isWithinStd(const clang::Decl &D);

/// Returns the name of the algorithm of the standard library, in std or in
/// std::ranges, that \p Call calls; empty where it calls something else.
llvm::StringRef standardAlgorithm(const clang::CallExpr &Call);

/// Returns whether the standard algorithm \p Name goes over its range once,
/// front to back, and keeps nothing of it.
bool isSinglePass(llvm::StringRef Name);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_STDALGORITHM_H
