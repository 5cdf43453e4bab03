//===- ExprReader.cpp - Expressions as operations on owners ---------------===//

#include "checks/analysis/ExprReader.h"
#include "checks/analysis/RecordFacts.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace memtidy;

using Root = ObjectPath::Root;
using Does = OperationFact::Kind;

static ObjectPath rooted(Root From, unsigned Index = 0) {
  ObjectPath Path;
  Path.From = From;
  Path.Index = Index;
  return Path;
}

ObjectPath ExprReader::temporary() {
  return rooted(Root::Variable, NextVariable++);
}

OperationFact &ExprReader::emit(Does What, SourceLocation Loc) {
  OperationFact Fact;
  Fact.Does = What;
  Fact.Loc = Source.placeOf(Loc);
  Fact.Guards = Guards;
  Operations.push_back(std::move(Fact));
  return Operations.back();
}

ObjectPath ExprReader::fieldOf(ObjectPath Base, const FieldDecl &Field) {
  // Members of anonymous unions and structs belong to the record around them.
  if (Field.isAnonymousStructOrUnion() || Base.From == Root::Null)
    return Base;
  const std::string &Usr = Source.usrOf(Field);
  if (Base.From == Root::Unknown || Usr.empty())
    return {};
  Base.Hops.push_back({Usr, ""});
  return Base;
}

ObjectPath ExprReader::element(ObjectPath Container, std::string Key) {
  if (Container.From == Root::Unknown || Container.From == Root::Null)
    return {};
  // The element of a field is a hop of its own kind; of a plain container it
  // is a hop through no field.
  if (!Container.Hops.empty() && Container.Hops.back().Element.empty() &&
      Container.Hops.back().Field != "[]")
    Container.Hops.back().Element = std::move(Key);
  else
    Container.Hops.push_back({"[]", std::move(Key)});
  return Container;
}

ObjectPath ExprReader::variable(const VarDecl &Var) {
  if (auto Known = Aliases.find(&Var); Known != Aliases.end())
    return Known->second;
  if (!Var.hasLocalStorage()) {
    ObjectPath Path = rooted(Root::Global);
    Path.Global = Source.usrOf(Var);
    return Path.Global.empty() ? ObjectPath() : Path;
  }
  auto [Known, IsNew] = Variables.try_emplace(&Var, NextVariable);
  if (IsNew)
    ++NextVariable;
  return rooted(Root::Variable, Known->second);
}

// The author's std::move around a field: the field keeps nothing afterwards.
void ExprReader::clearMoved(const Expr &Value) {
  const auto *Call = dyn_cast<CallExpr>(&stripped(Value));
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->isInStdNamespace() || !Callee->getIdentifier() ||
      Callee->getName() != "move" || Call->getNumArgs() != 1)
    return;
  const Expr &Moved = stripped(*Call->getArg(0));
  if (isa<MemberExpr>(Moved))
    clear(Does::Clear, read(Moved), Moved.getExprLoc());
}

void ExprReader::clear(Does What, const ObjectPath &Place, SourceLocation Loc) {
  if (!Place.Hops.empty())
    emit(What, Loc).Place = Place;
}

ObjectPath ExprReader::valueFor(QualType Type, const Expr &Value) {
  const Expr &Written = stripped(Value);
  bool IsPlace = isa<DeclRefExpr>(Written) || isa<MemberExpr>(Written) ||
                 isa<UnaryOperator>(Written) ||
                 isa<CXXOperatorCallExpr>(Written);
  return IsPlace ? copyOf(Type, Value) : read(Value);
}

ObjectPath ExprReader::copyOf(QualType Type, const Expr &Value) {
  ObjectPath Path = read(Value);
  if (Type.isNull() ||
      Types.roleOf(Type.getNonReferenceType()) != Role::Record ||
      Path.From == Root::Unknown)
    return Path;
  ObjectPath Copy = temporary();
  OperationFact &Fact = emit(Does::Copy, Value.getExprLoc());
  Fact.Variable = Copy.Index;
  Fact.Value = std::move(Path);
  return Copy;
}

