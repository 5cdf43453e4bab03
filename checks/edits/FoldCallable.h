//===- FoldCallable.h - The callable of a folded loop ---------------------===//

#ifndef MEMTIDY_EDITS_FOLDCALLABLE_H
#define MEMTIDY_EDITS_FOLDCALLABLE_H

#include "checks/analysis/LoopFold.h"
#include "checks/edits/EditPlan.h"
#include "checks/edits/SourcePieces.h"

namespace memtidy {

/// What the callable is made from.
struct CallableNeed {
  const LoopFold &Fold;
  const clang::ASTContext &Context;
  /// "accumulate", "count_if", "all_of" ...
  llvm::StringRef Algorithm;
};

/// Returns the lambda that \p Need's algorithm takes, made from pieces of the
/// loop; empty where the algorithm needs none, or \p Plan was refused.
std::string spellCallable(const CallableNeed &Need, SourcePieces &Pieces,
                          EditPlan &Plan);

/// Returns how \p Type is written in code, "auto" where it has no name.
std::string spellType(const clang::ASTContext &Context, clang::QualType Type);

/// Returns \p Init, a literal, spelled so that it has the type of \p Var;
/// empty where that is not clear.
std::string spellStart(const clang::ASTContext &Context,
                       const clang::Expr &Init, const clang::VarDecl &Var);

} // namespace memtidy

#endif // MEMTIDY_EDITS_FOLDCALLABLE_H
