//===- ExprReader.h - Expressions as operations on owners -------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_EXPRREADER_H
#define MEMTIDY_ANALYSIS_EXPRREADER_H

#include "checks/analysis/CallView.h"
#include "checks/analysis/FactSource.h"

namespace memtidy {

/// Reads the expressions of one function in the order in which they run.
/// Writes down what they do to ownership.
class ExprReader {
public:
  ExprReader(const OwnerTypes &Types, FactSource &Source)
      : Types(Types), Source(Source) {}

  /// Returns the object that \p E is or points to, after writing down what
  /// evaluating it does. Call once for each evaluation.
  ObjectPath read(const clang::Expr &E);

  /// \p Target becomes \p Value, as in an assignment or initialisation.
  void assign(const ObjectPath &Target, clang::QualType TargetType,
              const clang::Expr &Value, clang::SourceLocation Loc);

  /// Makes \p Var mean what \p Init is.
  void declare(const clang::VarDecl &Var, const clang::Expr *Init);
  /// Makes \p Var another name of \p Path.
  void alias(const clang::VarDecl &Var, ObjectPath Path) {
    Aliases[&Var] = std::move(Path);
  }

  /// Calls the constructor \p Callee on \p Object.
  void construct(const ObjectPath &Object, const CallView &Call,
                 const clang::FunctionDecl *Callee);

  OperationFact &emit(OperationFact::Kind Does, clang::SourceLocation Loc);

  ObjectPath fieldOf(ObjectPath Base, const clang::FieldDecl &Field);
  ObjectPath variable(const clang::VarDecl &Var);

  std::vector<OperationFact> Operations;
  std::vector<GuardFact> Guards;
  unsigned NextVariable = 0;

private:
  ObjectPath readMember(const clang::Expr &E);
  ObjectPath readConstruct(const clang::Expr &E);
  ObjectPath readInitList(const clang::InitListExpr &List);
  ObjectPath readOther(const clang::Expr &E);
  ObjectPath readBinary(const clang::BinaryOperator &E);
  ObjectPath readCall(const clang::Expr &E);
  ObjectPath readOperator(const clang::CXXOperatorCallExpr &E,
                          const CallView &Call);
  std::optional<ObjectPath> readOwnerCall(const CallView &Call);
  std::optional<ObjectPath> readCallableCall(const CallView &Call);
  std::optional<ObjectPath> readContainerCall(const CallView &Call);
  std::optional<ObjectPath> readKnownFunction(const CallView &Call);
  ObjectPath readUserCall(const CallView &Call);
  ObjectPath take(const ObjectPath &Place, clang::SourceLocation Loc);
  ObjectPath exchange(const CallView &Call);
  ObjectPath swap(const clang::Expr &Left, const clang::Expr &Right);

  ObjectPath receiverOf(const CallView &Call);
  ObjectPath element(ObjectPath Container, std::string Key);
  ObjectPath make(clang::QualType Type, const CallView &Call);
  ObjectPath makeContainer(llvm::ArrayRef<const clang::Expr *> Elements,
                           clang::QualType Type, clang::SourceLocation Loc);
  void insert(const ObjectPath &Container, clang::QualType ContainerType,
              const CallView &Call);
  void clear(OperationFact::Kind Does, const ObjectPath &Place,
             clang::SourceLocation Loc);
  /// Returns \p Value, or a copy of it where \p Type holds an object by value.
  ObjectPath valueFor(clang::QualType Type, const clang::Expr &Value);
  /// Returns a new object that shares what \p Value shares; \p Value itself
  /// where \p Type is a pointer or a container.
  ObjectPath copyOf(clang::QualType Type, const clang::Expr &Value);
  /// Remembers what a place without a pointee type is given.
  void noteErased(const ObjectPath &Place, clang::QualType PlaceType,
                  const clang::Expr &Value);
  void noteErased(const std::string &Place, const clang::Expr &Value);
  /// The same for the parameters of \p Callee.
  void passErased(const clang::FunctionDecl &Callee,
                  llvm::ArrayRef<const clang::Expr *> Args);
  std::string textOf(const clang::Expr &Value) const;
  void clearMoved(const clang::Expr &Value);
  ObjectPath temporary();

  const OwnerTypes &Types;
  FactSource &Source;
  llvm::DenseMap<const clang::VarDecl *, unsigned> Variables;
  llvm::DenseMap<const clang::VarDecl *, ObjectPath> Aliases;
};

/// Returns true for a deleter that does nothing: a pointer with it owns
/// nothing.
bool deletesNothing(const clang::Expr &Deleter);

/// Returns the constructor of \p Made that takes \p Args, or null when more
/// than one may, or none.
const clang::FunctionDecl *
constructorFor(clang::QualType Made, llvm::ArrayRef<const clang::Expr *> Args,
               const OwnerTypes &Types);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_EXPRREADER_H