// What the author wrote as the value, without the ceremony around it.
static const Expr &spelledValue(const Expr &Value) {
  const Expr &E = stripped(Value);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&E))
    if (Construct->getNumArgs() == 1 && !isa<CXXTemporaryObjectExpr>(E))
      return spelledValue(*Construct->getArg(0));
  const auto *Call = dyn_cast<CallExpr>(&E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (Callee && Callee->isInStdNamespace() && Callee->getIdentifier() &&
      Callee->getName() == "move" && Call->getNumArgs() == 1)
    return spelledValue(*Call->getArg(0));
  return E;
}

std::string ExprReader::textOf(const Expr &Value) const {
  return Source.textOf(spelledValue(Value));
}

// A place that takes pointers to anything: who it keeps, its writes tell.
static bool erasesPointee(QualType Type, const OwnerTypes &Types) {
  if (Type.isNull())
    return false;
  QualType Bare = Type.getNonReferenceType();
  QualType Pointee = Types.pointeeOf(Bare);
  return Pointee.isNull()
             ? llvm::StringRef(viewOf(Bare).Name).ends_with("::any")
             : Types.roleOf(Bare) == Role::Strong && Pointee->isVoidType();
}

void ExprReader::noteErased(const ObjectPath &Place, QualType PlaceType,
                            const Expr &Value) {
  if (!Place.Hops.empty() && erasesPointee(PlaceType, Types))
    noteErased(Place.Hops.back().Field, Value);
}

void ExprReader::noteErased(const std::string &Place, const Expr &Value) {
  const Expr &Given = spelledValue(Value);
  QualType Type = typeOf(Given, Types);
  if (Type.isNull())
    return;
  Type = Type.getNonReferenceType();
  const auto *Ref = dyn_cast<DeclRefExpr>(&Given);
  const auto *Parameter = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  if (Parameter && erasesPointee(Type, Types))
    return Source.addErasedFrom(Place, Source.placeOf(*Parameter));
  QualType Pointee = Types.pointeeOf(Type);
  const CXXRecordDecl *Record =
      Types.roleOf(Type) == Role::Strong ? viewOf(Pointee).Record : nullptr;
  if (!Record || Source.isInSystemHeader(patternOf(*Record).getLocation()))
    return;
  EdgeFact Edge;
  Edge.Target = Source.usrOf(*Record);
  Edge.Kind = EdgeKind::Shared;
  Edge.ConstTarget = Pointee.isConstQualified();
  Source.addErased(Place, std::move(Edge));
}

void ExprReader::passErased(const FunctionDecl &Callee,
                            llvm::ArrayRef<const Expr *> Args) {
  for (const auto &[Parameter, Given] : llvm::zip(Callee.parameters(), Args))
    if (erasesPointee(Parameter->getType(), Types))
      noteErased(Source.placeOf(*Parameter), *Given);
}

void ExprReader::assign(const ObjectPath &Target, QualType TargetType,
                        const Expr &Value, SourceLocation Loc) {
  ObjectPath Path = valueFor(TargetType, Value);
  if (Target.Hops.empty()) {
    if (Target.From == Root::Variable) {
      OperationFact &Fact = emit(Does::Assign, Loc);
      Fact.Variable = Target.Index;
      Fact.Value = std::move(Path);
    }
    clearMoved(Value);
    return;
  }
  if (Source.isSuppressed(Loc))
    return;
  noteErased(Target, TargetType, Value);
  bool Clears = Path.From == Root::Null;
  OperationFact &Fact = emit(Clears ? Does::Clear : Does::Write, Loc);
  Fact.Place = Target;
  if (!Clears) {
    Fact.Value = std::move(Path);
    Fact.Text = textOf(Value);
  }
  clearMoved(Value);
}

void ExprReader::declare(const VarDecl &Var, const Expr *Init) {
  QualType Type = Var.getType();
  Role Kind = Types.roleOf(Type.getNonReferenceType());
  if (!Init) {
    if (Kind == Role::Strong || Kind == Role::Unique || Kind == Role::Raw) {
      OperationFact &Fact = emit(Does::Assign, Var.getLocation());
      Fact.Variable = variable(Var).Index;
      Fact.Value = rooted(Root::Null);
    }
    return;
  }
  if (!Var.hasLocalStorage()) {
    read(*Init);
    return;
  }
  if (Type->isReferenceType()) {
    ObjectPath Path = read(*Init);
    if (Path.From != Root::Unknown && Path.From != Root::Null) {
      alias(Var, std::move(Path));
      return;
    }
  } else {
    assign(variable(Var), Type, *Init, Var.getLocation());
  }
}

