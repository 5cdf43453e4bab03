//===- LockGuards.h - What guards the uses of a pointer ---------*- C++ -*-===//

#ifndef MEMTIDY_EDITS_LOCKGUARDS_H
#define MEMTIDY_EDITS_LOCKGUARDS_H

#include "checks/edits/WeakUse.h"
#include <optional>
#include <string>

namespace memtidy {

/// The object whose field is used: a variable, or this where null.
struct FieldHolder {
  const clang::VarDecl *Var = nullptr;

  bool operator==(const FieldHolder &) const = default;
};

/// A place from which on a locked pointer is there.
struct LockGuard {
  enum class Form {
    Condition,     ///< The test is the condition: declare it there.
    FirstInAnd,    ///< The test comes first in it: an initialiser of the if.
    Before,        ///< Lock before the statement that tests.
    WholeStatement ///< No test: the statements run only with an object.
  };

  Form Is = Form::Condition;
  /// The statement that tests, or the first of the statements.
  const clang::Stmt *Anchor = nullptr;
  /// WholeStatement: those that follow, and whether they are a block's.
  llvm::SmallVector<const clang::Stmt *, 2> Rest;
  bool InBlock = true;
  FieldHolder Of;
  /// What runs with the locked pointer.
  clang::SourceRange Region;
  const WeakUse *Test = nullptr;
  /// The lambda that has it all; null outside of lambdas.
  const clang::Stmt *Lambda = nullptr;
  const clang::FunctionDecl *In = nullptr;
  std::string Name; ///< Of the locked pointer.
};

/// Returns the object whose field \p Use accesses, where it has a simple name.
std::optional<FieldHolder> holderOf(const FieldUse &Use);

/// Returns the innermost lambda around \p Use, or null.
const clang::Stmt *lambdaAround(const FieldUse &Use);

/// Returns the guard under which \p Use, a dereference, runs. \p Uses are all
/// uses of the field. Nullopt where nothing shows that there is an object and
/// where the statement does more than use it.
std::optional<LockGuard> guardOf(const WeakUse &Use,
                                 llvm::ArrayRef<WeakUse> Uses,
                                 const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_EDITS_LOCKGUARDS_H
