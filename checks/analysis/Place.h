//===- Place.h - A variable or a field that an expression names -----------===//
//
// `names`, `this->names`, `result.names` and `(*out)`: what a statement reads
// or writes, named so that two statements can be compared. Cheaper than an
// AccessPath and without ownership: it answers "the same object?" inside one
// function.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_PLACE_H
#define MEMTIDY_ANALYSIS_PLACE_H

#include "clang/AST/Type.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>

namespace clang {
class CallExpr;
class CXXConstructExpr;
class Expr;
class FieldDecl;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace memtidy {

/// A variable, or a field of one or of *this. A pointer and what it points to
/// are one place: a function that has `out` does not mix the two.
struct Place {
  const clang::VarDecl *Root = nullptr; ///< Null: *this.
  llvm::SmallVector<const clang::FieldDecl *, 2> Fields;

  bool operator==(const Place &Other) const {
    return Root == Other.Root && Fields == Other.Fields;
  }
  /// Returns what people call it: "names", "result.names".
  std::string name() const;
};

/// Returns the place that \p E names, or nullopt: a call, an element.
std::optional<Place> placeOf(const clang::Expr &E);

/// A call of a member function or of an operator, resolved or, in a template,
/// not yet.
struct MemberCall {
  const clang::Expr *Site = nullptr;
  const clang::Expr *Object = nullptr;
  /// "push_back", "operator+=".
  std::string Name;
  llvm::SmallVector<const clang::Expr *, 2> Args;
};

/// Returns the member call that \p E is, or nullopt. Operators count as
/// members of their left operand.
std::optional<MemberCall> memberCallOf(const clang::Expr &E);

/// Returns where the member or operator is named.
clang::SourceLocation nameLoc(const MemberCall &Call);

/// Two operands and what stands between them, also where operators are
/// overloaded, rewritten or dependent.
struct BinaryView {
  llvm::StringRef Operator; ///< "<", "+=".
  const clang::Expr *Left = nullptr;
  const clang::Expr *Right = nullptr;
};
std::optional<BinaryView> binaryViewOf(const clang::Expr &E);

/// Returns \p E without what the author did not write, and without
/// parentheses.
const clang::Expr &bare(const clang::Expr &E);

/// Returns the arguments of \p Made that the source spells: no defaults.
llvm::ArrayRef<const clang::Expr *>
writtenArgs(const clang::CXXConstructExpr &Made);

/// Returns the name of the function that is called, unqualified; empty where
/// there is none.
llvm::StringRef calleeName(const clang::CallExpr &Call);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_PLACE_H
