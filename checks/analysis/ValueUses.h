//===- ValueUses.h - What becomes of variables and fields -----------------===//
//
// Whether a box, a vector or a list is needed shows in its uses. One walk
// notes each use of each variable and field whose type is a class template of
// the standard library, of each local reference and of what find() returns;
// consumerOf then says what a use does with the value.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_VALUEUSES_H
#define MEMTIDY_ANALYSIS_VALUEUSES_H

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/PointerUnion.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <optional>

namespace memtidy {

class TuIndex;

/// What is around an expression, innermost first, up to the first node that is
/// no expression.
using EnclosingNode =
    llvm::PointerUnion<const clang::Stmt *, const clang::Decl *>;

/// One mention of a variable or field.
struct ValueUse {
  const clang::Expr *Ref = nullptr;
  llvm::SmallVector<EnclosingNode, 6> Around;
  /// The function whose body mentions it, or null.
  const clang::FunctionDecl *Function = nullptr;
  /// The innermost lambda within that function, or null.
  const clang::LambdaExpr *Lambda = nullptr;
  /// The innermost loop whose body mentions it, within Lambda, or null.
  const clang::Stmt *Loop = nullptr;
  /// A lambda that captures the variable; Ref is null then.
  const clang::LambdaExpr *CapturedBy = nullptr;
  bool CapturedByReference = false;
};

/// What takes the value of an expression.
enum class ConsumerKind {
  Call,      ///< A member function, Name, is called on it; Site is the call.
  Field,     ///< A member of it is named; Site is the MemberExpr.
  Operator,  ///< Operand of the overloaded Op, at place Arg.
  Test,      ///< Tested for truth or compared to null.
  Read,      ///< Its value is loaded: a scalar.
  Copy,      ///< Something is copy-constructed from it.
  Move,      ///< std::move.
  Argument,  ///< Passed as the parameter Param of Callee, if known.
  Bind,      ///< The reference Variable is bound to it.
  Value,     ///< Initialises Variable, which is no reference.
  Range,     ///< A range-based for loop, Site, walks it.
  Return,    ///< Returned by reference, or before a copy.
  Deref,     ///< Built-in `*p`.
  Subscript, ///< Built-in `p[i]`.
  Address,   ///< `&x`.
  Discard,   ///< A statement of its own.
  Other,
};

struct Consumer {
  ConsumerKind Kind = ConsumerKind::Other;
  const clang::Stmt *Site = nullptr;
  /// Index into ValueUse::Around of the node behind Site.
  unsigned Next = 0;
  llvm::StringRef Name;
  clang::OverloadedOperatorKind Op = clang::OO_None;
  unsigned Arg = 0;
  const clang::FunctionDecl *Callee = nullptr;
  clang::QualType Param;
  const clang::VarDecl *Variable = nullptr;
  const clang::Decl *Member = nullptr;
};

/// Returns what takes the value of \p E, which is Use.Ref (\p From is 0) or
/// the Site of an earlier consumer (\p From is its Next).
Consumer consumerOf(const ValueUse &Use, const clang::Expr &E,
                    unsigned From = 0);

/// What takes the result of \p Before.
inline Consumer consumerOf(const ValueUse &Use, const Consumer &Before) {
  const auto *E = llvm::dyn_cast_or_null<clang::Expr>(Before.Site);
  return E ? consumerOf(Use, *E, Before.Next) : Consumer();
}

/// All that a TU does with one variable or field.
struct DeclUses {
  std::vector<ValueUse> Uses;
  /// What initialises it: member initialisers, elements of braces, the
  /// initialiser at the declaration. Assignments are uses.
  std::vector<const clang::Expr *> Sources;
};

/// The uses of all user variables and fields. For a template, those that the
/// pattern spells.
class ValueUses {
public:
  explicit ValueUses(TuIndex &Index);

  /// \p Value is a VarDecl or FieldDecl.
  const DeclUses &of(const clang::ValueDecl &Value) const;

  /// The counterpart of a declaration in an instance of its template, and all
  /// uses of that instance's declarations.
  struct Instance {
    const clang::ValueDecl *Value = nullptr;
    std::shared_ptr<const ValueUses> Uses;
  };

  /// Returns the first instance of \p Pattern, a local variable or a field of a
  /// template, that has all of the code that names it; nullopt where there is
  /// none.
  std::optional<Instance> instanceOf(const clang::ValueDecl &Pattern) const;

  /// Returns what \p Find finds out about \p Value by its uses or, if \p
  /// DependsOnArguments, about its counterpart in an instance by that one's:
  /// with members Value and InstanceUses, which are set then.
  template <typename Finder>
  auto findConcrete(const clang::ValueDecl &Value, bool DependsOnArguments,
                    Finder Find) const {
    if (!DependsOnArguments)
      return Find(Value, *this);
    decltype(Find(Value, *this)) Result;
    if (std::optional<Instance> One = instanceOf(Value)) {
      Result = Find(*One->Value, *One->Uses);
      if (Result) {
        Result->Value = &Value;
        Result->InstanceUses = std::move(One->Uses);
      }
    }
    return Result;
  }

  /// Returns true when a template names a member \p Name of something whose
  /// type is not known: it may mean any field of that name.
  bool mayBeNamedByTemplate(llvm::StringRef Name) const {
    return DependentNames.contains(Name);
  }

private:
  /// The uses in \p Functions and in the initialisers of \p Fields alone.
  ValueUses(llvm::ArrayRef<clang::FunctionDecl *> Functions,
            llvm::ArrayRef<clang::FieldDecl *> Fields);

  llvm::DenseMap<const clang::Decl *, DeclUses> Uses;
  llvm::StringSet<> DependentNames;
  /// Each declaration stands for itself, not for its pattern.
  bool IsInstance = false;
  const DeclUses None;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_VALUEUSES_H
