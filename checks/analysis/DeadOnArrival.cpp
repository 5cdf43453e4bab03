//===- DeadOnArrival.cpp - Weak pointers to what dies at once -------------===//

#include "checks/analysis/DeadOnArrival.h"
#include "checks/analysis/ContainerTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

static bool isWeak(QualType Type, const OwnerTypes &Types) {
  return !Type.isNull() &&
         Types.roleOf(Type.getNonReferenceType()) == Role::Weak;
}

static bool isElementOf(const Expr &Container, const OwnerTypes &Types) {
  QualType Type = typeOf(Container, Types);
  return !Type.isNull() && isContainerType(Type, Types) &&
         isWeak(elementTypeOf(Type, Types), Types);
}

static bool inserts(llvm::StringRef Name) {
  return llvm::is_contained({"push_back", "emplace_back", "push_front",
                             "emplace_front", "push", "emplace", "insert",
                             "insert_or_assign", "try_emplace", "append"},
                            Name);
}

static std::string nameOf(const Expr &Raw) {
  const Expr &E = stripped(Raw);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    return Ref->getDecl()->getNameAsString();
  if (const auto *Member = dyn_cast<MemberExpr>(&E))
    return Member->getMemberDecl()->getNameAsString();
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(&E))
    return Member->getMember().getAsString();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    if (Operator->getOperator() == OO_Subscript)
      return nameOf(*Operator->getArg(0));
  return {};
}

namespace {
/// A weak pointer, or a container of them, gets a value.
struct WeakStore {
  const Expr *Value = nullptr;
  std::string Name;
  SourceLocation Loc;
  bool IsElement = false;
};

/// Calls visitStore for each store to a weak pointer.
template <typename Derived>
class WeakStores : public RecursiveASTVisitor<Derived> {
  using Base = RecursiveASTVisitor<Derived>;

public:
  explicit WeakStores(const OwnerTypes &Types) : Types(Types) {}

  // Unevaluated code in types; classes that are matched by themselves.
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }

  bool VisitVarDecl(VarDecl *Var) {
    if (!isa<ParmVarDecl>(Var) && Var->getInit() &&
        isWeak(Var->getType(), Types))
      store(*Var->getInit(), Var->getNameAsString(), Var->getLocation());
    return true;
  }

  bool TraverseConstructorInitializer(CXXCtorInitializer *Initializer) {
    const FieldDecl *Field = Initializer->getAnyMember();
    if (Field && Initializer->isWritten() && isWeak(Field->getType(), Types))
      store(*Initializer->getInit(), Field->getNameAsString(),
            Initializer->getSourceLocation());
    return Base::TraverseConstructorInitializer(Initializer);
  }

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->getOpcode() == BO_Assign)
      assign(*Operator->getLHS(), *Operator->getRHS(),
             Operator->getOperatorLoc());
    return true;
  }

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->getOperator() == OO_Equal && Call->getNumArgs() == 2)
      assign(*Call->getArg(0), *Call->getArg(1), Call->getOperatorLoc());
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    if (isa<CXXOperatorCallExpr>(Call))
      return true;
    std::optional<CallView> View = callViewOf(*Call, Types);
    if (View && View->Receiver && inserts(View->bareName()) &&
        isElementOf(*View->Receiver, Types))
      for (const Expr *Argument : View->Args)
        store(*Argument, nameOf(*View->Receiver), Call->getExprLoc(),
              /*IsElement=*/true);
    return true;
  }

  bool VisitInitListExpr(InitListExpr *List) {
    const InitListExpr *Semantic =
        List->isSemanticForm() ? List : List->getSemanticForm();
    const CXXRecordDecl *Record =
        Semantic ? Semantic->getType()->getAsCXXRecordDecl() : nullptr;
    if (!Record || !Record->isAggregate() || Record->getNumBases() > 0)
      return true;
    for (const FieldDecl *Field : Record->fields())
      if (Field->getFieldIndex() < Semantic->getNumInits() &&
          isWeak(Field->getType(), Types))
        store(*Semantic->getInit(Field->getFieldIndex()),
              Field->getNameAsString(), Field->getLocation());
    return true;
  }

protected:
  const OwnerTypes &Types;

  void store(const Expr &Value, std::string Name, SourceLocation Loc,
             bool IsElement = false) {
    static_cast<Derived *>(this)->visitStore(
        {&Value, std::move(Name), Loc, IsElement});
  }

private:
  void assign(const Expr &Target, const Expr &Value, SourceLocation Loc) {
    if (roleOf(Target, Types) == Role::Weak)
      store(Value, nameOf(Target), Loc,
            /*IsElement=*/isa<CXXOperatorCallExpr>(stripped(Target)));
  }
};

