//===- FixedSize.cpp - Vectors whose size never changes -------------------===//

#include "checks/analysis/FixedSize.h"
#include "checks/analysis/Recursion.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/Visibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace memtidy;

/// Returns the element type of a std::vector with the standard allocator. Not
/// of bool, which is no sequence of elements.
static QualType elementOf(QualType Type) {
  TypeView View = viewOf(Type);
  if (View.Name != "std::vector" || View.Args.empty() ||
      View.Args[0]->isBooleanType())
    return {};
  if (View.Args.size() > 1 && viewOf(View.Args[1]).Name != "std::allocator")
    return {};
  // As the author wrote it, where that is known.
  if (const auto *Written = Type->getAs<TemplateSpecializationType>())
    if (!Written->isTypeAlias() &&
        Written->template_arguments()[0].getKind() == TemplateArgument::Type)
      return Written->template_arguments()[0].getAsType();
  return View.Args.front();
}

static const Expr &bare(const Expr &Start) {
  const Expr *E = &Start;
  for (const Expr *Before = nullptr; E != Before;) {
    Before = E;
    E = E->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(E))
      E = Full->getSubExpr();
    else if (const auto *Made = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Made->getSubExpr();
    else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bound->getSubExpr();
    else if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr();
  }
  return *E;
}

/// Returns the construction of the vector itself, behind elided moves.
static const CXXConstructExpr *constructionIn(const Expr &Start) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(&bare(Start));
  while (Construct && Construct->getNumArgs() == 1 &&
         Construct->getConstructor()->isCopyOrMoveConstructor())
    Construct = dyn_cast<CXXConstructExpr>(&bare(*Construct->getArg(0)));
  return Construct;
}

static const InitListExpr *elementsOf(const CXXConstructExpr &Construct) {
  const Expr &First = bare(*Construct.getArg(0));
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(&First))
    return dyn_cast<InitListExpr>(&bare(*List->getSubExpr()));
  return nullptr;
}

static std::optional<uint64_t> constantSize(const ASTContext &Context,
                                            const Expr &E) {
  if (E.isValueDependent() || !E.isCXX11ConstantExpr(Context))
    return std::nullopt;
  Expr::EvalResult Result;
  if (!E.EvaluateAsInt(Result, Context) ||
      Result.Val.getInt().getActiveBits() > 32)
    return std::nullopt;
  return Result.Val.getInt().getZExtValue();
}

static std::optional<VectorInit> readInit(const ASTContext &Context,
                                          const Expr &Whole) {
  VectorInit Result;
  Result.Whole = &Whole;
  Result.Construct = constructionIn(Whole);
  if (!Result.Construct || Result.Construct->getNumArgs() == 0)
    return std::nullopt;
  const CXXConstructExpr &Construct = *Result.Construct;
  if (const InitListExpr *List = elementsOf(Construct)) {
    Result.Args.append(List->inits().begin(), List->inits().end());
    Result.Size = List->getNumInits();
    Result.Braces = List->getSourceRange();
    return Result;
  }
  if (!Construct.getArg(0)->getType()->isIntegerType())
    return std::nullopt;
  std::optional<uint64_t> Size = constantSize(Context, *Construct.getArg(0));
  if (!Size)
    return std::nullopt;
  Result.Size = *Size;
  Result.Source = SizeSource::Count;
  Result.Args.push_back(Construct.getArg(0));
  const ParmVarDecl *Second = Construct.getConstructor()->getNumParams() > 1
                                  ? Construct.getConstructor()->getParamDecl(1)
                                  : nullptr;
  const Expr *Value =
      Construct.getNumArgs() > 1 ? Construct.getArg(1) : nullptr;
  if (Value && !Value->isDefaultArgument()) {
    // (first, last) of numbers is a copy of a range, and no value.
    if (!Second || viewOf(Second->getType()).Name == "std::allocator" ||
        Construct.getConstructor()->getPrimaryTemplate())
      return std::nullopt;
    Result.Source = SizeSource::Filled;
    Result.Args.push_back(Value);
  }
  return Result;
}

static bool isInStd(const Decl &D) {
  const DeclContext *Context = D.getDeclContext();
  for (; Context; Context = Context->getParent())
    if (Context->isStdNamespace())
      return true;
  return false;
}

/// Takes iterators of any type, and not of a vector in particular.
static bool takesAnyIterator(const FunctionDecl *Callee) {
  return Callee && (Callee->getPrimaryTemplate() || isInStd(*Callee));
}

static bool isSpan(const FunctionDecl *Callee) {
  const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Callee);
  return Constructor && qualifiedName(*Constructor->getParent()) == "std::span";
}

static bool acceptsIterator(const ValueUse &Use, const Consumer &Taken) {
  const Consumer Next = consumerOf(Use, Taken);
  switch (Next.Kind) {
  case ConsumerKind::Operator:
  case ConsumerKind::Call:
  case ConsumerKind::Copy:
    return true;
  case ConsumerKind::Value:
    return true;
  case ConsumerKind::Argument:
    return takesAnyIterator(Next.Callee);
  default:
    return false;
  }
}

static bool acceptsCall(const ValueUse &Use, const Consumer &Taken) {
  enum class Answer { No, Yes, Iterator };
  Answer Known =
      llvm::StringSwitch<Answer>(Taken.Name)
          .Cases({"size", "empty", "at", "front", "back", "data"}, Answer::Yes)
          .Cases({"begin", "end", "cbegin", "cend"}, Answer::Iterator)
          .Cases({"rbegin", "rend", "crbegin", "crend"}, Answer::Iterator)
          .Default(Answer::No);
  return Known == Answer::Yes ||
         (Known == Answer::Iterator && acceptsIterator(Use, Taken));
}

