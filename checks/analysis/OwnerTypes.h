//===- OwnerTypes.h - How a type owns ----------------------------*- C++
//-*-===//
//
// Is it a shared pointer, a weak one, a callable, a container? Answers come
// from names (OwnershipModel), from annotations and from the shape of a class.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_OWNERTYPES_H
#define MEMTIDY_ANALYSIS_OWNERTYPES_H

#include "checks/analysis/OwnershipModel.h"
#include "checks/analysis/TypeView.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class Decl;
class Expr;
} // namespace clang

namespace memtidy {

/// What a value of a type is to the objects behind it.
enum class Role {
  Unknown,   ///< Dependent: cannot tell.
  Other,     ///< Owns nothing that matters: numbers, enumerations.
  Strong,    ///< Shared ownership: std::shared_ptr.
  Weak,      ///< Observes a shared object: std::weak_ptr.
  Unique,    ///< Sole ownership: std::unique_ptr.
  Raw,       ///< A plain pointer.
  Reference, ///< A reference, reference_wrapper or function_ref.
  Callable,  ///< Keeps a callable: std::function, a project's own wrapper.
  Container, ///< Keeps elements: std::vector.
  Wrapper,   ///< Keeps its arguments by value: std::optional.
  Record,    ///< Any other class, by value.
};

/// Classifies types by the model. Lives as long as its TU.
class OwnerTypes {
public:
  explicit OwnerTypes(const OwnershipModel &Model) : Model(Model) {}

  const OwnershipModel &model() const { return Model; }

  Role roleOf(clang::QualType Type) const;

  /// Returns what a smart or raw pointer points to, a null type for others.
  clang::QualType pointeeOf(clang::QualType Type) const;

  /// Returns true when a value of \p Type keeps callables that it is given,
  /// directly or in elements: std::function, a list of them, Signal.
  bool keepsCallables(clang::QualType Type) const;

  /// Returns true when copying a value of \p Type shares an object: a shared
  /// pointer, or a class that has one as a field (a handle).
  bool sharesOnCopy(clang::QualType Type) const;

  /// Returns true when \p Field's class deletes what the raw pointer points
  /// to, as far as bodies are seen. \p Inferred is set when only the shape
  /// says so: a pimpl of a class whose destructor is elsewhere.
  bool deletesPointee(const clang::FieldDecl &Field, bool &Inferred) const;

private:
  bool isCallableWrapper(const clang::CXXRecordDecl &Record) const;
  bool isHandle(const clang::CXXRecordDecl &Record) const;
  bool sharesOnCopy(clang::QualType Type, unsigned Depth) const;
  bool keepsCallables(clang::QualType Type, unsigned Depth) const;

  const OwnershipModel &Model;
  mutable llvm::DenseMap<const clang::CXXRecordDecl *, bool> Wrappers, Handles;
};

/// Returns true when \p Decl carries the annotation "memtidy:<What>".
bool hasAnnotation(const clang::Decl &Decl, llvm::StringRef What);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_OWNERTYPES_H
