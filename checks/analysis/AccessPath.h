//===- AccessPath.h - Which object an expression means ------------*- C++
//-*-===//
//
// `b->state->lifetime` is the field `lifetime` of the field `state` of what
// `b` means. Two expressions with equal paths mean the same object; a path
// that starts with another is reached through it. Dereferencing adds nothing:
// a pointer and its object have one path.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_ACCESSPATH_H
#define MEMTIDY_ANALYSIS_ACCESSPATH_H

#include "checks/analysis/CallView.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>

namespace memtidy {

/// How a hop keeps what comes after it alive.
enum class Hold {
  Value,    ///< Part of the object.
  Shared,   ///< A shared pointer.
  Unique,   ///< A unique pointer.
  OwnedRaw, ///< A raw pointer that its class deletes.
  None,     ///< Does not: raw, weak, reference.
};

/// One step from an object into what it has.
struct Hop {
  /// The field, of the template pattern; null for an element.
  const clang::FieldDecl *Field = nullptr;
  /// What people call it: "cb_", "[key]"; empty for an unknown place.
  std::string Name;
  Hold How = Hold::Value;
  /// The ownership rests on the shape of the class, not on a body.
  bool Inferred = false;
  clang::QualType Type;

  bool operator==(const Hop &Other) const {
    return Field == Other.Field && Name == Other.Name;
  }
};

/// An object, named from where a function can see it.
struct AccessPath {
  enum class Root {
    This,     ///< *this of the function.
    Variable, ///< A local variable, parameter or global.
    Result,   ///< What the function returns.
  };

  Root From = Root::This;
  const clang::VarDecl *Var = nullptr; ///< For Variable.
  llvm::SmallVector<Hop, 4> Hops;
  /// Some step copied a value: only what it shares is the same object.
  bool Copied = false;

  bool startsWith(const AccessPath &Prefix) const;
  /// Whether both name the same object, however they came to it.
  bool sameAs(const AccessPath &Other) const {
    return Hops.size() == Other.Hops.size() && startsWith(Other);
  }
  /// Returns this path with the hops of \p Rest behind its own.
  AccessPath then(llvm::ArrayRef<Hop> Rest) const;
};

/// Finds the objects that expressions of one function mean. Learns while the
/// function is walked in source order.
class PathResolver {
public:
  /// Knows the aliases and assignments of \p Function.
  PathResolver(const OwnerTypes &Types, const clang::FunctionDecl &Function);
  /// Knows none: for single expressions.
  PathResolver(const OwnerTypes &Types, const clang::ASTContext &Context)
      : Types(Types), Context(Context) {}

  const clang::ASTContext &context() const { return Context; }

  /// Returns nullopt when it cannot tell: a fresh object, an opaque call.
  std::optional<AccessPath> pathOf(const clang::Expr &E) const;
  std::optional<AccessPath> pathOf(const clang::VarDecl &Var) const;

  /// Remembers that \p Var is kept in \p Where: `children_.push_back(child)`.
  void addPlace(const clang::VarDecl &Var, AccessPath Where);

  /// Returns whether \p Var means one object first and another later: what is
  /// known of the one says nothing of the other.
  bool isReplaced(const clang::VarDecl &Var) const;

  /// Returns \p Path and its other names: a local that was stored in a field
  /// is that field.
  llvm::SmallVector<AccessPath, 2> namesOf(const AccessPath &Path) const;

  /// Returns how a field of \p Type keeps its target.
  Hop hopInto(const clang::FieldDecl &Field, clang::QualType Type) const;
  /// Returns the hop to an element of a container of \p Type.
  Hop elementOf(clang::QualType Type, llvm::StringRef Key) const;

private:
  std::optional<AccessPath> pathOf(const clang::Expr &E, unsigned Depth) const;
  std::optional<AccessPath> pathOfCall(const clang::Expr &E,
                                       unsigned Depth) const;
  std::optional<AccessPath> pathOfMember(const clang::Expr &E,
                                         unsigned Depth) const;
  std::optional<AccessPath> pathOfResult(const CallView &Call,
                                         unsigned Depth) const;
  std::optional<AccessPath> receiverOf(const CallView &Call,
                                       unsigned Depth) const;
  std::string keyOf(llvm::ArrayRef<const clang::Expr *> Args) const;
  bool isAlias(const clang::VarDecl &Var, const AccessPath &Of) const;

  const OwnerTypes &Types;
  const clang::ASTContext &Context;
  /// Where each variable and field was assigned in the function.
  llvm::DenseMap<const clang::ValueDecl *,
                 llvm::SmallVector<clang::SourceLocation, 2>>
      Assigned;
  llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<AccessPath, 2>>
      Places;
};

/// Returns \p Path of a callee as the caller sees it: this becomes
/// \p Receiver, parameters become arguments. Nullopt when a root has no name
/// there.
std::optional<AccessPath> seenFromCaller(const AccessPath &Path,
                                         const CallView &Call,
                                         const clang::FunctionDecl &Callee,
                                         const std::optional<AccessPath> &This,
                                         const PathResolver &Caller);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ACCESSPATH_H
