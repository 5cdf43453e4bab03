//===- LoopWalk.h - What a loop walks over --------------------------------===//

#ifndef MEMTIDY_ANALYSIS_LOOPWALK_H
#define MEMTIDY_ANALYSIS_LOOPWALK_H

#include "checks/analysis/LoopFold.h"

namespace memtidy {

/// A loop over all elements of one range, each once, in order. It may leave
/// with the index or the iterator of one.
struct LoopWalk {
  WalkKind Kind = WalkKind::RangeFor;
  const clang::Expr *Range = nullptr;
  const clang::VarDecl *Element = nullptr;
  const clang::Stmt *Body = nullptr;
  /// The first index: 0 or 1. The elements before it are left out.
  unsigned From = 0;
  /// Index: the loop also asks whether it is at the first element.
  bool AsksFirst = false;
};

/// Returns the walk that \p Loop is, or nullopt: other bounds or steps, an
/// index that is used for more than its element, a range of coroutine kind.
std::optional<LoopWalk> walkOf(const clang::Stmt &Loop,
                               const clang::ASTContext &Context);

/// Returns whether \p E is the element of an Index or Iterator walk: `C[I]`,
/// `*I`.
bool isElementOf(const clang::Expr &E, const LoopWalk &Walk,
                 const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_LOOPWALK_H
