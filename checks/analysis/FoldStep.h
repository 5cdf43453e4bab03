//===- FoldStep.h - What one iteration of a fold does ---------------------===//

#ifndef MEMTIDY_ANALYSIS_FOLDSTEP_H
#define MEMTIDY_ANALYSIS_FOLDSTEP_H

#include "clang/AST/OperationKinds.h"
#include "clang/AST/Type.h"
#include <optional>

namespace clang {
class Expr;
class ValueDecl;
} // namespace clang

namespace memtidy {

/// An operation on one place: `Into Op= Value`.
struct Operation {
  clang::BinaryOperatorKind Op; ///< BO_Assign, BO_AddAssign, ...
  const clang::Expr *Into;
  const clang::Expr *Value; ///< Null: one more.
};

/// Returns the operation that \p E is: an assignment, an increment, or a
/// string that is appended to.
std::optional<Operation> operationIn(const clang::Expr &E);

/// Returns the variable or field that \p E names, through fields of one
/// object only; null for elements, calls and pointers.
const clang::ValueDecl *accumulatorIn(const clang::Expr &E);

/// Returns the value of a literal, or nullopt.
std::optional<bool> boolIn(const clang::Expr *E);

/// Returns whether \p E is what a search returns that finds nothing: a null
/// pointer, a negative number, an end.
bool meansNothing(const clang::Expr &E);

bool isString(clang::QualType Type);

/// The values that a hand-written sum may have; other classes overload `+=`
/// for things that are no sum, such as connecting a handler.
bool isSummable(clang::QualType Type);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_FOLDSTEP_H
