//===- PathResolver.cpp - Finds the object that an expression means ------===//

#include "checks/analysis/AccessPath.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace memtidy;

static constexpr unsigned MaxDepth = 8;

namespace {
/// Notes every assignment to a variable or field.
class AssignmentFinder : public RecursiveASTVisitor<AssignmentFinder> {
public:
  llvm::DenseMap<const ValueDecl *, llvm::SmallVector<SourceLocation, 2>> Found;

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->isAssignmentOp())
      note(*Operator->getLHS(), Operator->getOperatorLoc());
    return true;
  }

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->getOperator() == OO_Equal)
      note(*Call->getArg(0), Call->getOperatorLoc());
    return true;
  }

  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *Call) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    if (Method && Method->getDeclName().isIdentifier() &&
        (Method->getName() == "reset" || Method->getName() == "swap"))
      note(*Call->getImplicitObjectArgument(), Call->getExprLoc());
    return true;
  }

private:
  void note(const Expr &Target, SourceLocation Loc) {
    const Expr *E = Target.IgnoreParenImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      Found[Ref->getDecl()].push_back(Loc);
    else if (const auto *Member = dyn_cast<MemberExpr>(E))
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        Found[&patternOf(*Field)].push_back(Loc);
  }
};
} // namespace

PathResolver::PathResolver(const OwnerTypes &Types,
                           const FunctionDecl &Function)
    : Types(Types), Context(Function.getASTContext()) {
  AssignmentFinder Finder;
  Finder.TraverseStmt(Function.getBody());
  Assigned = std::move(Finder.Found);
}

// Does the variable still mean what it was initialised with?
bool PathResolver::isAlias(const VarDecl &Var, const AccessPath &Of) const {
  auto It = Assigned.find(&Var);
  if (It != Assigned.end())
    return false;
  const SourceManager &Sources = Context.getSourceManager();
  auto AssignedLater = [&](const ValueDecl *Decl) {
    auto Found = Assigned.find(Decl);
    return Found != Assigned.end() &&
           llvm::any_of(Found->second, [&](SourceLocation Loc) {
             return Sources.isBeforeInTranslationUnit(Var.getLocation(), Loc);
           });
  };
  if (Of.Hops.empty())
    return !Of.Var || !AssignedLater(Of.Var);
  return !Of.Hops.back().Field || !AssignedLater(Of.Hops.back().Field);
}

bool PathResolver::isReplaced(const VarDecl &Var) const {
  auto Known = Assigned.find(&Var);
  if (Known == Assigned.end())
    return false;
  // `shared_ptr<T> p;` means nothing yet.
  const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Var.getInit());
  const bool IsEmpty =
      !isa<ParmVarDecl>(Var) &&
      (!Var.getInit() || (Construct && Construct->getNumArgs() == 0));
  return !IsEmpty || Known->second.size() > 1;
}

std::optional<AccessPath> PathResolver::pathOf(const VarDecl &Var) const {
  AccessPath Own;
  Own.From = AccessPath::Root::Variable;
  Own.Var = &Var;
  const Expr *Init = Var.getInit();
  if (!Init || isa<ParmVarDecl>(Var))
    return Own;
  std::optional<AccessPath> Source = pathOf(*Init);
  if (!Source || !isAlias(Var, *Source))
    return Own;
  Role Kind = Types.roleOf(Var.getType());
  if (Kind == Role::Unknown)
    Kind = roleOf(*Init, Types);
  // A copied record is another object, but shares what its pointers share.
  if (Kind != Role::Strong && Kind != Role::Weak && Kind != Role::Raw &&
      Kind != Role::Reference && Kind != Role::Unknown &&
      viewOf(Var.getType()).Name.find("terator") == std::string::npos) {
    if (!Types.sharesOnCopy(Var.getType()))
      return Own;
    Source->Copied = true;
  }
  return Source;
}

std::optional<AccessPath> PathResolver::pathOf(const Expr &E) const {
  return pathOf(E, 0);
}

