//===- LiteralKeys.cpp - Strings that the source spells -------------------===//

#include "checks/analysis/LiteralKeys.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/StringMaps.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace memtidy;

static bool isCharPointer(QualType Type) {
  return Type->isArrayType() || Type->isPointerType();
}

/// A class that holds a string, made from one argument.
static bool isString(QualType Type) {
  return isOwningString(Type) ||
         llvm::StringRef(viewOf(Type).Name).contains_insensitive("string");
}

/// A variable whose value never changes: nobody can write it.
static const Expr *constantBehind(const DeclRefExpr &Ref) {
  const auto *Variable = dyn_cast<VarDecl>(Ref.getDecl());
  if (!Variable || isa<ParmVarDecl>(Variable))
    return nullptr;
  const QualType Type = Variable->getType();
  const bool IsConstant =
      Variable->isConstexpr() || Type.isConstQualified() ||
      (Type->isArrayType() &&
       Type->getAsArrayTypeUnsafe()->getElementType().isConstQualified());
  return IsConstant && (isCharPointer(Type) || isString(Type))
             ? Variable->getAnyInitializer()
             : nullptr;
}

static std::optional<std::string> keyIn(const Expr &Start, unsigned Depth) {
  if (Depth == 0)
    return std::nullopt;
  const Expr &E = bare(Start);
  if (const auto *Literal = dyn_cast<StringLiteral>(&E))
    return Literal->getCharByteWidth() == 1
               ? std::optional(Literal->getString().str())
               : std::nullopt;
  if (const auto *Suffixed = dyn_cast<UserDefinedLiteral>(&E))
    return Suffixed->getNumArgs() > 0 && isString(Suffixed->getType())
               ? keyIn(*Suffixed->getArg(0), Depth - 1)
               : std::nullopt;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E)) {
    const Expr *Init = constantBehind(*Ref);
    return Init ? keyIn(*Init, Depth - 1) : std::nullopt;
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(&E))
    return isString(Cast->getType()) ? keyIn(*Cast->getSubExpr(), Depth - 1)
                                     : std::nullopt;
  if (const auto *List = dyn_cast<InitListExpr>(&E))
    return List->getNumInits() == 1 ? keyIn(*List->getInit(0), Depth - 1)
                                    : std::nullopt;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&E))
    return isString(Construct->getType()) && writtenArgs(*Construct).size() == 1
               ? keyIn(*Construct->getArg(0), Depth - 1)
               : std::nullopt;
  return std::nullopt;
}

std::optional<std::string> memtidy::literalKeyOf(const Expr &E) {
  return keyIn(E, 6);
}

std::optional<KeyAndValue> memtidy::pairIn(const Expr &Start) {
  const Expr &E = bare(Start);
  if (const auto *List = dyn_cast<InitListExpr>(&E)) {
    if (List->getNumInits() == 2)
      return KeyAndValue{List->getInit(0), List->getInit(1)};
    return std::nullopt;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&E)) {
    if (viewOf(Construct->getType()).Name != "std::pair")
      return std::nullopt;
    if (Construct->getNumArgs() == 2)
      return KeyAndValue{Construct->getArg(0), Construct->getArg(1)};
    return Construct->getNumArgs() == 1 ? pairIn(*Construct->getArg(0))
                                        : std::nullopt;
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(&E))
    return pairIn(*Cast->getSubExpr());
  const auto *Call = dyn_cast<CallExpr>(&E);
  if (Call && Call->getNumArgs() == 2 && calleeName(*Call) == "make_pair")
    return KeyAndValue{Call->getArg(0), Call->getArg(1)};
  return std::nullopt;
}
