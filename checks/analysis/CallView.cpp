//===- CallView.cpp - A call, in or out of a template --------------------===//

#include "checks/analysis/CallView.h"
#include "checks/analysis/ContainerTypes.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace memtidy;

const Expr &memtidy::stripped(const Expr &E) {
  const Expr *Current = &E;
  while (true) {
    const Expr *Next = Current->IgnoreUnlessSpelledInSource();
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Next))
      Next = Cast->getSubExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Next))
      Next = Default->getExpr();
    if (Next == Current)
      return *Current;
    Current = Next;
  }
}

static std::string nameOf(const Expr &Callee) {
  if (const auto *Member = dyn_cast<MemberExpr>(&Callee))
    return qualifiedName(*Member->getMemberDecl());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Callee))
    return qualifiedName(*Ref->getDecl());
  if (const auto *Overloads = dyn_cast<OverloadExpr>(&Callee)) {
    if (Overloads->getNumDecls() > 0)
      return qualifiedName(**Overloads->decls_begin());
    return Overloads->getName().getAsString();
  }
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(&Callee))
    return Member->getMember().getAsString();
  return {};
}

static const Expr *baseOf(const Expr &Member) {
  if (const auto *Known = dyn_cast<MemberExpr>(&Member))
    return Known->isImplicitAccess() ? nullptr : Known->getBase();
  if (const auto *Overloads = dyn_cast<UnresolvedMemberExpr>(&Member))
    return Overloads->isImplicitAccess() ? nullptr : Overloads->getBase();
  if (const auto *Unknown = dyn_cast<CXXDependentScopeMemberExpr>(&Member))
    return Unknown->isImplicitAccess() ? nullptr : Unknown->getBase();
  return nullptr;
}

// The class whose member a dependent access names.
static const CXXRecordDecl *accessedClass(const Expr &Member,
                                          const OwnerTypes &Types) {
  if (const Expr *Base = baseOf(Member))
    return objectViewOf(*Base, Types).Record;
  if (const auto *Unknown = dyn_cast<CXXDependentScopeMemberExpr>(&Member))
    return viewOf(Unknown->getBaseType()->isPointerType()
                      ? Unknown->getBaseType()->getPointeeType()
                      : Unknown->getBaseType())
        .Record;
  return nullptr;
}

const FieldDecl *memtidy::dependentField(const Expr &Access,
                                         const OwnerTypes &Types) {
  const auto *Unknown = dyn_cast<CXXDependentScopeMemberExpr>(&Access);
  const CXXRecordDecl *Class = Unknown ? accessedClass(Access, Types) : nullptr;
  const FieldDecl *Found = nullptr;
  if (Class && Unknown->getMember().isIdentifier())
    forEachBase(*Class, [&](const CXXRecordDecl &Record) {
      for (const FieldDecl *Field : Record.fields())
        if (Field->getDeclName() == Unknown->getMember())
          Found = Field;
      return Found != nullptr;
    });
  return Found;
}

static bool fits(const FunctionDecl &Function, size_t Args) {
  if (Function.isVariadic() ||
      llvm::any_of(Function.parameters(), [](const ParmVarDecl *Param) {
        return Param->isParameterPack();
      }))
    return true;
  return Args >= Function.getMinRequiredArguments() &&
         Args <= Function.getNumParams();
}

static void addCallee(CallView &View, const NamedDecl &Decl) {
  const NamedDecl *Target = Decl.getUnderlyingDecl();
  const auto *Function = dyn_cast<FunctionDecl>(Target);
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Target))
    Function = Template->getTemplatedDecl();
  if (!Function)
    return;
  if (const FunctionDecl *Definition = definitionOf(*Function))
    Function = Definition;
  if (fits(*Function, View.Args.size()))
    View.Callees.push_back(Function);
}

static void addCallees(CallView &View, const Expr &Callee,
                       const OwnerTypes &Types) {
  if (const auto *Member = dyn_cast<MemberExpr>(&Callee)) {
    addCallee(View, *Member->getMemberDecl());
  } else if (const auto *Ref = dyn_cast<DeclRefExpr>(&Callee)) {
    addCallee(View, *Ref->getDecl());
  } else if (const auto *Overloads = dyn_cast<OverloadExpr>(&Callee)) {
    for (const NamedDecl *Decl : Overloads->decls())
      addCallee(View, *Decl);
  } else if (const CXXRecordDecl *Class = accessedClass(Callee, Types)) {
    for (const FunctionDecl *Method : methodsNamed(*Class, View.Name))
      addCallee(View, *Method);
    if (!View.Callees.empty())
      View.Name = qualifiedName(*View.Callees.front());
  }
}

// make_shared<T>(...): T.
static QualType firstExplicitArgument(const Expr &Callee) {
  const TemplateArgumentLoc *Args = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Callee))
    Args = Ref->getTemplateArgs();
  else if (const auto *Overloads = dyn_cast<OverloadExpr>(&Callee))
    Args = Overloads->getTemplateArgs();
  if (Args && Args->getArgument().getKind() == TemplateArgument::Type)
    return Args->getArgument().getAsType();
  return {};
}