/// Is a parameter kept by weak pointers and not used otherwise?
class KeeperFinder : public WeakStores<KeeperFinder> {
public:
  KeeperFinder(const ParmVarDecl &Param, const OwnerTypes &Types)
      : WeakStores(Types), Param(Param) {}

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    Uses += Ref->getDecl() == &Param;
    return true;
  }

  void visitStore(WeakStore Store) {
    const Expr *Value = &stripped(*Store.Value);
    std::optional<CallView> Call = callViewOf(*Value, Types);
    if (Call && Call->Args.size() == 1)
      Value = &stripped(*Call->Args.front());
    const auto *Ref = dyn_cast<DeclRefExpr>(Value);
    if (!Ref || Ref->getDecl() != &Param)
      return;
    ++Stores;
    Last = std::move(Store);
  }

  bool keepsOnlyWeakly() const { return Stores > 0 && Stores == Uses; }

  WeakStore Last;

private:
  const ParmVarDecl &Param;
  unsigned Uses = 0, Stores = 0;
};

/// Finds what a function sets from fresh owners.
class ArrivalFinder : public WeakStores<ArrivalFinder> {
public:
  ArrivalFinder(const OwnerTypes &Types, QualType Result)
      : WeakStores(Types), Result(Result) {}

  void visitStore(const WeakStore &Store) {
    std::optional<FreshOwner> Owner = freshOwnerIn(*Store.Value, Types);
    if (Owner && !isMeantToBeDead(Store.Name))
      add(*Owner, Store, nullptr);
  }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    QualType Outer = Result;
    Result = Lambda->getCallOperator()->getReturnType();
    bool Continue = RecursiveASTVisitor::TraverseLambdaExpr(Lambda);
    Result = Outer;
    return Continue;
  }

  bool VisitReturnStmt(ReturnStmt *Return) {
    if (!Return->getRetValue())
      return true;
    if (isWeak(Result, Types))
      visitStore({Return->getRetValue(), "", Return->getReturnLoc()});
    else
      handOver(*Return->getRetValue());
    return true;
  }

  // The temporaries of an expression live until the end of its statement: only
  // what a whole statement keeps is dead.
  bool VisitCompoundStmt(CompoundStmt *Block) {
    for (const Stmt *S : Block->body())
      if (const auto *E = dyn_cast<Expr>(S))
        handOver(*E);
    return true;
  }

  bool VisitDeclStmt(DeclStmt *Declarations) {
    for (const Decl *D : Declarations->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D); Var && Var->getInit())
        handOver(*Var->getInit());
    return true;
  }

  std::vector<DeadOnArrival> Found;

private:
  // Who calls it so expects nothing else.
  static bool isMeantToBeDead(llvm::StringRef Name) {
    static constexpr llvm::StringLiteral Words[] = {
        "expired", "dead", "dangling", "stale", "invalid", "gone", "empty"};
    std::string Lower = Name.lower();
    return llvm::any_of(Words, [&](llvm::StringRef Word) {
      return llvm::StringRef(Lower).contains(Word);
    });
  }

  void add(const FreshOwner &Owner, const WeakStore &Store,
           const FunctionDecl *Keeper) {
    Found.push_back({Owner, Store.Name, Store.IsElement, Keeper, Store.Loc});
  }

  void handOver(const Expr &Whole) {
    const Expr &E = stripped(Whole);
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E)) {
      if (Operator->getOperator() == OO_Equal && Operator->getNumArgs() == 2)
        handOver(*Operator->getArg(1));
      return;
    }
    std::optional<CallView> Call = callViewOf(E, Types);
    if (!Call)
      return;
    if (!Call->Made.isNull() && Types.model().Makers.matches(Call->Name))
      Call = constructionBy(*Call);
    if (Call->Callees.size() == 1)
      if (const FunctionDecl *Body = definitionOf(*Call->Callees.front()))
        handTo(*Body, *Call);
  }

  void handTo(const FunctionDecl &Callee, const CallView &Call) {
    for (unsigned I = 0; I < Call.Args.size() && I < Callee.getNumParams();
         ++I) {
      const ParmVarDecl &Param = *Callee.getParamDecl(I);
      Role Kind = Types.roleOf(Param.getType().getNonReferenceType());
      if (Kind != Role::Strong && Kind != Role::Weak)
        continue;
      std::optional<FreshOwner> Owner = freshOwnerIn(*Call.Args[I], Types);
      if (!Owner)
        continue;
      KeeperFinder Keeper(Param, Types);
      Keeper.TraverseDecl(const_cast<FunctionDecl *>(&Callee));
      if (Keeper.keepsOnlyWeakly() && !isMeantToBeDead(Keeper.Last.Name))
        add(*Owner, Keeper.Last, &Callee);
    }
  }

  QualType Result;
};
} // namespace

std::vector<DeadOnArrival> memtidy::deadOnArrivalIn(const Decl &Code,
                                                    const OwnerTypes &Types) {
  const auto *Function = dyn_cast<FunctionDecl>(&Code);
  ArrivalFinder Finder(Types,
                       Function ? Function->getReturnType() : QualType());
  const auto *Field = dyn_cast<FieldDecl>(&Code);
  if (Field && Field->getInClassInitializer() &&
      isWeak(Field->getType(), Types))
    Finder.visitStore({Field->getInClassInitializer(), Field->getNameAsString(),
                       Field->getLocation()});
  else
    Finder.TraverseDecl(const_cast<Decl *>(&Code));
  return std::move(Finder.Found);
}
