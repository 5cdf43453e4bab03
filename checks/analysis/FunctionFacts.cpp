//===- FunctionFacts.cpp - What a function does to ownership --------------===//

#include "checks/analysis/FunctionFacts.h"
#include "checks/analysis/ContainerTypes.h"
#include "checks/analysis/ExprReader.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

using Root = ObjectPath::Root;
using Does = OperationFact::Kind;

namespace {

/// Walks the statements of one function in source order. A loop body counts
/// as run once: what one round proves is proven.
class FunctionReader {
public:
  FunctionReader(const OwnerTypes &Types, FactSource &Source)
      : Types(Types), Exprs(Types, Source) {}

  std::vector<OperationFact> read(const FunctionDecl &Function) {
    for (const ParmVarDecl *Parameter : Function.parameters())
      Exprs.variable(*Parameter);
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Function))
      readInitializers(*Constructor);
    visit(Function.getBody());
    return std::move(Exprs.Operations);
  }

private:
  void readInitializers(const CXXConstructorDecl &Constructor);
  void readInitializer(const CXXCtorInitializer &Initializer);
  void visit(const Stmt *S);
  void visitBlock(const CompoundStmt &Block);
  void visitIf(const IfStmt &If);
  void visitLoop(const Stmt &Loop);
  void visitRangeFor(const CXXForRangeStmt &Loop);
  void visitSwitch(const SwitchStmt &Switch);
  void visitReturn(const ReturnStmt &Return);
  void visitDeclarations(const DeclStmt &Declarations);

  /// Visits \p S where it runs only on arm \p Arm of statement \p Id.
  void visitGuarded(const Stmt *S, unsigned Id, unsigned Arm) {
    Exprs.Guards.push_back({Id, Arm});
    visit(S);
    Exprs.Guards.pop_back();
  }

  const OwnerTypes &Types;
  ExprReader Exprs;
  unsigned NextGuard = 0;
};

} // namespace

// Control never reaches what follows S.
static bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  if (const auto *E = dyn_cast_or_null<Expr>(S))
    return isa<CXXThrowExpr>(E->IgnoreImplicit());
  return S && (isa<ReturnStmt>(S) || isa<BreakStmt>(S) ||
               isa<ContinueStmt>(S) || isa<GotoStmt>(S));
}

void FunctionReader::visit(const Stmt *S) {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S)) {
    Exprs.read(*E);
  } else if (const auto *Block = dyn_cast<CompoundStmt>(S)) {
    visitBlock(*Block);
  } else if (const auto *If = dyn_cast<IfStmt>(S)) {
    visitIf(*If);
  } else if (const auto *RangeFor = dyn_cast<CXXForRangeStmt>(S)) {
    visitRangeFor(*RangeFor);
  } else if (isa<ForStmt>(S) || isa<WhileStmt>(S) || isa<DoStmt>(S)) {
    visitLoop(*S);
  } else if (const auto *Switch = dyn_cast<SwitchStmt>(S)) {
    visitSwitch(*Switch);
  } else if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    visitReturn(*Return);
  } else if (const auto *Declarations = dyn_cast<DeclStmt>(S)) {
    visitDeclarations(*Declarations);
  } else if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
    visit(Try->getTryBlock());
    unsigned Id = NextGuard++;
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      visitGuarded(Try->getHandler(I)->getHandlerBlock(), Id, I);
  } else {
    for (const Stmt *Child : S->children())
      visit(Child);
  }
}

// What follows `if (c) return;` runs only where c is false.
void FunctionReader::visitBlock(const CompoundStmt &Block) {
  size_t Depth = Exprs.Guards.size();
  for (const Stmt *S : Block.body()) {
    unsigned Id = NextGuard;
    visit(S);
    const auto *If = dyn_cast<IfStmt>(S);
    if (!If)
      continue;
    if (leaves(If->getThen()))
      Exprs.Guards.push_back({Id, 1});
    else if (leaves(If->getElse()))
      Exprs.Guards.push_back({Id, 0});
  }
  Exprs.Guards.resize(Depth);
}

void FunctionReader::visitIf(const IfStmt &If) {
  unsigned Id = NextGuard++;
  visit(If.getInit());
  if (const VarDecl *Var = If.getConditionVariable())
    Exprs.declare(*Var, Var->getInit());
  else
    visit(If.getCond());
  visitGuarded(If.getThen(), Id, 0);
  visitGuarded(If.getElse(), Id, 1);
}

void FunctionReader::visitLoop(const Stmt &Loop) {
  unsigned Id = NextGuard++;
  if (const auto *For = dyn_cast<ForStmt>(&Loop)) {
    visit(For->getInit());
    visit(For->getCond());
    visitGuarded(For->getBody(), Id, 0);
    visitGuarded(For->getInc(), Id, 0);
  } else if (const auto *While = dyn_cast<WhileStmt>(&Loop)) {
    if (const VarDecl *Var = While->getConditionVariable())
      Exprs.declare(*Var, Var->getInit());
    else
      visit(While->getCond());
    visitGuarded(While->getBody(), Id, 0);
  } else {
    // Runs at least once.
    visit(cast<DoStmt>(Loop).getBody());
    visit(cast<DoStmt>(Loop).getCond());
  }
}

