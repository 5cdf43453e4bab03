//===- Effects.h - What evaluating code does beyond giving a value --------===//
//
// A loop may become a call, and a container may vanish, only where nobody can
// tell the difference. That depends on what the code in between does.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_EFFECTS_H
#define MEMTIDY_ANALYSIS_EFFECTS_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class ASTContext;
class Expr;
class Stmt;
class ValueDecl;
} // namespace clang

namespace memtidy {

/// Ordered: a later one is worse.
enum class Effect {
  None,   ///< Reads only.
  Opaque, ///< Calls a function whose body is unseen, without handing it
          ///< anything to change.
  Writes, ///< Changes something that outlives it, or is given the means to.
};

/// What a piece of code may do.
struct Effects {
  Effect What = Effect::None;
  /// What does it; null for None.
  const clang::Stmt *Where = nullptr;
  bool MayThrow = false;
  /// A function whose body is unseen is called.
  bool CallsUnseen = false;
  /// Variables and fields that are changed, each once; null for what has no
  /// name here. Variables that the code declares itself count only where they
  /// are references.
  llvm::SmallVector<const clang::ValueDecl *, 2> Written;

  /// Adds what other code does.
  void join(const Effects &Other) {
    if (Other.What > What) {
      What = Other.What;
      Where = Other.Where;
    }
    MayThrow |= Other.MayThrow;
    CallsUnseen |= Other.CallsUnseen;
    for (const clang::ValueDecl *Decl : Other.Written)
      if (!llvm::is_contained(Written, Decl))
        Written.push_back(Decl);
  }
};

/// Returns what evaluating \p Code does. Variables that it declares are its
/// own; bodies of functions are looked at where they are seen, lambdas where
/// they are made.
Effects effectsOf(const clang::Stmt &Code, const clang::ASTContext &Context);

/// Returns whether \p Code mentions \p Decl: reads, writes or captures it.
bool mentions(const clang::Stmt &Code, const clang::ValueDecl &Decl);

/// Returns whether two expressions are spelled alike and mean the same
/// variables.
bool isSameExpr(const clang::Expr &One, const clang::Expr &Other,
                const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_EFFECTS_H
