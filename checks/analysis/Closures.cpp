//===- Closures.cpp - What a callable keeps alive ------------------------===//

#include "checks/analysis/Closures.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace memtidy;

// How a captured value of \p Type, made from \p Source, owns.
static Role capturedRole(QualType Type, const Expr *Source,
                         const OwnerTypes &Types) {
  Role Kind = Types.roleOf(Type);
  if (Kind == Role::Unknown && Source)
    Kind = roleOf(*Source, Types);
  return Kind;
}

std::optional<OwningCapture>
memtidy::owningCapture(QualType Type, const Expr *Source, const VarDecl *Var,
                       const OwnerTypes &Types, const PathResolver &Paths) {
  Role Kind = capturedRole(Type, Source, Types);
  bool ByHandle = Kind == Role::Record || Kind == Role::Wrapper;
  if (Kind != Role::Strong && !(ByHandle && Types.sharesOnCopy(Type)))
    return std::nullopt;
  std::optional<AccessPath> Target =
      Source ? Paths.pathOf(*Source)
             : (Var ? Paths.pathOf(*Var) : std::nullopt);
  if (!Target)
    return std::nullopt;
  OwningCapture Capture;
  Capture.Target = std::move(*Target);
  Capture.ByHandle = ByHandle;
  Capture.Source = Source;
  Capture.Type = Type;
  return Capture;
}

// A captured closure brings what it owns.
static void addNested(Closure &Result, const VarDecl &Var, const Expr *Source,
                      const LambdaCapture &Written, const OwnerTypes &Types,
                      const PathResolver &Paths) {
  const Expr *Init = Source ? &stripped(*Source) : nullptr;
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Init))
    if (const auto *Named = dyn_cast<VarDecl>(Ref->getDecl()))
      Init = Named->getInit() ? &stripped(*Named->getInit()) : nullptr;
  const auto *Inner = dyn_cast_or_null<LambdaExpr>(Init);
  if (!Inner)
    return;
  for (OwningCapture Capture : closureOf(*Inner, Types, Paths).Owns) {
    Capture.Written = nullptr;
    Capture.Loc = Written.getLocation();
    Result.Owns.push_back(std::move(Capture));
  }
}

Closure memtidy::closureOf(const LambdaExpr &Lambda, const OwnerTypes &Types,
                           const PathResolver &Paths) {
  Closure Result;
  Result.Site = &Lambda;
  for (const LambdaCapture &Written : Lambda.captures()) {
    if (Written.getCaptureKind() == LCK_StarThis) {
      AccessPath This;
      This.Copied = true;
      OwningCapture Capture;
      Capture.Name = "*this";
      Capture.Loc = Written.getLocation();
      Capture.Target = This;
      Capture.ByHandle = true;
      Result.Owns.push_back(std::move(Capture));
      continue;
    }
    if (!Written.capturesVariable() || Written.getCaptureKind() != LCK_ByCopy)
      continue;
    const auto *Var = dyn_cast<VarDecl>(Written.getCapturedVar());
    if (!Var)
      continue;
    bool IsInit = Lambda.isInitCapture(&Written);
    const Expr *Source = Var->getInit();
    if (isa<ParmVarDecl>(Var))
      Source = nullptr;
    // A capture of a reference copies what it refers to.
    QualType Type = Var->getType().getNonReferenceType();
    std::optional<OwningCapture> Capture =
        owningCapture(Type, IsInit ? Source : nullptr, Var, Types, Paths);
    if (!Capture && !IsInit && Source && Types.roleOf(Type) == Role::Unknown &&
        roleOf(*Source, Types) == Role::Strong) {
      // auto of a dependent initialiser.
      Capture.emplace();
      if (std::optional<AccessPath> Target = Paths.pathOf(*Var))
        Capture->Target = std::move(*Target);
      else
        Capture.reset();
    }
    if (!Capture) {
      addNested(Result, *Var, Source, Written, Types, Paths);
      continue;
    }
    Capture->Name = Var->getNameAsString();
    Capture->Source = IsInit ? Source : nullptr;
    Capture->Written = &Written;
    Capture->Type = Type;
    Capture->Loc = Written.isExplicit() ? Written.getLocation()
                                        : Lambda.getCaptureDefaultLoc();
    Result.Owns.push_back(std::move(*Capture));
  }
  return Result;
}

std::string memtidy::spelled(const Expr &E, const ASTContext &Context) {
  return Lexer::getSourceText(
             CharSourceRange::getTokenRange(E.getSourceRange()),
             Context.getSourceManager(), Context.getLangOpts())
      .str();
}

static void addArguments(Closure &Result, llvm::ArrayRef<const Expr *> Args,
                         const OwnerTypes &Types, const PathResolver &Paths) {
  for (const Expr *Arg : Args) {
    const Expr &Written = stripped(*Arg);
    QualType Type = typeOf(Written, Types);
    if (!Type.isNull())
      Type = Type.getNonReferenceType();
    std::optional<OwningCapture> Capture =
        owningCapture(Type, &Written, nullptr, Types, Paths);
    if (!Capture)
      continue;
    Capture->Loc = Written.getExprLoc();
    Capture->Name = spelled(Written, Paths.context());
    Result.Owns.push_back(std::move(*Capture));
  }
}

Closure memtidy::closureOfBind(const CallView &Bind, const OwnerTypes &Types,
                               const PathResolver &Paths) {
  Closure Result;
  Result.Form = Closure::Kind::Bind;
  Result.Site = Bind.Site;
  addArguments(Result, Bind.Args, Types, Paths);
  return Result;
}

std::optional<Closure> memtidy::closureOfFunctor(const CallView &Made,
                                                 const OwnerTypes &Types,
                                                 const PathResolver &Paths) {
  TypeView Class = viewOf(Made.Made);
  if (!Class.Record || Class.Record->isLambda() ||
      Types.roleOf(Made.Made) == Role::Callable)
    return std::nullopt;
  bool Called =
      llvm::any_of(Class.Record->methods(), [](const CXXMethodDecl *M) {
        return M->getOverloadedOperator() == OO_Call;
      });
  if (!Called)
    return std::nullopt;
  Closure Result;
  Result.Form = Closure::Kind::Functor;
  Result.Site = Made.Site;
  addArguments(Result, Made.Args, Types, Paths);
  return Result;
}
