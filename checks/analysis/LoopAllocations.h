//===- LoopAllocations.h - What each iteration allocates anew -------------===//

#ifndef MEMTIDY_ANALYSIS_LOOPALLOCATIONS_H
#define MEMTIDY_ANALYSIS_LOOPALLOCATIONS_H

#include "checks/analysis/LocalObjects.h"
#include "checks/analysis/SequenceUse.h"
#include <optional>

namespace clang {
class CXXConstructExpr;
class DeclStmt;
} // namespace clang

namespace memtidy {

/// What is made in each iteration.
enum class LoopWaste {
  Container, ///< A local that is filled and thrown away.
  Stream,    ///< A local string stream.
  Parser,    ///< A regular expression or locale from a constant.
  Literal,   ///< A temporary string from a literal.
  View,      ///< A temporary string from a string_view.
  Substr,    ///< A copy of a part of a string that is only looked at.
  Function,  ///< A std::function whose closure does not fit inside.
  Object,    ///< What a smart pointer owns and deletes again.
  Array,     ///< The same, of several elements.
};

/// What a local begins with.
enum class LocalStart {
  Empty,
  Sized,  ///< A number of elements: `V(N)`.
  Filled, ///< A number of equal elements: `V(N, X)`.
  Range,  ///< What is between two iterators: `V(First, Last)`.
  Copy,   ///< A copy of another: `V = Other`.
  Text,   ///< A copy of characters: `V = "text"`.
};

/// One thing that a loop makes anew, although nothing of it outlives the
/// iteration.
struct LoopAllocation {
  /// The variable, or null for a temporary.
  const clang::VarDecl *Var = nullptr;
  /// The statement that declares it.
  const clang::DeclStmt *Declared = nullptr;
  /// The expression that makes it: for temporaries.
  const clang::Expr *Made = nullptr;
  clang::QualType Type;
  const clang::Stmt *Loop = nullptr;      ///< The innermost loop around it.
  const clang::Stmt *Outermost = nullptr; ///< The outermost.
  /// For Container: how the function uses it.
  const SequenceUse *Use = nullptr;
  LoopWaste Kind = LoopWaste::Container;
  /// Container, Stream: what it begins with, and its construction.
  LocalStart Start = LocalStart::Empty;
  const clang::CXXConstructExpr *Init = nullptr;
  /// For Object: what it is and how it is used. A function has few of these,
  /// and they live as long as its findings are made.
  // NOLINTNEXTLINE(memtidy-oversized-alternative)
  std::optional<LocalObject> Object;
  /// Nothing says that more is made than fits into the object itself.
  bool MayFitInside = false;
};

/// Returns what the loops of \p Function make anew, in source order. \p Uses
/// are the containers of the same function.
std::vector<LoopAllocation>
loopAllocationsIn(const clang::FunctionDecl &Function,
                  const std::vector<SequenceUse> &Uses);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_LOOPALLOCATIONS_H