ObjectPath ExprReader::read(const Expr &Raw) {
  const Expr &E = stripped(Raw);
  if (isa<CXXThisExpr>(E))
    return rooted(Root::This);
  if (isa<CXXNullPtrLiteralExpr>(E) || isa<GNUNullExpr>(E))
    return rooted(Root::Null);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var ? variable(*Var) : readOther(E);
  }
  if (isa<MemberExpr>(E) || isa<CXXDependentScopeMemberExpr>(E))
    return readMember(E);
  if (const auto *Unary = dyn_cast<UnaryOperator>(&E)) {
    ObjectPath Path = read(*Unary->getSubExpr());
    bool SameObject =
        Unary->getOpcode() == UO_Deref || Unary->getOpcode() == UO_AddrOf;
    return SameObject ? Path : ObjectPath();
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(&E))
    return readBinary(*Binary);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(&E)) {
    read(*Choice->getCond());
    ObjectPath True = read(*Choice->getTrueExpr());
    ObjectPath False = read(*Choice->getFalseExpr());
    if (False.From == Root::Null || True == False)
      return True;
    return True.From == Root::Null ? False : ObjectPath();
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(&E)) {
    ObjectPath Base = read(*Subscript->getBase());
    read(*Subscript->getIdx());
    return element(std::move(Base),
                   "[" + Source.textOf(*Subscript->getIdx()) + "]");
  }
  if (const auto *List = dyn_cast<InitListExpr>(&E))
    return readInitList(*List);
  if (const auto *Parens = dyn_cast<ParenListExpr>(&E);
      Parens && Parens->getNumExprs() == 1)
    return read(*Parens->getExpr(0));
  if (isa<CallExpr>(E))
    return readCall(E);
  if (isa<CXXConstructExpr>(E) || isa<CXXNewExpr>(E) ||
      isa<CXXUnresolvedConstructExpr>(E))
    return readConstruct(E);
  return readOther(E);
}

// Not followed, but its parts run. The body of a lambda does not, here.
ObjectPath ExprReader::readOther(const Expr &E) {
  if (isa<CXXScalarValueInitExpr>(E) || isa<ImplicitValueInitExpr>(E))
    return rooted(Root::Null);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E)) {
    // A function that is named without a call may be called by anybody.
    if (const auto *Named = dyn_cast<FunctionDecl>(Ref->getDecl()))
      if (!Source.isInSystemHeader(patternOf(*Named).getLocation()))
        emit(Does::Call, E.getExprLoc()).Callee = Source.usrOf(*Named);
    return {};
  }
  if (isa<LambdaExpr>(E))
    return {};
  for (const Stmt *Child : E.children())
    if (const auto *Part = dyn_cast_or_null<Expr>(Child))
      read(*Part);
  return {};
}

ObjectPath ExprReader::readBinary(const BinaryOperator &E) {
  if (E.getOpcode() != BO_Assign) {
    ObjectPath Left = read(*E.getLHS());
    ObjectPath Right = read(*E.getRHS());
    return E.getOpcode() == BO_Comma ? Right : ObjectPath();
  }
  ObjectPath Target = read(*E.getLHS());
  assign(Target, typeOf(*E.getLHS(), Types), *E.getRHS(), E.getOperatorLoc());
  return Target;
}

ObjectPath ExprReader::readMember(const Expr &E) {
  const FieldDecl *Field = nullptr;
  const Expr *Base = nullptr;
  if (const auto *Member = dyn_cast<MemberExpr>(&E)) {
    if (const auto *Static = dyn_cast<VarDecl>(Member->getMemberDecl()))
      return variable(*Static);
    Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    Base = Member->getBase();
  } else {
    const auto &Unknown = cast<CXXDependentScopeMemberExpr>(E);
    Field = dependentField(E, Types);
    Base = Unknown.isImplicitAccess() ? nullptr : Unknown.getBase();
  }
  ObjectPath Path = Base ? read(*Base) : rooted(Root::This);
  if (!Field)
    return {};
  if (!Source.isInSystemHeader(patternOf(*Field).getLocation()))
    return fieldOf(std::move(Path), *Field);
  // it->second is the element of the map that the iterator stands on.
  return Field->getDeclName().isIdentifier() && Field->getName() == "second"
             ? Path
             : ObjectPath();
}
