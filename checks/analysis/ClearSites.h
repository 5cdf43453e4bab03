//===- ClearSites.h - Where fields let go of what they keep -------*- C++
//-*-===//

#ifndef MEMTIDY_ANALYSIS_CLEARSITES_H
#define MEMTIDY_ANALYSIS_CLEARSITES_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace clang {
class FieldDecl;
class FunctionDecl;
class LambdaExpr;
} // namespace clang

namespace memtidy {

class OwnerTypes;
class TuIndex;

/// A place in a function.
struct Spot {
  const clang::FunctionDecl *In = nullptr; ///< The named function around it.
  /// The lambdas around it, outermost first.
  llvm::SmallVector<const clang::LambdaExpr *, 1> Lambdas;
  /// The branches around it inside the innermost lambda, and the statements
  /// before it that may return: it need not run.
  /// Tests whether something is there at all are no branches.
  llvm::SmallVector<const clang::Stmt *, 2> Branches;
  clang::SourceLocation Loc;
};

/// How a field lets go, the most thorough first.
enum class ClearKind {
  Reset,    ///< = nullptr, reset(), clear(), disconnect()
  MovedOut, ///< std::move(field), exchange, swap
  Closed,   ///< A close(), cancel() or stop() whose body is not seen.
  Popped,   ///< pop(), erase(): one element
};

struct ClearSite : Spot {
  const clang::FieldDecl *Field = nullptr;
  ClearKind Kind = ClearKind::Reset;
};

/// Somebody passes a null argument: set_handler(nullptr).
struct NullCall : Spot {
  const clang::FunctionDecl *Callee = nullptr;
};

struct CallSpot : Spot {
  const clang::FunctionDecl *Callee = nullptr;
};

/// All of them in one TU, collected by one walk over user code.
class ClearSites {
public:
  ClearSites(TuIndex &Index, const OwnerTypes &Types);

  llvm::ArrayRef<ClearSite> of(const clang::FieldDecl &Field) const;
  /// Where what \p Field keeps is called, or copied to be called.
  llvm::ArrayRef<Spot> callsOf(const clang::FieldDecl &Field) const;

  std::vector<NullCall> NullCalls;
  std::vector<CallSpot> Calls;
  /// Member functions whose address is taken: who calls them nobody knows.
  llvm::DenseSet<const clang::FunctionDecl *> Named;

private:
  friend class ClearWalker;
  llvm::DenseMap<const clang::FieldDecl *, std::vector<ClearSite>> Clears;
  llvm::DenseMap<const clang::FieldDecl *, std::vector<Spot>> Invocations;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CLEARSITES_H