static CallView constructionOf(const Expr &Site, QualType Made,
                               llvm::ArrayRef<const Expr *> Args,
                               const CXXConstructorDecl *Known) {
  CallView View;
  View.Site = &Site;
  View.Made = Made;
  View.Args.assign(Args.begin(), Args.end());
  TypeView Class = viewOf(Made);
  View.Name = Class.Name;
  if (Known) {
    // An inherited constructor has no body but that of the base's.
    if (const CXXConstructorDecl *Base =
            Known->getInheritedConstructor().getConstructor())
      Known = Base;
    addCallee(View, *Known);
  } else if (Class.Record) {
    for (const Decl *Member : Class.Record->decls()) {
      const auto *Template = dyn_cast<FunctionTemplateDecl>(Member);
      const Decl *Plain = Template ? Template->getTemplatedDecl() : Member;
      const auto *Constructor = dyn_cast<CXXConstructorDecl>(Plain);
      if (Constructor && !Constructor->isCopyOrMoveConstructor())
        addCallee(View, *Constructor);
    }
  }
  return View;
}

static std::optional<CallView> constructionViewOf(const Expr &E) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&E)) {
    return constructionOf(
        E, Construct->getType(),
        llvm::ArrayRef(Construct->getArgs(), Construct->getNumArgs()),
        Construct->getConstructor());
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(&E)) {
    if (const CXXConstructExpr *Construct = New->getConstructExpr()) {
      std::optional<CallView> View = constructionViewOf(*Construct);
      View->Site = &E;
      return View;
    }
    llvm::SmallVector<const Expr *, 4> Args;
    const Expr *Init = New->getInitializer();
    if (const auto *Parens = dyn_cast_or_null<ParenListExpr>(Init))
      for (unsigned I = 0; I < Parens->getNumExprs(); ++I)
        Args.push_back(Parens->getExpr(I));
    else if (const auto *Braces = dyn_cast_or_null<InitListExpr>(Init))
      Args.assign(Braces->inits().begin(), Braces->inits().end());
    else if (Init)
      Args.push_back(Init);
    return constructionOf(E, New->getAllocatedType(), Args, nullptr);
  }
  if (const auto *Unresolved = dyn_cast<CXXUnresolvedConstructExpr>(&E)) {
    llvm::SmallVector<const Expr *, 4> Args(Unresolved->arguments());
    return constructionOf(E, Unresolved->getTypeAsWritten(), Args, nullptr);
  }
  return std::nullopt;
}

CallView memtidy::constructionBy(const CallView &Maker) {
  llvm::ArrayRef<const Expr *> Args = Maker.Args;
  if (Maker.bareName() == "allocate_shared" && !Args.empty())
    Args = Args.drop_front();
  return constructionOf(*Maker.Site, Maker.Made, Args, nullptr);
}

std::optional<CallView> memtidy::callViewOf(const Expr &E,
                                            const OwnerTypes &Types) {
  const auto *Call = dyn_cast<CallExpr>(&E);
  if (!Call)
    return constructionViewOf(E);
  CallView View;
  View.Site = &E;
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  llvm::ArrayRef<const Expr *> Args(Call->getArgs(), Call->getNumArgs());
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    // Written as an operator, called like a member.
    const auto *Method =
        dyn_cast_or_null<CXXMethodDecl>(Operator->getDirectCallee());
    if ((Method || Operator->getOperator() == OO_Call) && !Args.empty()) {
      View.Receiver = Args.front();
      Args = Args.drop_front();
    }
  } else {
    View.Receiver = baseOf(*Callee);
    View.OnThis = !View.Receiver && (isa<MemberExpr>(Callee) ||
                                     isa<UnresolvedMemberExpr>(Callee) ||
                                     isa<CXXDependentScopeMemberExpr>(Callee));
  }
  View.Args.assign(Args.begin(), Args.end());
  View.Name = nameOf(*Callee);
  addCallees(View, *Callee, Types);
  View.Made = firstExplicitArgument(*Callee);
  // Inside its own class a function found by its bare name is a member.
  if (!View.Receiver && !View.OnThis && !View.Callees.empty())
    if (const auto *Method = dyn_cast<CXXMethodDecl>(View.Callees.front()))
      View.OnThis = Method->isInstance() && !isa<CXXConstructorDecl>(Method);
  return View;
}

static QualType initialType(const VarDecl &Var, const OwnerTypes &Types) {
  QualType Type = Var.getType();
  if (Types.roleOf(Type) != Role::Unknown || !Var.getInit())
    return Type;
  return typeOf(*Var.getInit(), Types);
}

