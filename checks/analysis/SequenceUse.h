//===- SequenceUse.h - How a container is filled and read -----------------===//
//
// For each container that a function names: everything that the function does
// with it, in source order, and inside which loops.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_SEQUENCEUSE_H
#define MEMTIDY_ANALYSIS_SEQUENCEUSE_H

#include "checks/analysis/ContainerKinds.h"
#include "checks/analysis/Place.h"
#include <vector>

namespace clang {
class FunctionDecl;
class LambdaExpr;
class Stmt;
} // namespace clang

namespace memtidy {

class TuIndex;

/// What a function does with a container.
enum class UseKind {
  Append,   ///< One element more: push_back, emplace_back, += of a character.
  Insert,   ///< At most one more, by key: insert, emplace, operator[] of a map.
  Grow,     ///< Any number more: insert of a range, append, back_inserter.
  Reserve,  ///< reserve.
  Resize,   ///< resize, assign: the size is set.
  Clear,    ///< clear.
  Remove,   ///< pop_back, erase.
  Assigned, ///< Replaced as a whole.
  Size,     ///< size, length, count of all.
  Empty,    ///< empty.
  Find,     ///< find, count, contains.
  Iterate,  ///< A range-for over it.
  Ends,     ///< begin, end and their kind: an iterator.
  Element,  ///< operator[], at, front, back, data.
  Read,     ///< Another const member, or passed on by const reference.
  Write,    ///< Another member that may change it.
  Copied,   ///< Its value is copied.
  Moved,    ///< std::move, swap: the content leaves.
  Returned, ///< return it.
  Shared,   ///< A reference or pointer to it goes where it may be changed.
};

/// One thing that a function does with a container.
struct SequenceOp {
  UseKind Kind = UseKind::Shared;
  /// The call, operator, loop or name.
  const clang::Stmt *Site = nullptr;
  /// The elements or arguments, as written.
  llvm::SmallVector<const clang::Expr *, 2> Args;
  /// The loops around it within its function or lambda, outermost first.
  llvm::SmallVector<const clang::Stmt *, 2> Loops;
  /// The innermost lambda whose body has it, or null.
  const clang::LambdaExpr *In = nullptr;
  /// The value of the call is used.
  bool HasUsedResult = false;
};

/// One container of a function.
struct SequenceUse {
  Place What;
  clang::QualType Type; ///< Without reference and pointer.
  ContainerType Traits;
  /// A local variable that owns its elements: where it is declared; else null.
  const clang::VarDecl *Local = nullptr;
  /// The loops around its declaration; empty unless Local.
  llvm::SmallVector<const clang::Stmt *, 2> LocalLoops;
  /// The lambda whose body declares it, or null.
  const clang::LambdaExpr *LocalIn = nullptr;
  /// The local begins empty.
  bool StartsEmpty = false;
  std::vector<SequenceOp> Ops; ///< In source order.
};

/// The containers of one function at a time.
class SequenceUses {
public:
  explicit SequenceUses(TuIndex &) {}

  /// Returns the containers that \p Function names, in the order of their
  /// first mention, lambdas in its body included. Valid until the next call
  /// with another function.
  const std::vector<SequenceUse> &of(const clang::FunctionDecl &Function);

  ContainerTypes &types() { return Types; }

private:
  ContainerTypes Types;
  const clang::FunctionDecl *Last = nullptr;
  std::vector<SequenceUse> Uses;
};

/// Returns the name of \p Kind in lower case, for dumps.
llvm::StringLiteral toString(UseKind Kind);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_SEQUENCEUSE_H
