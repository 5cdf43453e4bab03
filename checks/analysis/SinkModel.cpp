//===- SinkModel.cpp - What a call does with a callable ------------------===//

#include "checks/analysis/SinkModel.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace memtidy;

// A map of lists of structs: nobody keeps callables deeper.
static constexpr unsigned MaxNesting = 4;

static QualType plain(QualType Type) {
  return Type.isNull() ? Type
                       : Type.getNonReferenceType()
                             .getCanonicalType()
                             .getUnqualifiedType();
}

static Sink dropped() { return Sink(); }

static Sink keptIn(llvm::ArrayRef<Hop> Inside, StoreKind Kind,
                   unsigned Inferences) {
  Sink Result;
  Result.Keeps = true;
  Result.Kind = Kind;
  Result.Inferences = Inferences;
  Result.Inside.assign(Inside.begin(), Inside.end());
  return Result;
}

// A place in the object of which nobody can see the field.
static Hop someSlot() { return Hop(); }

static const ParmVarDecl *parameterOf(const FunctionDecl &Callee,
                                      unsigned Index) {
  return Index < Callee.getNumParams() ? Callee.getParamDecl(Index) : nullptr;
}

static std::optional<Sink> annotated(const CallView &Call, unsigned Index) {
  for (const FunctionDecl *Callee : Call.Callees) {
    const ParmVarDecl *Param = parameterOf(*Callee, Index);
    auto Says = [&](llvm::StringRef What) {
      if (Param && hasAnnotation(*Param, What))
        return true;
      return llvm::any_of(Callee->redecls(), [&](const FunctionDecl *Decl) {
        const ParmVarDecl *Known = parameterOf(*Decl, Index);
        return hasAnnotation(*Decl, What) ||
               (Known && hasAnnotation(*Known, What));
      });
    };
    if (Says("runs_once"))
      return dropped();
    if (Says("stores"))
      return keptIn(someSlot(), StoreKind::Modelled, 0);
  }
  return std::nullopt;
}

// The field of the caller's object that \p E names; null for anything else.
static const FieldDecl *ownField(const Expr &E) {
  const auto *Member = dyn_cast<MemberExpr>(&stripped(E));
  return Member && isa<CXXThisExpr>(stripped(*Member->getBase()))
             ? dyn_cast<FieldDecl>(Member->getMemberDecl())
             : nullptr;
}

static bool isExecutor(const Expr &E, const OwnerTypes &Types) {
  return Types.model().Executors.matches(objectViewOf(E, Types).Name);
}

// The executor that a timer or a socket was made with, where both are fields
// of one object: steady_timer Timer{Context};
static const FieldDecl *executorOf(const FieldDecl &Field,
                                   const OwnerTypes &Types) {
  const FieldDecl *Executor = nullptr;
  auto Look = [&](const Expr *Init) {
    std::optional<CallView> Made =
        Init ? callViewOf(stripped(*Init), Types) : std::nullopt;
    llvm::ArrayRef<const Expr *> Args;
    if (Made)
      Args = Made->Args;
    for (const Expr *Arg : Args)
      if (const FieldDecl *Given = ownField(*Arg);
          Given && isExecutor(*Arg, Types))
        Executor = Given;
  };
  if (Field.hasInClassInitializer())
    Look(Field.getInClassInitializer());
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Field.getParent()))
    for (const CXXConstructorDecl *Constructor : Class->ctors())
      for (const CXXCtorInitializer *Init : Constructor->inits())
        if (Init->getMember() == &Field)
          Look(Init->getInit());
  return Executor;
}

// An executor lets go of a callable when it has run it; until then it is kept
// by whoever owns the executor.
static Sink queued(const CallView &Call, unsigned Index,
                   const OwnerTypes &Types, const FunctionDecl &Caller) {
  // What is posted runs soon; an operation runs when something happens.
  const bool Soon = Types.model().RunSoon.matches(Call.Name);
  Sink Result = keptIn(someSlot(), StoreKind::Queued, Soon ? Guess : 1);
  const Expr *Object = Call.Receiver ? Call.Receiver
                       : Index > 0   ? Call.Args.front()
                                     : nullptr;
  if (!Object)
    return dropped();
  if (isExecutor(*Object, Types)) {
    if (!Call.Receiver)
      Result.Argument = 0;
    return Result;
  }
  const FieldDecl *Field = ownField(*Object);
  const FieldDecl *Executor = Field ? executorOf(*Field, Types) : nullptr;
  if (!Executor)
    return dropped();
  PathResolver Paths(Types, Caller.getASTContext());
  Result.Place =
      AccessPath().then(Paths.hopInto(*Executor, Executor->getType()));
  return Result;
}