std::string PathResolver::keyOf(llvm::ArrayRef<const Expr *> Args) const {
  if (Args.empty())
    return {};
  SourceRange Key = stripped(*Args.front()).getSourceRange();
  return Lexer::getSourceText(CharSourceRange::getTokenRange(Key),
                              Context.getSourceManager(), Context.getLangOpts())
      .str();
}

std::optional<AccessPath> PathResolver::pathOf(const Expr &Raw,
                                               unsigned Depth) const {
  if (Depth > MaxDepth)
    return std::nullopt;
  const Expr &E = stripped(Raw);
  if (isa<CXXThisExpr>(E))
    return AccessPath();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return pathOf(*Var);
    return std::nullopt;
  }
  if (isa<MemberExpr>(E) || isa<CXXDependentScopeMemberExpr>(E))
    return pathOfMember(E, Depth);
  if (const auto *Unary = dyn_cast<UnaryOperator>(&E)) {
    if (Unary->getOpcode() == UO_Deref || Unary->getOpcode() == UO_AddrOf)
      return pathOf(*Unary->getSubExpr(), Depth + 1);
    return std::nullopt;
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(&E)) {
    std::optional<AccessPath> Base = pathOf(*Subscript->getBase(), Depth + 1);
    if (!Base)
      return std::nullopt;
    QualType Type = typeOf(*Subscript->getBase(), Types);
    return Base->then(elementOf(Type, keyOf({Subscript->getIdx()})));
  }
  if (const auto *Parens = dyn_cast<ParenListExpr>(&E))
    return Parens->getNumExprs() == 1 ? pathOf(*Parens->getExpr(0), Depth + 1)
                                      : std::nullopt;
  if (const auto *Braces = dyn_cast<InitListExpr>(&E))
    return Braces->getNumInits() == 1 ? pathOf(*Braces->getInit(0), Depth + 1)
                                      : std::nullopt;
  return pathOfCall(E, Depth);
}

std::optional<AccessPath> PathResolver::pathOfMember(const Expr &E,
                                                     unsigned Depth) const {
  const FieldDecl *Field = nullptr;
  const Expr *Base = nullptr;
  QualType Type;
  if (const auto *Member = dyn_cast<MemberExpr>(&E)) {
    if (const auto *Static = dyn_cast<VarDecl>(Member->getMemberDecl()))
      return pathOf(*Static);
    Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    Base = Member->getBase();
    if (Field)
      Type = Field->getType();
  } else {
    const auto &Unknown = cast<CXXDependentScopeMemberExpr>(E);
    Field = dependentField(E, Types);
    if (Field)
      Type = Field->getType();
    if (Unknown.isImplicitAccess())
      return Field ? std::optional<AccessPath>(
                         AccessPath().then(hopInto(*Field, Type)))
                   : std::nullopt;
    Base = Unknown.getBase();
  }
  std::optional<AccessPath> Path = pathOf(*Base, Depth + 1);
  if (!Path || !Field)
    return std::nullopt;
  // it->second: the element that the iterator stands on.
  std::string Class = viewOf(typeOf(*Base, Types)).Name;
  if (Field->getName() == "second" && !Path->Hops.empty() &&
      !Path->Hops.back().Field)
    return Path;
  return Path->then(hopInto(*Field, Type));
}

std::optional<AccessPath> PathResolver::receiverOf(const CallView &Call,
                                                   unsigned Depth) const {
  if (Call.Receiver)
    return pathOf(*Call.Receiver, Depth + 1);
  if (Call.OnThis)
    return AccessPath();
  return std::nullopt;
}