// The container in `c[i]`, `c.at(i)`, `c.front()`; null for other expressions.
// Clang knows the type of the element, except in templates.
static const Expr *containerOfElement(const Expr &E) {
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(&E))
    return Subscript->getBase();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    return Operator->getOperator() == OO_Subscript ? Operator->getArg(0)
                                                   : nullptr;
  const auto *Call = dyn_cast<CallExpr>(&E);
  const auto *Member = Call ? dyn_cast<CXXDependentScopeMemberExpr>(
                                  Call->getCallee()->IgnoreParens())
                            : nullptr;
  if (!Member || Member->isImplicitAccess() ||
      !Member->getMember().isIdentifier())
    return nullptr;
  llvm::StringRef Name = Member->getMember().getAsIdentifierInfo()->getName();
  return Name == "at" || Name == "front" || Name == "back" ? Member->getBase()
                                                           : nullptr;
}

QualType memtidy::typeOf(const Expr &Raw, const OwnerTypes &Types) {
  QualType Own = Raw.getType();
  if (!Own.isNull() && !Own->isPlaceholderType() &&
      Types.roleOf(Own) != Role::Unknown)
    return Own;
  const Expr &E = stripped(Raw);
  if (const Expr *Container = containerOfElement(E)) {
    QualType Type = typeOf(*Container, Types);
    if (!Type.isNull() && isContainerType(Type, Types))
      return elementTypeOf(Type, Types);
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return initialType(*Var, Types);
  if (const auto *Member = dyn_cast<MemberExpr>(&E))
    return Member->getMemberDecl()->getType();
  if (const FieldDecl *Field = dependentField(E, Types))
    return Field->getType();
  if (const auto *Parens = dyn_cast<ParenListExpr>(&E))
    return Parens->getNumExprs() == 1 ? typeOf(*Parens->getExpr(0), Types)
                                      : QualType();
  if (std::optional<CallView> Call = callViewOf(E, Types)) {
    if (!isa<CallExpr>(E))
      return Call->Made;
    llvm::StringRef Name = Call->bareName();
    if ((Name == "move" || Name == "forward") && Call->Args.size() == 1)
      return typeOf(*Call->Args.front(), Types);
    if (!Call->Callees.empty())
      return Call->Callees.front()->getReturnType();
  }
  return E.getType();
}

// What make_shared<T>() makes in a template, where its result has no type yet;
// also by the name of the variable that holds it.
static QualType madeInTemplate(const Expr &E, const OwnerTypes &Types) {
  if (E.getType().isNull() || !E.getType()->isDependentType())
    return {};
  const Expr *Maker = &E;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->getInit() && Types.roleOf(Var->getType()) == Role::Unknown)
      Maker = &stripped(*Var->getInit());
  if (!isa<CallExpr>(Maker))
    return {};
  std::optional<CallView> Call = callViewOf(*Maker, Types);
  return Call && Types.model().Makers.matches(Call->Name) ? Call->Made
                                                          : QualType();
}

TypeView memtidy::objectViewOf(const Expr &Raw, const OwnerTypes &Types) {
  const Expr &E = stripped(Raw);
  // *p and p are the same object to us.
  if (const auto *Unary = dyn_cast<UnaryOperator>(&E))
    if (Unary->getOpcode() == UO_Deref || Unary->getOpcode() == UO_AddrOf)
      return objectViewOf(*Unary->getSubExpr(), Types);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    if ((Operator->getOperator() == OO_Star ||
         Operator->getOperator() == OO_Arrow) &&
        Operator->getNumArgs() == 1)
      return objectViewOf(*Operator->getArg(0), Types);
  if (QualType Made = madeInTemplate(E, Types); !Made.isNull())
    return viewOf(Made);
  QualType Type = typeOf(E, Types);
  if (Types.roleOf(Type) == Role::Unknown)
    if (std::optional<CallView> Call = callViewOf(E, Types);
        Call && !Call->Made.isNull())
      return viewOf(Call->Made);
  if (QualType Pointee = Types.pointeeOf(Type); !Pointee.isNull())
    return viewOf(Pointee);
  return viewOf(Type);
}

Role memtidy::roleOf(const Expr &Raw, const OwnerTypes &Types) {
  QualType Type = typeOf(Raw, Types);
  if (!Type.isNull())
    Type = Type.getNonReferenceType();
  if (Role Known = Types.roleOf(Type); Known != Role::Unknown)
    return Known;
  std::optional<CallView> Call = callViewOf(stripped(Raw), Types);
  if (!Call) {
    const auto *Ref = dyn_cast<DeclRefExpr>(&stripped(Raw));
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return Var && Var->getInit() ? roleOf(*Var->getInit(), Types)
                                 : Role::Unknown;
  }
  llvm::StringRef Name = Call->bareName();
  if (Name == "shared_from_this" || Name.contains_insensitive("pointer_cast") ||
      Name == "lock" || Name == "make_shared" || Name == "allocate_shared")
    return Role::Strong;
  if (Name == "weak_from_this")
    return Role::Weak;
  if ((Name == "move" || Name == "forward") && Call->Args.size() == 1)
    return roleOf(*Call->Args.front(), Types);
  return Role::Unknown;
}
