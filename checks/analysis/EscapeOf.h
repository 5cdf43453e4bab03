//===- EscapeOf.h - Does what a pointer owns leave its scope? -------------===//

#ifndef MEMTIDY_ANALYSIS_ESCAPEOF_H
#define MEMTIDY_ANALYSIS_ESCAPEOF_H

#include "llvm/ADT/SmallVector.h"

namespace clang {
class Expr;
class Stmt;
class VarDecl;
} // namespace clang

namespace memtidy {

/// What is done with a local pointer.
enum class PointerUse {
  Arrow,   ///< p->x
  Star,    ///< *p, p[i]
  Get,     ///< p.get()
  Lend,    ///< The raw pointer itself is passed on; it owns nothing.
  Test,    ///< if (p), p != nullptr
  Delete,  ///< delete p
  Reset,   ///< p.reset(), p = nullptr: the object dies early.
  Made,    ///< p = std::make_unique<T>(...): an object comes later.
  Escapes, ///< Anything else: moved, copied, returned, assigned, captured.
};

/// One use of a local pointer.
struct PointerUseSite {
  PointerUse Kind = PointerUse::Escapes;
  const clang::Expr *Name = nullptr; ///< The name of the pointer.
  const clang::Stmt *Site = nullptr; ///< The whole: the member access, ...
};

/// How a local pointer is used, in source order.
struct PointerEscape {
  llvm::SmallVector<PointerUseSite, 8> Uses;

  /// Returns the first use of \p Kind, or null.
  const PointerUseSite *find(PointerUse Kind) const;
};

/// Returns all uses of \p Pointer, a raw or smart pointer, in \p Body. When
/// none of them escapes, the object that it owns dies with the scope of
/// \p Pointer, however far references to it go.
PointerEscape escapeOf(const clang::VarDecl &Pointer, const clang::Stmt &Body);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ESCAPEOF_H