static std::optional<Sink> modelled(const CallView &Call, unsigned Index,
                                    const OwnerTypes &Types,
                                    const FunctionDecl &Caller) {
  const OwnershipModel &Model = Types.model();
  std::string Name = Call.Name;
  // Of a constructor the class is known.
  if (!Call.Made.isNull() && !isa<CallExpr>(Call.Site))
    Name += "::constructor";
  if (Model.Stores.matches(Name))
    return keptIn(someSlot(), StoreKind::Modelled, 1);
  if (Model.StoresInFirst.matches(Name) && Index > 0) {
    Sink Result = keptIn(someSlot(), StoreKind::Modelled, 1);
    Result.Argument = 0;
    return Result;
  }
  if (Model.RunNow.matches(Name))
    return dropped();
  if (Model.RunOnce.matches(Name))
    return queued(Call, Index, Types, Caller);
  return std::nullopt;
}

static bool inserts(llvm::StringRef Name) {
  static const llvm::StringRef Names[] = {
      "push_back",   "emplace_back", "push_front",    "emplace_front",
      "push",        "emplace",      "insert",        "insert_or_assign",
      "try_emplace", "assign",       "emplace_hint",  "insert_after",
      "append",      "prepend",      "enqueue",       "try_enqueue",
      "try_push",    "bounded_push", "insertOrAssign"};
  return llvm::is_contained(Names, Name);
}

// queue.push(x) of a project's own Queue<X>.
static std::optional<Sink> ownContainer(const CallView &Call, unsigned Index,
                                        const OwnerTypes &Types) {
  if (!Call.Receiver || !inserts(Call.bareName()))
    return std::nullopt;
  TypeView Class = objectViewOf(*Call.Receiver, Types);
  QualType Given = typeOf(*Call.Args[Index], Types);
  if (Class.Args.empty() || Given.isNull() ||
      plain(Given) != plain(Class.Args.front()))
    return std::nullopt;
  Hop Element;
  Element.Name = "[]";
  Element.Type = Class.Args.front();
  return keptIn(Element, StoreKind::Assigned, 1);
}

