//===- ExprCalls.cpp - Calls as operations on owners ----------------------===//
//
// The part of ExprReader that knows what library functions do to owners. What
// the user's own functions do is in their facts.
//
//===----------------------------------------------------------------------===//

#include "checks/analysis/ContainerTypes.h"
#include "checks/analysis/ExprReader.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace memtidy;

using Root = ObjectPath::Root;
using Does = OperationFact::Kind;

// A dependent `p->f()` is a call on what p points to, not on p.
static bool isArrowCall(const Expr &Site) {
  const auto *Call = dyn_cast<CallExpr>(&Site);
  const Expr *Callee =
      Call ? Call->getCallee()->IgnoreParenImpCasts() : nullptr;
  if (const auto *Member =
          dyn_cast_or_null<CXXDependentScopeMemberExpr>(Callee))
    return Member->isArrow();
  if (const auto *Members = dyn_cast_or_null<UnresolvedMemberExpr>(Callee))
    return Members->isArrow();
  return false;
}

ObjectPath ExprReader::receiverOf(const CallView &Call) {
  if (Call.Receiver)
    return read(*Call.Receiver);
  ObjectPath This;
  if (Call.OnThis)
    This.From = Root::This;
  return This;
}

ObjectPath ExprReader::readCall(const Expr &E) {
  std::optional<CallView> Call = callViewOf(E, Types);
  if (!Call)
    return readOther(E);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    return readOperator(*Operator, *Call);
  if (std::optional<ObjectPath> Known = readKnownFunction(*Call))
    return *Known;
  if (Call->Receiver && !isArrowCall(E)) {
    if (std::optional<ObjectPath> Known = readOwnerCall(*Call))
      return *Known;
    if (memtidy::roleOf(stripped(*Call->Receiver), Types) == Role::Callable)
      if (std::optional<ObjectPath> Known = readCallableCall(*Call))
        return *Known;
    if (std::optional<ObjectPath> Known = readContainerCall(*Call))
      return *Known;
  }
  return readUserCall(*Call);
}

ObjectPath ExprReader::readOperator(const CXXOperatorCallExpr &E,
                                    const CallView &Call) {
  switch (E.getOperator()) {
  case OO_Star:
  case OO_Arrow:
    return read(*E.getArg(0));
  case OO_Equal: {
    if (E.getNumArgs() != 2)
      return readOther(E);
    ObjectPath Target = read(*E.getArg(0));
    assign(Target, typeOf(*E.getArg(0), Types), *E.getArg(1),
           E.getOperatorLoc());
    return Target;
  }
  case OO_Subscript: {
    if (E.getNumArgs() != 2)
      return readOther(E);
    ObjectPath Container = read(*E.getArg(0));
    read(*E.getArg(1));
    return element(std::move(Container),
                   "[" + Source.textOf(*E.getArg(1)) + "]");
  }
  case OO_PlusPlus:
  case OO_MinusMinus:
    return read(*E.getArg(0)), ObjectPath();
  default:
    return readUserCall(Call);
  }
}

std::optional<ObjectPath> ExprReader::readKnownFunction(const CallView &Call) {
  llvm::StringRef Name = Call.bareName();
  bool IsFree = !Call.Receiver && !Call.OnThis;
  if (IsFree && Call.Args.size() == 1 &&
      (isOneOf(Name, {"move", "forward", "addressof", "to_address", "as_const",
                      "ref", "cref", "make_optional", "launder"}) ||
       Name.contains_insensitive("pointer_cast") ||
       Name.ends_with("PointerCast")))
    return read(*Call.Args.front());
  if (IsFree && isOneOf(Name, {"make_pair", "make_tuple"})) {
    ObjectPath Last;
    for (const Expr *Argument : Call.Args)
      Last = read(*Argument);
    return Last;
  }
  if (IsFree && Call.Args.size() == 2 && Name == "exchange")
    return exchange(Call);
  if (IsFree && Call.Args.size() == 2 && Name == "swap")
    return swap(*Call.Args.front(), *Call.Args.back());
  if (IsFree && !Call.Made.isNull() &&
      Types.model().Makers.matches(Call.Name)) {
    CallView Rest = Call;
    // The callee is the maker; what runs is the constructor.
    Rest.Callees.clear();
    if (Name == "allocate_shared" && !Rest.Args.empty())
      Rest.Args.erase(Rest.Args.begin());
    return make(Call.Made, Rest);
  }
  // shared_from_this(), and the ways projects wrap and cast it.
  bool OnOwn = IsFree || Call.OnThis ||
               (Call.Receiver && isa<CXXThisExpr>(stripped(*Call.Receiver)));
  if (Call.Args.empty() &&
      (Name.contains("shared_from") || Name.contains("sharedFrom") ||
       Name == "weak_from_this")) {
    ObjectPath This;
    This.From = Root::This;
    return OnOwn ? This : read(*Call.Receiver);
  }
  return std::nullopt;
}

