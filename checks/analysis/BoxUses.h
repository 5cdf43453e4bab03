//===- BoxUses.h - What the uses of a smart pointer ask of it -------------===//

#ifndef MEMTIDY_ANALYSIS_BOXUSES_H
#define MEMTIDY_ANALYSIS_BOXUSES_H

#include "checks/analysis/ValueUses.h"

namespace memtidy {

/// How a new value came into a pointer.
enum class BoxSource {
  Made,    ///< make_unique<T>, make_shared<T> or new T, of exactly T.
  MadeSub, ///< The same, of a class derived from T.
  Null,    ///< nullptr, or default-constructed.
  Foreign, ///< Anything else: somebody else made it.
};

/// Returns how \p E, which initialises or is assigned to a pointer to \p T,
/// was made.
BoxSource boxSourceOf(const clang::Expr &E, clang::QualType T);

/// How long somebody keeps the address of what a pointer points to.
enum class Retention {
  None,
  Local, ///< A local reference.
  Lent,  ///< A reference parameter that may be written through.
  Returned,
  Lasting, ///< An address, or a reference that a constructor gets.
};

/// Returns what \p Use does with the object, after `*p` or `p->`, which
/// \p Access is. Follows local references.
Retention holdOf(const ValueUses &All, const ValueUse &Use,
                 const Consumer &Access);

/// Returns what is done with the object that the reference \p Variable is
/// bound to.
Retention holdOf(const ValueUses &All, const clang::VarDecl &Variable);

/// The uses of a pointer, added up.
struct PointerUses {
  unsigned Accesses = 0;
  unsigned Makes = 0;
  bool MayBeNull = false; ///< Tested, reset or assigned nullptr.
  bool MakesDerived = false;
  bool IsTransferred = false; ///< Moved out, released, swapped, foreign.
  bool IsCopied = false;      ///< Copied, passed on, captured, observed.
  bool IsResetAtEnd = false;  ///< Reset by a destructor.
  bool IsExposed = false;     ///< Its address or the object's gets out.
  Retention Strongest = Retention::None;
};

/// Adds up \p Uses of a pointer to \p T.
PointerUses pointerUsesOf(const ValueUses &All, const DeclUses &Uses,
                          clang::QualType T);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_BOXUSES_H
