//===- LoopLocals.h - Locals that each iteration makes anew ---------------===//

#ifndef MEMTIDY_ANALYSIS_LOOPLOCALS_H
#define MEMTIDY_ANALYSIS_LOOPLOCALS_H

#include "checks/analysis/LoopAllocations.h"

namespace clang {
class CXXConstructExpr;
} // namespace clang

namespace memtidy {

/// Characters that a string of libstdc++ has inside itself; libc++ has more.
inline constexpr uint64_t InsideString = 15;

/// A variable that is declared in a loop.
struct LoopLocal {
  const clang::VarDecl &Var;
  const clang::DeclStmt &Declared;
  const clang::Stmt &Loop;      ///< The innermost loop around it.
  const clang::Stmt &Outermost; ///< The outermost.
  const clang::Stmt &Function;  ///< The body of the function.
};

/// Returns what is wasted on \p Local, or nullopt: it allocates nothing that
/// one object for all iterations would not, or something of it may outlive the
/// iteration. \p Uses are the containers of the function.
std::optional<LoopAllocation>
localWasteOf(const LoopLocal &Local, const std::vector<SequenceUse> &Uses);

/// Returns whether objects of \p Type are made by parsing a text: regular
/// expressions, locales.
bool isParsedText(clang::QualType Type);

/// Returns whether the value of \p E depends on nothing that may change.
bool isConstantValue(const clang::Expr &E);

/// Returns whether all arguments are given and constant.
bool isMadeOfConstants(const clang::CXXConstructExpr &Made);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_LOOPLOCALS_H
