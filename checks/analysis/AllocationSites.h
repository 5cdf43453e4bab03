//===- AllocationSites.h - Where a function takes memory from the heap ----===//

#ifndef MEMTIDY_ANALYSIS_ALLOCATIONSITES_H
#define MEMTIDY_ANALYSIS_ALLOCATIONSITES_H

#include "clang/AST/Type.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace clang {
class DeclStmt;
class Expr;
class FunctionDecl;
class Stmt;
class VarDecl;
} // namespace clang

namespace memtidy {

/// How an object gets onto the heap.
enum class AllocatedBy {
  New,        ///< new T, kept in a raw pointer.
  NewOwned,   ///< new T, given to a unique or shared pointer at once.
  MakeUnique, ///< make_unique<T>.
  MakeShared, ///< make_shared<T>.
};

/// One object on the heap, made by an expression that a function spells.
struct AllocationSite {
  AllocatedBy How = AllocatedBy::New;
  bool IsArray = false;
  /// It is assigned to Owner, which begins without an object.
  bool IsLate = false;
  /// The new expression or the call of the maker.
  const clang::Expr *Site = nullptr;
  /// What is made; an element of it for arrays.
  clang::QualType Type;
  /// The local variable that it initialises or is assigned to, or null.
  const clang::VarDecl *Owner = nullptr;
  /// The statement that declares Owner.
  const clang::DeclStmt *Declared = nullptr;
  /// The loops around it within its function or lambda, outermost first.
  llvm::SmallVector<const clang::Stmt *, 2> Loops;
};

/// Returns what an \p Owner of this type points to and deletes in the common
/// way; null where it has a deleter of its own.
clang::QualType ownedTypeOf(clang::QualType Owner);

/// Returns the sites of \p Function in source order, lambdas in its body
/// included; nothing that depends on template parameters.
std::vector<AllocationSite>
allocationSitesIn(const clang::FunctionDecl &Function);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ALLOCATIONSITES_H
