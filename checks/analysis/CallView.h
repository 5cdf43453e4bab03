//===- CallView.h - A call, in or out of a template ---------------*- C++
//-*-===//
//
// In a template pattern most calls are not resolved yet. A CallView names the
// candidates that the spelled types allow, so that flow through a template is
// followed before anyone instantiates it.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_CALLVIEW_H
#define MEMTIDY_ANALYSIS_CALLVIEW_H

#include "checks/analysis/OwnerTypes.h"
#include "checks/model/QualifiedName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace memtidy {

/// A call or construction.
struct CallView {
  const clang::Expr *Site = nullptr;
  /// Qualified as far as known, else the bare name.
  std::string Name;
  /// The object that a member function is called on; null for free functions
  /// and for an implicit this.
  const clang::Expr *Receiver = nullptr;
  /// A member function of the enclosing class is called without an object.
  bool OnThis = false;
  /// Callees that fit the name and the number of arguments, as written:
  /// patterns for template instances. Bodies may be unseen.
  llvm::SmallVector<const clang::FunctionDecl *, 2> Callees;
  llvm::SmallVector<const clang::Expr *, 4> Args;
  /// For makers and constructions: the class that is made.
  clang::QualType Made;

  llvm::StringRef bareName() const { return memtidy::bareName(Name); }
};

inline bool isOneOf(llvm::StringRef Name,
                    std::initializer_list<llvm::StringRef> Names) {
  return llvm::is_contained(Names, Name);
}

/// Returns the view of \p E, or nullopt when it is no call or construction.
std::optional<CallView> callViewOf(const clang::Expr &E,
                                   const OwnerTypes &Types);

/// Returns the construction that a maker such as make_shared<T>(...) does:
/// the constructors of T that fit.
CallView constructionBy(const CallView &Maker);

/// Returns \p E without parentheses, casts, temporaries and copies that keep
/// the value: what the author would point at.
const clang::Expr &stripped(const clang::Expr &E);

/// Returns the type of \p E, guessed from declarations where it is dependent;
/// null when unknown.
clang::QualType typeOf(const clang::Expr &E, const OwnerTypes &Types);

/// Returns the class of the object that \p E is or points to.
TypeView objectViewOf(const clang::Expr &E, const OwnerTypes &Types);

/// Returns how a value of \p E owns; looks into dependent code.
Role roleOf(const clang::Expr &E, const OwnerTypes &Types);

/// Returns the field that a dependent member access names, or null.
const clang::FieldDecl *dependentField(const clang::Expr &Access,
                                       const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CALLVIEW_H