void FunctionReader::visitRangeFor(const CXXForRangeStmt &Loop) {
  unsigned Id = NextGuard++;
  ObjectPath Range = Exprs.read(*Loop.getRangeInit());
  const VarDecl *Var = Loop.getLoopVariable();
  std::string Key = llvm::formatv("each {0}", Id);
  Exprs.Guards.push_back({Id, 0});
  if (Var && Range.From != Root::Unknown && Range.From != Root::Null) {
    if (!Range.Hops.empty() && Range.Hops.back().Element.empty() &&
        Range.Hops.back().Field != "[]")
      Range.Hops.back().Element = Key;
    else
      Range.Hops.push_back({"[]", Key});
    if (const auto *Pair = dyn_cast<DecompositionDecl>(Var)) {
      // Of a map: the second name is the value.
      if (Pair->bindings().size() == 2)
        if (const VarDecl *Holding = Pair->bindings()[1]->getHoldingVar())
          Exprs.alias(*Holding, Range);
    } else if (Var->getType()->isReferenceType()) {
      Exprs.alias(*Var, Range);
    } else {
      OperationFact &Fact = Exprs.emit(Does::Assign, Var->getLocation());
      Fact.Value = Range;
      Fact.Variable = Exprs.variable(*Var).Index;
    }
  }
  visit(Loop.getBody());
  Exprs.Guards.pop_back();
}

void FunctionReader::visitSwitch(const SwitchStmt &Switch) {
  visit(Switch.getInit());
  visit(Switch.getCond());
  unsigned Id = NextGuard++;
  unsigned Arm = 0;
  const auto *Body = dyn_cast<CompoundStmt>(Switch.getBody());
  if (!Body)
    return visitGuarded(Switch.getBody(), Id, Arm);
  for (const Stmt *S : Body->body()) {
    while (const auto *Case = dyn_cast<SwitchCase>(S)) {
      ++Arm;
      S = Case->getSubStmt();
    }
    visitGuarded(S, Id, Arm);
  }
}

void FunctionReader::visitReturn(const ReturnStmt &Return) {
  if (!Return.getRetValue())
    return;
  ObjectPath Value = Exprs.read(*Return.getRetValue());
  if (Value.From != Root::Unknown)
    Exprs.emit(Does::Return, Return.getReturnLoc()).Value = std::move(Value);
}

void FunctionReader::visitDeclarations(const DeclStmt &Declarations) {
  for (const Decl *D : Declarations.decls()) {
    const auto *Var = dyn_cast<VarDecl>(D);
    if (Var)
      Exprs.declare(*Var, Var->getInit());
  }
}

void FunctionReader::readInitializers(const CXXConstructorDecl &Constructor) {
  llvm::SmallVector<const FieldDecl *, 8> Done;
  for (const CXXCtorInitializer *Initializer : Constructor.inits()) {
    if (const FieldDecl *Field = Initializer->getAnyMember())
      Done.push_back(Field);
    readInitializer(*Initializer);
  }
  if (Constructor.isDelegatingConstructor())
    return;
  // In a template the initialisers of the class are not filled in yet.
  ObjectPath This;
  This.From = Root::This;
  for (const FieldDecl *Field : Constructor.getParent()->fields())
    if (Field->getInClassInitializer() && !llvm::is_contained(Done, Field))
      Exprs.assign(Exprs.fieldOf(This, *Field), Field->getType(),
                   *Field->getInClassInitializer(), Field->getLocation());
}

void FunctionReader::readInitializer(const CXXCtorInitializer &Initializer) {
  const Expr *Init = Initializer.getInit();
  if (!Init)
    return;
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Init))
    Init = Default->getExpr();
  else if (!Initializer.isWritten())
    return;
  ObjectPath This;
  This.From = Root::This;
  const FieldDecl *Field = Initializer.getAnyMember();
  if (Field) {
    Exprs.assign(Exprs.fieldOf(This, *Field), Field->getType(), *Init,
                 Initializer.getSourceLocation());
    return;
  }
  const Expr &Call = *Init->IgnoreImplicit();
  if (std::optional<CallView> View = callViewOf(Call, Types))
    Exprs.construct(This, *View,
                    View->Callees.size() == 1 ? View->Callees.front()
                                              : nullptr);
  else
    Exprs.read(*Init);
}

static bool matters(const OperationFact &Operation) {
  return Operation.Does != Does::Assign && Operation.Does != Does::Copy;
}

static bool keepsCallables(const FieldDecl &Field, const OwnerTypes &Types) {
  QualType Type = Field.getType();
  return Types.keepsCallables(Type->isPointerType() ? Type->getPointeeType()
                                                    : Type);
}

