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

/// The count of `resize(16)` and `assign(16, 0)`.
static std::optional<uint64_t> countOf(const ASTContext &Context,
                                       const ValueUse &Use) {
  if (!Use.Ref)
    return std::nullopt;
  const Consumer Taken = consumerOf(Use, *Use.Ref);
  if (Taken.Kind != ConsumerKind::Call ||
      (Taken.Name != "resize" && Taken.Name != "assign"))
    return std::nullopt;
  const auto &Call = *cast<CXXMemberCallExpr>(Taken.Site);
  if (Call.getNumArgs() == 0 || !Call.getArg(0)->getType()->isIntegerType())
    return std::nullopt;
  return constantSize(Context, *Call.getArg(0));
}

/// Whether an array of \p Size would do for \p Use.
static bool accepts(const ASTContext &Context, const ValueUse &Use,
                    uint64_t Size) {
  if (!Use.Ref)
    return Use.CapturedByReference;
  const Consumer Taken = consumerOf(Use, *Use.Ref);
  switch (Taken.Kind) {
  case ConsumerKind::Call:
    return acceptsCall(Use, Taken) || countOf(Context, Use) == Size;
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

/// Whether the statement that \p Use ends in stands in \p Block itself.
static bool isDirectlyIn(const ValueUse &Use, const Stmt *Block) {
  return !Use.Lambda && !Use.Around.empty() &&
         Use.Around.back().dyn_cast<const Stmt *>() == Block;
}

/// Whether \p Constructor gives \p Field its elements: in its initialiser, or
/// by one of \p Sizings in its body.
static bool initializes(const CXXConstructorDecl &Constructor,
                        const FieldDecl &Field,
                        llvm::ArrayRef<const ValueUse *> Sizings) {
  if (Constructor.isDelegatingConstructor() ||
      llvm::any_of(Constructor.inits(), [&](const CXXCtorInitializer *Init) {
        return Init->isWritten() && Init->getAnyMember() == &Field;
      }))
    return true;
  return llvm::any_of(Sizings, [&](const ValueUse *Sizing) {
    return Sizing->Function &&
           Sizing->Function->getCanonicalDecl() ==
               Constructor.getCanonicalDecl() &&
           isDirectlyIn(*Sizing, Constructor.getBody());
  });
}

/// Whether each constructor gives \p Field its elements.
static bool isAlwaysInitialized(const FieldDecl &Field,
                                llvm::ArrayRef<const ValueUse *> Sizings) {
  if (Field.hasInClassInitializer())
    return true;
  const auto *Record = dyn_cast<CXXRecordDecl>(Field.getParent());
  if (!Record || !Record->hasUserDeclaredConstructor())
    return false;
  for (const CXXConstructorDecl *Constructor : Record->ctors()) {
    if (Constructor->isCopyOrMoveConstructor() || Constructor->isDeleted())
      continue;
    const FunctionDecl *Definition = nullptr;
    if (Constructor->isImplicit() || !Constructor->hasBody(Definition) ||
        !initializes(*cast<CXXConstructorDecl>(Definition), Field, Sizings))
      return false;
  }
  return true;
}

/// Whether \p Variable, empty at first, gets its elements before anything else
/// is done with it.
static bool isSizedAtOnce(const VarDecl &Variable, const DeclUses &Uses,
                          llvm::ArrayRef<const ValueUse *> Sizings) {
  if (Sizings.size() != 1 || Variable.hasGlobalStorage() ||
      &Uses.Uses.front() != Sizings.front())
    return false;
  const auto *Block = dyn_cast_or_null<CompoundStmt>(
      Sizings.front()->Around.back().dyn_cast<const Stmt *>());
  return Block && isDirectlyIn(*Sizings.front(), Block) &&
         llvm::any_of(Block->body(), [&](const Stmt *S) {
           const auto *Declared = dyn_cast<DeclStmt>(S);
           return Declared && llvm::is_contained(Declared->decls(), &Variable);
         });
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

static bool isEmptyInit(const Expr &Source) {
  const CXXConstructExpr *Construct = constructionIn(Source);
  return Construct && Construct->getNumArgs() == 0;
}

/// Reads the size that all initialisers and all that is done to it agree on.
static bool readSize(const ASTContext &Context, FixedVector &Result) {
  llvm::SmallVector<const ValueUse *, 2> Sizings;
  for (const ValueUse &Use : Result.Uses->Uses)
    if (std::optional<uint64_t> Count = countOf(Context, Use)) {
      if (*Count == 0 || (Result.Size && Result.Size != *Count))
        return false;
      Result.Size = *Count;
      Sizings.push_back(&Use);
    }
  for (const Expr *Source : Result.Uses->Sources) {
    if (isEmptyInit(*Source) && !Sizings.empty())
      continue;
    std::optional<VectorInit> Init = readInit(Context, *Source);
    if (!Init || Init->Size == 0 || (Result.Size && Result.Size != Init->Size))
      return false;
    Result.Size = Init->Size;
    Result.Inits.push_back(std::move(*Init));
  }
  Result.IsResized = !Sizings.empty();
  if (Result.Size == 0)
    return false;
  if (const auto *Field = dyn_cast<FieldDecl>(Result.Value))
    return isAlwaysInitialized(*Field, Sizings);
  return !Result.Inits.empty() ||
         isSizedAtOnce(*cast<VarDecl>(Result.Value), *Result.Uses, Sizings);
}

/// Whether what \p Value is made of is known in instances only.
static bool dependsOnArguments(const ValueUses &All, const ValueDecl &Value) {
  return Value.getType()->isDependentType() ||
         llvm::any_of(All.of(Value).Sources, [](const Expr *Source) {
           return Source->isInstantiationDependent();
         });
}

/// \p Value is no part of a pattern that depends on arguments.
static std::optional<FixedVector> findConcrete(TuIndex &Index,
                                               const ValueDecl &Value,
                                               const ValueUses &All,
                                               uint64_t MaxBytes) {
  const ASTContext &Context = Index.context();
  FixedVector Result;
  Result.Value = &Value;
  Result.Element = elementOf(Value.getType());
  if (Result.Element.isNull() || Result.Element->isDependentType() ||
      Result.Element->isIncompleteType())
    return std::nullopt;
  Result.Uses = &All.of(Value);
  if (Result.Uses->Uses.empty() || !readSize(Context, Result) ||
      !llvm::all_of(Result.Uses->Uses, [&](const ValueUse &Use) {
        return accepts(Context, Use, Result.Size);
      }))
    return std::nullopt;
  Result.Bytes =
      Result.Size * Context.getTypeSizeInChars(Result.Element).getQuantity();
  Result.HandleBytes =
      Context.getTypeSizeInChars(Value.getType()).getQuantity();
  if (Result.Bytes > MaxBytes)
    return std::nullopt;
  if (isa<FieldDecl>(Value))
    return Result;
  const auto &Variable = cast<VarDecl>(Value);
  Result.IsStatic = Variable.hasGlobalStorage();
  Result.Function =
      dyn_cast_or_null<FunctionDecl>(Variable.getParentFunctionOrMethod());
  if (!Result.IsStatic && !fitsTheStack(Index, Variable))
    return std::nullopt;
  return Result;
}

std::optional<FixedVector> memtidy::findFixedVector(TuIndex &Index,
                                                    const ValueDecl &Value,
                                                    uint64_t MaxBytes) {
  const ASTContext &Context = Index.context();
  const QualType Element = elementOf(Value.getType());
  if (Element.isNull() || Value.getType()->isReferenceType() ||
      !seesAllUses(Context, Value))
    return std::nullopt;
  const ValueUses &All = Index.get<ValueUses>();
  if (isa<FieldDecl>(Value) && All.mayBeNamedByTemplate(Value.getName()))
    return std::nullopt;
  std::optional<FixedVector> Result =
      All.findConcrete(Value, dependsOnArguments(All, Value),
                       [&](const ValueDecl &Concrete, const ValueUses &Uses) {
                         return findConcrete(Index, Concrete, Uses, MaxBytes);
                       });
  if (Result)
    Result->Element = Element;
  return Result;
}