static bool acceptsArgument(const Consumer &Taken) {
  if (!Taken.Callee)
    return false;
  if (isSpan(Taken.Callee))
    return true;
  if (!Taken.Callee->getIdentifier() || !isInStd(*Taken.Callee))
    return false;
  return llvm::StringSwitch<bool>(Taken.Callee->getName())
      .Cases({"begin", "end", "cbegin", "cend"}, true)
      .Cases({"size", "ssize", "empty", "data"}, true)
      .Default(false);
}

/// Whether an array would do for \p Use.
static bool accepts(const ValueUse &Use) {
  if (!Use.Ref)
    return Use.CapturedByReference;
  const Consumer Taken = consumerOf(Use, *Use.Ref);
  switch (Taken.Kind) {
  case ConsumerKind::Call:
    return acceptsCall(Use, Taken);
  case ConsumerKind::Range:
  case ConsumerKind::Discard:
    return true;
  case ConsumerKind::Operator:
    return Taken.Op == OO_Subscript || (Taken.Op == OO_Call && Taken.Arg > 0 &&
                                        Taken.Callee && isInStd(*Taken.Callee));
  case ConsumerKind::Argument:
    return acceptsArgument(Taken);
  default:
    return false;
  }
}

/// Whether each constructor gives \p Field its elements.
static bool isAlwaysInitialized(const FieldDecl &Field) {
  if (Field.hasInClassInitializer())
    return true;
  const auto *Record = dyn_cast<CXXRecordDecl>(Field.getParent());
  if (!Record || !Record->hasUserDeclaredConstructor())
    return false;
  for (const CXXConstructorDecl *Constructor : Record->ctors()) {
    if (Constructor->isCopyOrMoveConstructor() || Constructor->isDeleted())
      continue;
    const FunctionDecl *Definition = nullptr;
    if (Constructor->isImplicit() || !Constructor->hasBody(Definition))
      return false;
    const auto *Defined = cast<CXXConstructorDecl>(Definition);
    if (!Defined->isDelegatingConstructor() &&
        llvm::none_of(Defined->inits(), [&](const CXXCtorInitializer *Init) {
          return Init->isWritten() && Init->getAnyMember() == &Field;
        }))
      return false;
  }
  return true;
}

static bool isCoroutine(const Stmt *Body) {
  return isa_and_nonnull<CoroutineBodyStmt>(Body);
}

/// Whether \p Variable may lie on the stack.
static bool fitsTheStack(TuIndex &Index, const VarDecl &Variable) {
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Variable.getParentFunctionOrMethod());
  if (!Function || isCoroutine(Function->getBody()))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  // The calls of a lambda's body belong to the function around it.
  const FunctionDecl *Caller = Function;
  while (Method && Method->getParent()->isLambda()) {
    Caller = dyn_cast_or_null<FunctionDecl>(
        Method->getParent()->getParentFunctionOrMethod());
    Method = dyn_cast_or_null<CXXMethodDecl>(Caller);
  }
  return Caller && !Index.get<Recursion>().mayCallItself(*Caller);
}

static bool readInits(const ASTContext &Context, FixedVector &Result) {
  for (const Expr *Source : Result.Uses->Sources) {
    std::optional<VectorInit> Init = readInit(Context, *Source);
    if (!Init || Init->Size == 0 || (Result.Size && Result.Size != Init->Size))
      return false;
    Result.Size = Init->Size;
    Result.Inits.push_back(std::move(*Init));
  }
  return !Result.Inits.empty();
}

/// Asks the initialiser alone, before all uses are looked for.
static bool mayHaveFixedSize(const ASTContext &Context,
                             const ValueDecl &Value) {
  const auto *Variable = dyn_cast<VarDecl>(&Value);
  return !Variable ||
         (Variable->getInit() && readInit(Context, *Variable->getInit()));
}

std::optional<FixedVector> memtidy::findFixedVector(TuIndex &Index,
                                                    const ValueDecl &Value,
                                                    uint64_t MaxBytes) {
  const ASTContext &Context = Index.context();
  const QualType Element = elementOf(Value.getType());
  if (Element.isNull() || Element->isDependentType() ||
      Element->isIncompleteType() || Value.getType()->isReferenceType() ||
      !seesAllUses(Context, Value) || !mayHaveFixedSize(Context, Value))
    return std::nullopt;
  const ValueUses &All = Index.get<ValueUses>();
  FixedVector Result;
  Result.Value = &Value;
  Result.Element = Element;
  Result.Uses = &All.of(Value);
  if (Result.Uses->Uses.empty() || !readInits(Context, Result) ||
      !llvm::all_of(Result.Uses->Uses, accepts))
    return std::nullopt;
  Result.Bytes =
      Result.Size * Context.getTypeSizeInChars(Element).getQuantity();
  if (Result.Bytes > MaxBytes)
    return std::nullopt;
  if (const auto *Field = dyn_cast<FieldDecl>(&Value))
    return isAlwaysInitialized(*Field) &&
                   !All.mayBeNamedByTemplate(Field->getName())
               ? std::optional(Result)
               : std::nullopt;
  const auto &Variable = cast<VarDecl>(Value);
  Result.IsStatic = Variable.hasGlobalStorage();
  Result.Function =
      dyn_cast_or_null<FunctionDecl>(Variable.getParentFunctionOrMethod());
  if (!Result.IsStatic && !fitsTheStack(Index, Variable))
    return std::nullopt;
  return Result;
}