// Whoever takes it keeps what was there.
ObjectPath ExprReader::take(const ObjectPath &Place, SourceLocation Loc) {
  ObjectPath Taken = temporary();
  OperationFact &Fact = emit(Does::Assign, Loc);
  Fact.Variable = Taken.Index;
  Fact.Value = Place;
  return Taken;
}

ObjectPath ExprReader::exchange(const CallView &Call) {
  ObjectPath Place = read(*Call.Args.front());
  SourceLocation Loc = Call.Site->getExprLoc();
  ObjectPath Taken = take(Place, Loc);
  assign(Place, typeOf(*Call.Args.front(), Types), *Call.Args.back(), Loc);
  return Taken;
}

// A local that is swapped with a field takes what is there.
ObjectPath ExprReader::swap(const Expr &Left, const Expr &Right) {
  ObjectPath Sides[] = {read(Left), read(Right)};
  if (Sides[0].Hops.empty() == Sides[1].Hops.empty())
    return {};
  const ObjectPath &Place = Sides[0].Hops.empty() ? Sides[1] : Sides[0];
  take(Place, Left.getExprLoc());
  clear(Does::Clear, Place, Left.getExprLoc());
  return {};
}

std::optional<ObjectPath> ExprReader::readCallableCall(const CallView &Call) {
  llvm::StringRef Name = Call.bareName();
  if (Name == "swap" && Call.Args.size() == 1)
    return swap(*Call.Receiver, *Call.Args.front());
  if (!isOneOf(Name, {"reset", "clear"}) && !Name.starts_with("disconnect"))
    return std::nullopt;
  clear(Does::Clear, read(*Call.Receiver), Call.Site->getExprLoc());
  return ObjectPath();
}

std::optional<ObjectPath> ExprReader::readOwnerCall(const CallView &Call) {
  // Not the base class that implements it.
  Role Kind = memtidy::roleOf(stripped(*Call.Receiver), Types);
  bool IsOwner =
      Kind == Role::Strong || Kind == Role::Weak || Kind == Role::Unique;
  if (!IsOwner && Kind != Role::Wrapper)
    return std::nullopt;
  llvm::StringRef Name = Call.bareName();
  if (isOneOf(Name, {"get", "lock", "value", "load", "data", "toStrongRef"}))
    return read(*Call.Receiver);
  SourceLocation Loc = Call.Site->getExprLoc();
  if (Name == "release") {
    ObjectPath Place = read(*Call.Receiver);
    ObjectPath Taken = take(Place, Loc);
    clear(Does::Clear, Place, Loc);
    return Taken;
  }
  if (!isOneOf(Name, {"reset", "store", "emplace", "swap"}))
    return std::nullopt;
  ObjectPath Place = read(*Call.Receiver);
  if (Name == "swap") {
    // Afterwards nobody knows what is in either.
    for (const Expr *Other : Call.Args)
      if (ObjectPath Path = read(*Other); !Path.Hops.empty())
        emit(Does::Write, Loc).Place = Path;
    if (!Place.Hops.empty())
      emit(Does::Write, Loc).Place = Place;
  } else if (Call.Args.empty() ||
             (Call.Args.size() > 1 && deletesNothing(*Call.Args[1]))) {
    if (Place.Hops.empty() && Place.From == Root::Variable) {
      OperationFact &Fact = emit(Does::Assign, Loc);
      Fact.Variable = Place.Index;
      Fact.Value.From = Root::Null;
    } else {
      clear(Does::Clear, Place, Loc);
    }
  } else {
    assign(Place, typeOf(stripped(*Call.Receiver), Types), *Call.Args.front(),
           Loc);
  }
  return ObjectPath();
}

