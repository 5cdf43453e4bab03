//===- Closures.h - What a callable keeps alive -------------------*- C++
//-*-===//
//
// A lambda, a std::bind result or a function object, and the objects that it
// owns by what it captured. The frame of a coroutine is like them.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_CLOSURES_H
#define MEMTIDY_ANALYSIS_CLOSURES_H

#include "checks/analysis/AccessPath.h"

namespace clang {
class LambdaCapture;
class LambdaExpr;
} // namespace clang

namespace memtidy {

/// Something captured that shares ownership of an object.
struct OwningCapture {
  std::string Name;          ///< As written: "self", "conn".
  clang::SourceLocation Loc; ///< The capture or the bound argument.
  /// The object that it keeps alive.
  AccessPath Target;
  /// A value that shares on copying, not a shared pointer itself.
  bool ByHandle = false;
  /// What the capture was made from, where it is spelled.
  const clang::Expr *Source = nullptr;
  const clang::LambdaCapture *Written = nullptr; ///< Null for bound arguments.
  /// Where a callee captures what it is given at Loc; invalid when the
  /// function captures it itself.
  clang::SourceLocation InCallee;
  clang::QualType Type;
};

/// A callable made in a function.
struct Closure {
  enum class Kind { Lambda, Bind, Functor, Frame };
  Kind Form = Kind::Lambda;
  const clang::Expr *Site = nullptr;
  llvm::SmallVector<OwningCapture, 2> Owns;
  /// Whose frame it is; null for others.
  const clang::FunctionDecl *Coroutine = nullptr;
  /// How many links are inferred of what it is.
  unsigned Inferences = 0;
};

/// Returns what a value of \p Type keeps that is made from \p Source, or from
/// \p Var where that is null; nullopt when it shares nothing that has a path.
/// Name and places are the caller's to fill in.
std::optional<OwningCapture> owningCapture(clang::QualType Type,
                                           const clang::Expr *Source,
                                           const clang::VarDecl *Var,
                                           const OwnerTypes &Types,
                                           const PathResolver &Paths);

/// Returns the captures of \p Lambda that own, those of its by-value captured
/// closures included.
Closure closureOf(const clang::LambdaExpr &Lambda, const OwnerTypes &Types,
                  const PathResolver &Paths);

/// Returns what a call of std::bind or a like function keeps: the decayed
/// arguments count, not the parameters of the bound function.
Closure closureOfBind(const CallView &Bind, const OwnerTypes &Types,
                      const PathResolver &Paths);

/// Returns what a function object keeps that is made from \p Made's
/// arguments, or nullopt when the class is not called like a function.
std::optional<Closure> closureOfFunctor(const CallView &Made,
                                        const OwnerTypes &Types,
                                        const PathResolver &Paths);

/// Returns the text of \p E as written: "self", "shared_from_this()".
std::string spelled(const clang::Expr &E, const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CLOSURES_H
