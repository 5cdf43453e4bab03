//===- MapValues.cpp - What becomes of the values of a map ----------------===//

#include "checks/analysis/MapUses.h"
#include "checks/analysis/Mutation.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace memtidy;

/// Of the alternatives, the one that \p Type is, or that a literal becomes.
static QualType alternativeFor(const ASTContext &Context, const StringMap &Map,
                               QualType Type) {
  const TypeView Variant = viewOf(Map.Value);
  QualType Text;
  unsigned Texts = 0;
  for (QualType Alternative : Variant.Args) {
    if (Context.hasSameUnqualifiedType(Alternative, Type))
      return Alternative;
    if (isOwningString(Alternative)) {
      Text = Alternative;
      ++Texts;
    }
  }
  const bool IsText =
      Type->isPointerType() && Type->getPointeeType()->isCharType();
  return IsText && Texts == 1 ? Text : QualType();
}

QualType memtidy::typeWritten(const ASTContext &Context, const StringMap &Map,
                              const Expr &Start) {
  if (Map.Holds == ValueKind::Plain)
    return Map.Value;
  const Expr &E = bare(Start);
  if (isa<InitListExpr>(E) || E.isTypeDependent())
    return {};
  QualType Type = E.getType().getNonReferenceType().getUnqualifiedType();
  if (Type->isArrayType() || Type->isFunctionType())
    Type = Context.getDecayedType(Type).getUnqualifiedType();
  if (Context.hasSameUnqualifiedType(Type, Map.Value) ||
      Type->isNullPtrType() || Type->isVoidType())
    return {};
  if (Map.Holds == ValueKind::Variant)
    return alternativeFor(Context, Map, Type);
  if (Map.Holds == ValueKind::Any)
    return Type;
  // A library that knows numbers and texts: others may become anything.
  if (Type->isPointerType() && Type->getPointeeType()->isCharType())
    return isOwningString(Map.Key) ? Map.Key : QualType();
  return Type->isArithmeticType() || isOwningString(Type) ? Type : QualType();
}

/// Returns T of `name<T>(...)`, or the alternative number N of `get<N>`.
static QualType typeAsked(const FunctionDecl &Callee, const StringMap &Map) {
  const TemplateArgumentList *Args = Callee.getTemplateSpecializationArgs();
  if (!Args || Args->size() == 0)
    return {};
  const TemplateArgument &First = Args->get(0);
  if (First.getKind() == TemplateArgument::Type)
    return First.getAsType().getNonReferenceType().getUnqualifiedType();
  const TypeView Variant = viewOf(Map.Value);
  if (First.getKind() != TemplateArgument::Integral ||
      Map.Holds != ValueKind::Variant)
    return {};
  const uint64_t Number = First.getAsIntegral().getLimitedValue();
  return Number < Variant.Args.size() ? Variant.Args[Number] : QualType();
}

/// `any_cast<T>(value)`, `get<T>(value)`, `value.get<T>()`, `value.toInt()`.
static QualType typeReadBy(const Consumer &Taken, const StringMap &Map) {
  if (!Taken.Callee || !Taken.Callee->getIdentifier())
    return {};
  const llvm::StringRef Name = Taken.Callee->getName();
  if (Taken.Kind == ConsumerKind::Argument)
    return Name == "any_cast" || (Name == "get" && Taken.Arg == 0)
               ? typeAsked(*Taken.Callee, Map)
               : QualType();
  if (Taken.Kind != ConsumerKind::Call || Map.Holds != ValueKind::Open)
    return {};
  if (Name == "get")
    return typeAsked(*Taken.Callee, Map);
  const bool Converts =
      Name.starts_with("to") || (Name.starts_with("as") && Name.size() > 2);
  const QualType Result =
      Taken.Callee->getReturnType().getNonReferenceType().getUnqualifiedType();
  return Converts && (Result->isArithmeticType() || isOwningString(Result))
             ? Result
             : QualType();
}

/// Built-in operators that write: `m["k"] = 1`, `m["k"] += 1`, `++m["k"]`.
static bool readBuiltin(const Consumer &Next, ValueTouch &Result) {
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Next.Site)) {
    if (!Binary->isAssignmentOp())
      return false;
    Result.Writes = true;
    Result.Reads = Binary->isCompoundAssignmentOp();
    if (!Result.Reads)
      Result.Written = Binary->getRHS();
    return true;
  }
  const auto *Unary = dyn_cast_or_null<UnaryOperator>(Next.Site);
  if (!Unary || !Unary->isIncrementDecrementOp())
    return false;
  Result.Reads = Result.Writes = true;
  return true;
}

std::optional<ValueTouch> memtidy::touchOf(const ASTContext &Context,
                                           const StringMap &Map,
                                           const ValueUse &Use,
                                           const Consumer &Place) {
  ValueTouch Result;
  const bool IsPlain = Map.Holds == ValueKind::Plain;
  if (IsPlain)
    Result.Type = Map.Value;
  const Consumer Next = consumerOf(Use, Place);
  if (Next.Kind == ConsumerKind::Operator && Next.Op == OO_Equal &&
      Next.Arg == 0) {
    Result.Writes = true;
    Result.Written = cast<CXXOperatorCallExpr>(Next.Site)->getArg(1);
    Result.Type = typeWritten(Context, Map, *Result.Written);
    return Result;
  }
  if (Next.Kind == ConsumerKind::Address) {
    // `any_cast<T>(&value)` asks, and lets nothing out.
    const Consumer Outer = consumerOf(Use, Next);
    if (IsPlain || Outer.Kind != ConsumerKind::Argument ||
        (Outer.Name != "any_cast" && Outer.Name != "get_if"))
      return std::nullopt;
    Result.Reads = true;
    return Result;
  }
  if (Next.Kind == ConsumerKind::Other && readBuiltin(Next, Result))
    return Result;
  Result.Reads = true;
  if (QualType Type = IsPlain ? QualType() : typeReadBy(Next, Map);
      !Type.isNull()) {
    Result.Type = Type;
    Result.Cast = dyn_cast<CallExpr>(Next.Site);
    return Result;
  }
  Result.Writes = mayMutate(Use, Next);
  return Result;
}
