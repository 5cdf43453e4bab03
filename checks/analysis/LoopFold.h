//===- LoopFold.h - Loops that only fold a range to one value -------------===//
//
// `for (int Size : Sizes) Total += Size;` is a sum. Such a loop walks a range
// once, changes one variable, and does nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_LOOPFOLD_H
#define MEMTIDY_ANALYSIS_LOOPFOLD_H

#include "checks/analysis/Effects.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace clang {
class DeclStmt;
class VarDecl;
} // namespace clang

namespace memtidy {

/// What the one value is.
enum class FoldKind {
  Sum,
  Product,
  Count, ///< Of the elements that pass the guards.
  Min,
  Max,
  Any,  ///< Whether some element passes.
  All,  ///< Whether every element passes the negated guard.
  None, ///< Whether no element passes.
  Find, ///< The first element that passes the guards.
  Join, ///< A string to which each element is appended.
};

/// How the loop walks.
enum class WalkKind {
  RangeFor, ///< for (E : C)
  Index,    ///< for (I = 0; I < C.size(); ++I), only used as C[I]
  Iterator, ///< for (I = C.begin(); I != C.end(); ++I), only used as *I
};

/// A condition under which an element counts.
struct FoldGuard {
  const clang::Expr *Condition;
  bool Negated; ///< `if (Condition) continue;`
};

/// A loop that folds.
struct LoopFold {
  FoldKind Kind = FoldKind::Sum;
  WalkKind Walk = WalkKind::RangeFor;
  const clang::Stmt *Loop = nullptr;
  /// The `return` behind the loop that belongs to the fold; or null.
  const clang::Stmt *Return = nullptr;
  /// What is walked.
  const clang::Expr *Range = nullptr;
  /// The loop variable: the element, the index or the iterator.
  const clang::VarDecl *Element = nullptr;
  /// The accumulator as written; null when the result is returned.
  const clang::Expr *Into = nullptr;
  /// The variable or field that Into names last.
  const clang::ValueDecl *IntoDecl = nullptr;
  /// What a step adds, multiplies or keeps; null where only guards matter.
  const clang::Expr *Value = nullptr;
  llvm::SmallVector<FoldGuard, 2> Guards;
  /// Variables of a step, in order, before the guards or between them.
  llvm::SmallVector<const clang::DeclStmt *, 2> Locals;
  /// Join: something stands between the elements.
  bool Separated = false;
  /// The step makes a new string: `S = S + X`.
  bool Rebuilds = false;
  /// The first index; the elements before it are left out.
  unsigned From = 0;
  /// Any, All, None, Find: the loop ends with the first element that decides.
  bool StopsEarly = false;
  /// What guards, locals and values do. Never Writes.
  Effects Does;
};

/// Returns the fold that \p Loop is, or nullopt. \p Next is the statement
/// behind it, or null.
std::optional<LoopFold> foldIn(const clang::Stmt &Loop, const clang::Stmt *Next,
                               const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_LOOPFOLD_H