std::optional<ObjectPath> ExprReader::readContainerCall(const CallView &Call) {
  QualType Type = typeOf(stripped(*Call.Receiver), Types);
  if (Type.isNull() || !isContainerType(Type, Types))
    return std::nullopt;
  // A project's own container says itself what it does, where it is seen.
  if (Types.roleOf(Type.getNonReferenceType()) == Role::Record &&
      Call.Callees.size() == 1 && definitionOf(*Call.Callees.front()) &&
      isOneOf(Call.bareName(), {"size", "empty"}))
    return std::nullopt;
  llvm::StringRef Name = Call.bareName();
  SourceLocation Loc = Call.Site->getExprLoc();
  if (isOneOf(Name, {"at", "find", "value", "operator[]"}) &&
      !Call.Args.empty()) {
    ObjectPath Container = read(*Call.Receiver);
    read(*Call.Args.front());
    return element(std::move(Container),
                   "[" + Source.textOf(*Call.Args.front()) + "]");
  }
  if (isOneOf(Name, {"front", "top", "begin", "first"}))
    return element(read(*Call.Receiver), "front()");
  if (isOneOf(Name, {"back", "rbegin", "last"}))
    return element(read(*Call.Receiver), "back()");
  if (isOneOf(Name, {"push_back", "push_front", "push", "emplace_back",
                     "emplace_front", "emplace", "insert", "append", "prepend",
                     "add", "enqueue", "insert_or_assign", "try_emplace"})) {
    ObjectPath Container = read(*Call.Receiver);
    insert(Container, Type, Call);
    return element(std::move(Container), "back()");
  }
  if (Name == "swap" && Call.Args.size() == 1)
    return swap(*Call.Receiver, *Call.Args.front());
  if (isOneOf(Name, {"clear", "removeAll"})) {
    clear(Does::Clear, read(*Call.Receiver), Loc);
    return ObjectPath();
  }
  const bool Pops = Name.starts_with("pop") || Name == "dequeue";
  if (Pops || Name.contains("erase") || Name.contains("remove") ||
      Name == "extract") {
    clear(Pops ? Does::Pop : Does::Erase, read(*Call.Receiver), Loc);
    for (const Expr *Argument : Call.Args)
      read(*Argument);
    return ObjectPath();
  }
  return std::nullopt;
}

// Emplacing hands the arguments to the constructor of the element.
static bool constructsElement(const CallView &Call, Role Element) {
  return Element == Role::Record && Call.bareName().starts_with("emplace");
}

void ExprReader::insert(const ObjectPath &Container, QualType ContainerType,
                        const CallView &Call) {
  QualType Element = elementTypeOf(ContainerType, Types);
  Role Kind = Types.roleOf(Element);
  SourceLocation Loc = Call.Site->getExprLoc();
  ObjectPath Value;
  std::string Key;
  const Expr *Given = Call.Args.empty() ? nullptr : Call.Args.back();
  if (constructsElement(Call, Kind)) {
    CallView Construction = Call;
    Construction.Callees.clear();
    Value = make(Element, Construction);
  } else if (Given) {
    if (Call.Args.size() == 2 && Call.Args.front() != Given) {
      // A key, or a position.
      read(*Call.Args.front());
      Key = "[" + Source.textOf(*Call.Args.front()) + "]";
    }
    Value = valueFor(Element, *Given);
  }
  if (Container.From == Root::Unknown || Container.From == Root::Null ||
      Source.isSuppressed(Loc))
    return;
  if (Given)
    noteErased(Container, Element, *Given);
  OperationFact &Fact = emit(Does::Insert, Loc);
  Fact.Place = element(Container, "");
  Fact.Place.Hops.back().Element = Key;
  Fact.Value = std::move(Value);
  if (Given)
    Fact.Text = textOf(*Given);
  if (Given)
    clearMoved(*Given);
}