// Other TUs wait to hear whether it clears a callable: that it does nothing is
// worth saying.
static bool isAwaited(const FunctionDecl &Function, const OwnerTypes &Types) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  if (!Method)
    return llvm::any_of(Function.redecls(), [](const FunctionDecl *Declared) {
      return Declared->getFriendObjectKind() != Decl::FOK_None;
    });
  return Method->isOutOfLine() &&
         llvm::any_of(Method->getParent()->fields(),
                      [&](const FieldDecl *Field) {
                        return keepsCallables(*Field, Types);
                      });
}

// What functions that keep their argument are called.
static constexpr llvm::StringLiteral KeepingVerbs[] = {
    "set", "add", "insert", "register", "attach", "append", "push"};

static bool keepsAs(const CXXMethodDecl &Method, llvm::StringRef Verb) {
  return Method.getDeclName().isIdentifier() &&
         Method.getName().starts_with_insensitive(Verb);
}

static void describe(FunctionFact &Fact, const FunctionDecl &Function,
                     FactSource &Source) {
  Fact.Name = Function.getQualifiedNameAsString();
  Fact.Loc = Source.placeOf(Function.getLocation());
  Fact.Parameters = Function.getNumParams();
  Fact.CalledUnseen = Function.isMain();
  Fact.IsPrivate = !Function.isExternallyVisible();
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function)) {
    Fact.CalledUnseen |= Method->isVirtual();
    Fact.IsPrivate = Method->getAccess() == AS_private;
    Fact.Parent = Source.usrOf(*Method->getParent());
    if (isa<CXXConstructorDecl>(Method))
      Fact.Is = FunctionFact::Kind::Constructor;
    else if (isa<CXXDestructorDecl>(Method))
      Fact.Is = FunctionFact::Kind::Destructor;
  }
}

std::optional<FunctionFact>
memtidy::functionFactOf(const FunctionDecl &Function, const OwnerTypes &Types,
                        FactSource &Source) {
  FunctionFact Fact;
  Fact.Usr = Source.usrOf(Function);
  if (Fact.Usr.empty())
    return std::nullopt;
  Fact.Operations = FunctionReader(Types, Source).read(Function);
  if (llvm::none_of(Fact.Operations, matters)) {
    if (!isAwaited(Function, Types))
      return std::nullopt;
    Fact.Operations.clear();
  }
  describe(Fact, Function, Source);
  return Fact;
}

static void assumeKept(FunctionFact &Fact, const ParmVarDecl &Parameter,
                       const CXXMethodDecl &Method, const OwnerTypes &Types,
                       FactSource &Source) {
  QualType Pointee = Types.pointeeOf(Parameter.getType());
  const CXXRecordDecl *Given = viewOf(Pointee).Record;
  bool Constructs = isa<CXXConstructorDecl>(Method);
  bool Adds = !Constructs && !keepsAs(Method, "set");
  const FieldDecl *Keeper = nullptr;
  for (const FieldDecl *Field : Method.getParent()->fields()) {
    QualType Type = Field->getType();
    bool Contains = isContainerType(Type, Types);
    QualType Kept =
        Types.pointeeOf(Contains ? elementTypeOf(Type, Types) : Type);
    const CXXRecordDecl *Wanted = Kept.isNull() ? nullptr : viewOf(Kept).Record;
    if (!Given || !Wanted || Contains != Adds ||
        &patternOf(*Given) != &patternOf(*Wanted))
      continue;
    if (Keeper)
      return; // Which one, nobody knows.
    Keeper = Field;
  }
  if (!Keeper)
    return;
  OperationFact Write;
  Write.Does = Adds ? Does::Insert : Does::Write;
  Write.Place.From = Root::This;
  Write.Place.Hops.push_back({Source.usrOf(*Keeper), ""});
  Write.Value.From = Root::Variable;
  Write.Value.Index = Parameter.getFunctionScopeIndex();
  Write.Loc = Source.placeOf(Parameter.getLocation());
  Write.Text = Parameter.getNameAsString();
  Fact.Operations.push_back(std::move(Write));
}

std::optional<FunctionFact> memtidy::assumedFactOf(const CXXMethodDecl &Method,
                                                   const OwnerTypes &Types,
                                                   FactSource &Source) {
  if (!isa<CXXConstructorDecl>(Method) &&
      llvm::none_of(KeepingVerbs, [&](llvm::StringRef Verb) {
        return keepsAs(Method, Verb);
      }))
    return std::nullopt;
  FunctionFact Fact;
  for (const ParmVarDecl *Parameter : Method.parameters())
    if (Types.roleOf(Parameter->getType().getNonReferenceType()) ==
        Role::Strong)
      assumeKept(Fact, *Parameter, Method, Types, Source);
  Fact.Usr = Source.usrOf(Method);
  if (Fact.Operations.empty() || Fact.Usr.empty())
    return std::nullopt;
  Fact.Assumed = true;
  describe(Fact, Method, Source);
  return Fact;
}