std::optional<AccessPath> PathResolver::pathOfCall(const Expr &E,
                                                   unsigned Depth) const {
  std::optional<CallView> Call = callViewOf(E, Types);
  if (!Call)
    return std::nullopt;
  if (!isa<CallExpr>(E)) {
    // shared_ptr(other), shared_ptr(owner, raw), weak_ptr(owner): the owner.
    Role Kind = Types.roleOf(Call->Made);
    if ((Kind != Role::Strong && Kind != Role::Weak) || Call->Args.empty() ||
        isa<CXXNewExpr>(E))
      return std::nullopt;
    Role Source = roleOf(*Call->Args.front(), Types);
    if (Source != Role::Strong && Source != Role::Weak &&
        Source != Role::Unknown)
      return std::nullopt;
    return pathOf(*Call->Args.front(), Depth + 1);
  }
  llvm::StringRef Name = Call->bareName();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E)) {
    OverloadedOperatorKind Kind = Operator->getOperator();
    if (Kind == OO_Star || Kind == OO_Arrow)
      return pathOf(*Operator->getArg(0), Depth + 1);
    if (Kind != OO_Subscript)
      return std::nullopt;
    Name = "operator[]";
  }
  if (Call->Args.size() == 1 && (isOneOf(Name, {"move", "forward", "addressof",
                                                "to_address", "as_const"}) ||
                                 Name.contains_insensitive("pointer_cast") ||
                                 Name.contains_insensitive("sharedPointer") ||
                                 Name.ends_with("PointerCast")))
    return pathOf(*Call->Args.front(), Depth + 1);
  if (!Call->Receiver && !Call->OnThis)
    return pathOfResult(*Call, Depth);
  if (isOneOf(Name,
              {"shared_from_this", "weak_from_this", "lock", "get", "value",
               "load", "sharedFromThis", "toStrongRef", "begin", "data"}) &&
      Call->Args.empty())
    return receiverOf(*Call, Depth);
  if (isOneOf(Name, {"operator[]", "at", "find", "front", "back", "top"}) &&
      Call->Receiver) {
    std::optional<AccessPath> Base = receiverOf(*Call, Depth);
    if (!Base)
      return std::nullopt;
    std::string Key = Call->Args.empty() ? Name.str() : keyOf(Call->Args);
    return Base->then(elementOf(typeOf(*Call->Receiver, Types), Key));
  }
  return pathOfResult(*Call, Depth);
}

// The expression that a function of one return statement returns.
static const Expr *onlyResult(const FunctionDecl &Function) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Function.getBody());
  if (!Body || Body->body_empty())
    return nullptr;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_back());
  if (!Return || Body->size() > 3)
    return nullptr;
  return Return->getRetValue();
}

std::optional<AccessPath> PathResolver::pathOfResult(const CallView &Call,
                                                     unsigned Depth) const {
  std::optional<AccessPath> This = receiverOf(Call, Depth);
  if (Call.Callees.size() == 1) {
    const FunctionDecl &Callee = *Call.Callees.front();
    if (const Expr *Result = onlyResult(Callee)) {
      PathResolver Inside(Types, Context);
      std::optional<AccessPath> Path = Inside.pathOf(*Result, Depth + 2);
      if (Path)
        Path = seenFromCaller(*Path, Call, Callee, This, *this);
      Role Kind = Types.roleOf(Callee.getReturnType());
      if (!Path || Kind == Role::Other)
        return std::nullopt;
      if (Kind == Role::Record || Kind == Role::Container ||
          Kind == Role::Callable)
        Path->Copied = true;
      return Path;
    }
    // A fluent interface returns its own object.
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    if (Method && This && Method->getReturnType()->isLValueReferenceType()) {
      const CXXRecordDecl *Returned = viewOf(Method->getReturnType()).Record;
      if (Returned && patternOf(*Returned).getCanonicalDecl() ==
                          patternOf(*Method->getParent()).getCanonicalDecl())
        return This;
    }
  }
  // shared_from_base<T>(), sharedSelf(): shared ownership of the object.
  llvm::StringRef Name = Call.bareName();
  if (This && Call.Args.empty() &&
      (Name.contains("shared_from") || Name.contains("sharedFrom") ||
       Name.ends_with_insensitive("self")) &&
      (Call.Callees.empty() ||
       Types.roleOf(Call.Callees.front()->getReturnType()) == Role::Strong))
    return This;
  return std::nullopt;
}