static std::optional<Sink> standard(const CallView &Call,
                                    const OwnerTypes &Types,
                                    const ASTContext &Context) {
  if (!Call.Receiver || !isa<CallExpr>(Call.Site))
    return std::nullopt;
  llvm::StringRef Name = Call.bareName();
  QualType Type = typeOf(*Call.Receiver, Types);
  if (!Type.isNull())
    Type = Type.getNonReferenceType();
  if (!Type.isNull() && Type->isPointerType() &&
      !Call.Receiver->getType().isNull())
    Type = Type->getPointeeType();
  switch (Types.roleOf(Type)) {
  case Role::Container:
    if (!inserts(Name))
      return dropped();
    {
      PathResolver Paths(Types, Context);
      return keptIn(Paths.elementOf(Type, ""), StoreKind::Assigned, 0);
    }
  case Role::Callable:
  case Role::Wrapper:
    if (Name == "assign" || Name == "emplace" || Name == "store" ||
        Name == "reset" || Name == "swap")
      return keptIn({}, StoreKind::Assigned, 0);
    return std::nullopt;
  case Role::Strong:
  case Role::Unique:
    // p->f() is a call on what p points to.
    if (Name == "reset")
      return keptIn({}, StoreKind::Assigned, 0);
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

static bool isUserCode(const CXXRecordDecl &Record) {
  return !Record.getASTContext().getSourceManager().isInSystemHeader(
      Record.getLocation());
}

enum class Fit { No, InPart, Direct };

// Could a field of type Field, or a part of it, keep a value that is passed as
// Param? A shared object has functions of its own that set its parts.
static Fit fitOf(QualType Field, QualType Param, const OwnerTypes &Types,
                 unsigned Depth) {
  if (plain(Field) == plain(Param))
    return Fit::Direct;
  const TypeView Class = viewOf(Field);
  auto Best = [&](llvm::ArrayRef<QualType> Parts) {
    Fit Found = Fit::No;
    for (QualType Part : Parts)
      Found = std::max(Found, fitOf(Part, Param, Types, Depth - 1));
    return Found;
  };
  if (Depth == 0)
    return Fit::No;
  switch (Types.roleOf(Field)) {
  case Role::Strong:
    if (Types.roleOf(Types.pointeeOf(Field)) != Role::Record)
      return Best(Class.Args);
    return plain(Types.pointeeOf(Field)) == plain(Param) ? Fit::Direct
                                                         : Fit::No;
  case Role::Container:
  case Role::Wrapper:
  case Role::Unique:
    return Best(Class.Args);
  case Role::Record: {
    llvm::SmallVector<QualType, 8> Parts;
    if (Class.Record && isUserCode(*Class.Record))
      for (const FieldDecl *Part : Class.Record->fields())
        Parts.push_back(Part->getType());
    return std::min(Best(Parts), Fit::InPart);
  }
  default:
    return Fit::No;
  }
}

static bool looksLikeSetter(llvm::StringRef Name) {
  for (llvm::StringRef Start :
       {"set",     "Set",      "on",       "On",        "add",
        "Add",     "register", "Register", "subscribe", "Subscribe",
        "listen",  "Listen",   "bind",     "attach",    "connect",
        "Connect", "watch",    "Watch",    "observe",   "Observe"})
    if (Name.starts_with(Start))
      return true;
  return false;
}

static bool hidesFields(const FieldDecl &Field, const OwnerTypes &Types) {
  QualType Pointee = Types.pointeeOf(Field.getType());
  return !Pointee.isNull() && Pointee->isRecordType() &&
         Pointee->isIncompleteType();
}

// A call that nobody can see into: the object's fields tell what it could do.
static Sink unseen(const CallView &Call, unsigned Index,
                   const OwnerTypes &Types, const FunctionDecl &Caller) {
  if (Call.Callees.empty())
    return dropped();
  const ParmVarDecl *Param = parameterOf(*Call.Callees.front(), Index);
  const CXXRecordDecl *Class = nullptr;
  if (Call.Receiver)
    Class = objectViewOf(*Call.Receiver, Types).Record;
  else if (const auto *Method = dyn_cast<CXXMethodDecl>(&Caller))
    Class = Method->getParent();
  if (!Param || !Class || Param->getType()->isPointerType() ||
      Types.roleOf(Param->getType()) == Role::Other)
    return dropped();
  bool SoundsLikeOnce = Types.model().RunOnceUnseen.matches(Call.Name);
  PathResolver Paths(Types, Caller.getASTContext());
  Sink Result = dropped();
  forEachBase(*Class, [&](const CXXRecordDecl &Base) {
    for (const FieldDecl *Field : Base.fields()) {
      Hop Place = Paths.hopInto(*Field, Field->getType());
      const Fit Found =
          fitOf(Field->getType(), Param->getType(), Types, MaxNesting);
      if (Found != Fit::No) {
        // An executor keeps tasks in a queue until they ran; a request keeps
        // its one handler, maybe longer.
        bool IsQueue =
            SoundsLikeOnce && Types.roleOf(Field->getType()) != Role::Callable;
        bool IsGuess = SoundsLikeOnce || (Found == Fit::InPart &&
                                          !looksLikeSetter(Call.bareName()));
        Result =
            keptIn(Place, IsQueue ? StoreKind::Queued : StoreKind::Inferred,
                   IsGuess ? Guess : 1);
        return !IsQueue && Found == Fit::Direct;
      }
      // Behind a pointer to a class that is defined elsewhere.
      if (!Result.Keeps && hidesFields(*Field, Types) &&
          looksLikeSetter(Call.bareName()) && !SoundsLikeOnce)
        Result = keptIn(Place, StoreKind::Inferred, Guess);
    }
    return false;
  });
  return Result;
}

std::optional<Sink> memtidy::sinkOf(const CallView &Call, unsigned Index,
                                    const OwnerTypes &Types,
                                    const FunctionDecl &Caller) {
  if (std::optional<Sink> Known = annotated(Call, Index))
    return Known;
  if (std::optional<Sink> Known = standard(Call, Types, Caller.getASTContext()))
    return Known;
  if (std::optional<Sink> Known = modelled(Call, Index, Types, Caller))
    return Known;
  if (std::optional<Sink> Known = ownContainer(Call, Index, Types))
    return Known;
  bool Seen = llvm::any_of(Call.Callees, [](const FunctionDecl *Callee) {
    return Callee->doesThisDeclarationHaveABody();
  });
  if (Seen)
    return std::nullopt;
  return unseen(Call, Index, Types, Caller);
}
