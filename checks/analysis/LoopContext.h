//===- LoopContext.h - How often a loop runs ------------------------------===//

#ifndef MEMTIDY_ANALYSIS_LOOPCONTEXT_H
#define MEMTIDY_ANALYSIS_LOOPCONTEXT_H

#include "llvm/ADT/SmallVector.h"
#include <cstdint>

namespace clang {
class ASTContext;
class CompoundStmt;
class Expr;
class QualType;
class Stmt;
class ValueDecl;
} // namespace clang

namespace memtidy {

/// Where the number of iterations comes from.
enum class TripForm {
  Unknown,
  Constant,   ///< Times.
  PerElement, ///< Once for each element of Range, which knows its size.
  Counted,    ///< Once for each of From, From + Step, ... below To.
};

/// How often a loop runs unless it is left early. Expressions are valid before
/// the loop, and the loop does not change what they mean.
struct TripCount {
  TripForm Form = TripForm::Unknown;
  bool Inclusive = false; ///< To itself counts.
  uint64_t Times = 0;
  /// What spells Times, where it is no bare number; else null.
  const clang::Expr *Named = nullptr;
  const clang::Expr *Range = nullptr;
  const clang::Expr *From = nullptr; ///< Null: zero.
  const clang::Expr *To = nullptr;
  uint64_t Step = 1;
  const clang::Stmt *Of = nullptr; ///< The loop.
};

/// What is known of one loop.
struct LoopContext {
  const clang::Stmt *Loop = nullptr;
  const clang::Stmt *Body = nullptr;
  TripCount Trips;
  /// What changes from one iteration to the next; may be null.
  const clang::ValueDecl *Variable = nullptr;
  /// Statements that leave it early: break, goto, return; not throw.
  llvm::SmallVector<const clang::Stmt *, 2> LeftBy;
};

/// Returns the body of a for, range-for, while or do statement; null for
/// other statements.
const clang::Stmt *loopBody(const clang::Stmt &S);

/// Returns the block inside \p Whole that has \p Part as a statement of its
/// own, or null.
const clang::CompoundStmt *blockOf(const clang::Stmt &Whole,
                                   const clang::Stmt &Part);

/// Returns whether \p Part is \p Whole or inside it.
bool hasInside(const clang::Stmt &Whole, const clang::Stmt &Part);

/// Returns whether \p S is a loop that only looks like one: do ... while (0).
bool runsOnce(const clang::Stmt &S);

/// Looks at the loop \p Loop of the function whose body is \p Function. Of
/// what is no loop, nothing is known.
LoopContext loopContextOf(const clang::Stmt &Loop, const clang::Stmt &Function,
                          const clang::ASTContext &Context);

/// Returns the range that \p First and \p Last are the begin and the end of,
/// or null.
const clang::Expr *rangeBetween(const clang::Expr &First,
                                const clang::Expr &Last);

/// Returns how often something is done that is done once for each element of
/// \p Range, as long as that does not change the range.
TripCount tripsOver(const clang::Expr &Range, const clang::ASTContext &Context);

/// Returns whether \p Type is a std::string_view, of whatever characters.
bool isStringView(clang::QualType Type);

/// Returns whether objects of \p Type have a size() that can be asked for, or
/// are arrays of a known size.
bool isSized(clang::QualType Type);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_LOOPCONTEXT_H