ObjectPath ExprReader::readUserCall(const CallView &Call) {
  ObjectPath Object = receiverOf(Call);
  std::vector<ObjectPath> Arguments;
  Arguments.reserve(Call.Args.size());
  for (const Expr *Argument : Call.Args)
    Arguments.push_back(read(*Argument));
  if (Call.Callees.size() != 1)
    return {};
  const FunctionDecl &Callee = patternOf(*Call.Callees.front());
  // The compiler declares builtins where they are used first.
  const bool IsBuiltin = Callee.isImplicit() && Callee.getBuiltinID() != 0;
  if (IsBuiltin || Source.isInSystemHeader(Callee.getLocation()))
    return {};
  passErased(Callee, Call.Args);
  ObjectPath Result = temporary();
  OperationFact &Fact = emit(Does::Call, Call.Site->getExprLoc());
  Fact.Variable = Result.Index;
  Fact.Place = std::move(Object);
  Fact.Callee = Source.usrOf(Callee);
  Fact.Arguments = std::move(Arguments);
  return Result;
}

// How well an argument fits a parameter: 0 does not, 1 may be converted to a
// class, 3 names the same class.
static unsigned fit(const Expr &Argument, const ParmVarDecl &Parameter,
                    const OwnerTypes &Types) {
  constexpr unsigned Never = 0, Converted = 1, Alike = 2, Same = 3;
  QualType From = typeOf(Argument, Types);
  QualType To = Parameter.getType();
  if (From.isNull() || To->isDependentType() || From->isDependentType())
    return Alike;
  auto ClassOf = [&](QualType Type) -> const CXXRecordDecl * {
    QualType Pointee = Types.pointeeOf(Type);
    const CXXRecordDecl *Record =
        viewOf(Pointee.isNull() ? Type : Pointee).Record;
    return Record ? &patternOf(*Record) : nullptr;
  };
  const CXXRecordDecl *Given = ClassOf(From);
  const CXXRecordDecl *Wanted = ClassOf(To);
  if (Given && Given == Wanted)
    return Same;
  if (Given && Wanted)
    return derivesFrom(*Given, *Wanted) ? Same : Never;
  if (Given)
    return Never;
  // A literal for a string.
  return Wanted ? Converted : Alike;
}

// The constructors of \p Record, those that it inherits by a using declaration
// included.
static llvm::SmallVector<const CXXConstructorDecl *, 8>
constructorsOf(const CXXRecordDecl &Record) {
  llvm::SmallVector<const CXXConstructorDecl *, 8> All;
  for (const Decl *Member : Record.decls()) {
    if (const auto *Inherited = dyn_cast<ConstructorUsingShadowDecl>(Member))
      Member = Inherited->getTargetDecl();
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member))
      Member = Template->getTemplatedDecl();
    // Clang adds a copy of an inherited one when somebody uses it, and the
    // implicit one when somebody looks for it.
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(Member);
    if (Constructor && !Constructor->isCopyOrMoveConstructor() &&
        !Constructor->isInheritingConstructor() && !Constructor->isImplicit())
      All.push_back(Constructor);
  }
  return All;
}

const FunctionDecl *memtidy::constructorFor(QualType Made,
                                            llvm::ArrayRef<const Expr *> Args,
                                            const OwnerTypes &Types) {
  const CXXRecordDecl *Record = viewOf(Made).Record;
  if (!Record)
    return nullptr;
  const FunctionDecl *Best = nullptr;
  unsigned BestScore = 0;
  for (const CXXConstructorDecl *Constructor : constructorsOf(*Record)) {
    if (Args.size() < Constructor->getMinRequiredArguments() ||
        Args.size() > Constructor->getNumParams())
      continue;
    unsigned Score = 1;
    for (unsigned I = 0; I < Args.size() && Score > 0; ++I) {
      unsigned One = fit(*Args[I], *Constructor->getParamDecl(I), Types);
      Score = One == 0 ? 0 : Score + One;
    }
    // Two that fit equally well: nobody knows.
    if (Score == BestScore)
      Best = nullptr;
    if (Score > BestScore) {
      Best = Constructor;
      BestScore = Score;
    }
  }
  return Best;
}
