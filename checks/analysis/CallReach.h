//===- CallReach.h - What calling a function comes to -----------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_CALLREACH_H
#define MEMTIDY_ANALYSIS_CALLREACH_H

#include "checks/analysis/ClearSites.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace memtidy {

/// Whether a function, all that it calls included, does something.
enum class Reach { No, OnBranch, Always };

/// Whether a function does it itself.
using Doing = llvm::function_ref<Reach(const clang::FunctionDecl &)>;

/// Returns the declaration that all others of the function are equal to.
const clang::FunctionDecl *canonical(const clang::FunctionDecl *Function);

/// Returns true when both are the same function, and there is one.
bool same(const clang::FunctionDecl *A, const clang::FunctionDecl *B);

/// Returns what a call of \p Function comes to: what it does itself, and what
/// the calls of \p Sites in it do, \p Depth levels deep.
Reach reachOf(const clang::FunctionDecl &Function, const ClearSites &Sites,
              Doing Does, unsigned Depth = 3);

/// Returns what those calls of \p Sites come to that \p Counts accepts.
Reach reachOfCalls(const ClearSites &Sites,
                   llvm::function_ref<bool(const CallSpot &)> Counts,
                   Doing Does, unsigned Depth = 3);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CALLREACH_H
