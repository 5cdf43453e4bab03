//===- HoistLocal.h - Make a local once, before the loop ------------------===//

#ifndef MEMTIDY_EDITS_HOISTLOCAL_H
#define MEMTIDY_EDITS_HOISTLOCAL_H

#include "checks/edits/EditPlan.h"

namespace clang {
class ASTContext;
class CXXMemberCallExpr;
class DeclStmt;
class Stmt;
class VarDecl;
} // namespace clang

namespace memtidy {

/// A local that begins in each iteration as in the one before.
struct HoistPlan {
  const clang::Stmt *Function = nullptr; ///< The body that has the loop.
  const clang::Stmt *Loop = nullptr;     ///< The outermost loop.
  const clang::VarDecl *Var = nullptr;
  const clang::DeclStmt *Declared = nullptr;
  std::string Emptied; ///< What empties it: "V.clear();".
  unsigned Index = 0;  ///< How many locals of this loop are hoisted before.
  /// The declaration without a value; empty: as it is written.
  std::string Declaration = {};
};

/// Declares the local before the loop and empties it where it was declared.
/// Refuses where its name means something else there.
EditPlan hoistLocal(const HoistPlan &Plan, const clang::ASTContext &Context);

/// Makes the variable of \p Declared `static const`.
EditPlan makeStaticConst(const clang::DeclStmt &Declared,
                         const clang::VarDecl &Var,
                         const clang::ASTContext &Context);

/// Turns `S.substr(...)` into `std::string_view(S).substr(...)`; \p Var, where
/// it is not null, is what that initialises, and becomes a view.
EditPlan viewSubstr(const clang::CXXMemberCallExpr &Call,
                    const clang::VarDecl *Var,
                    const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_EDITS_HOISTLOCAL_H
