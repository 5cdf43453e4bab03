//===- ClosureFlow.cpp - Where a callable ends up ------------------------===//

#include "checks/analysis/ClosureFlow.h"
#include "checks/analysis/CarriedCallables.h"
#include "checks/analysis/SinkModel.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

static constexpr unsigned MaxCallDepth = 8;

namespace memtidy {

/// Walks one function in source order and notes each store.
class FlowWalker : public RecursiveASTVisitor<FlowWalker> {
public:
  FlowWalker(ClosureFlow &Flow, const FunctionDecl &Function,
             FlowSummary &Summary)
      : Flow(Flow), Types(Flow.types()), Function(Function), Summary(Summary),
        Paths(*Summary.Paths), Callables(Flow, Paths, Flow.Closures) {}

  void walk();

  // Methods of local classes are functions of their own.
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    ++LambdaDepth;
    bool Continue = RecursiveASTVisitor::TraverseLambdaExpr(Lambda);
    --LambdaDepth;
    return Continue;
  }

  bool VisitVarDecl(VarDecl *Var) {
    if (const Expr *Init = Var->getInit(); Init && !isa<ParmVarDecl>(Var))
      Callables.add(*Var, Callables.in(*Init));
    return true;
  }

  bool VisitCXXForRangeStmt(CXXForRangeStmt *Loop) {
    if (Loop->getRangeInit())
      Callables.add(*Loop->getLoopVariable(),
                    Callables.in(*Loop->getRangeInit()));
    return true;
  }

  bool VisitReturnStmt(ReturnStmt *Return) {
    if (LambdaDepth > 0 || !Return->getRetValue())
      return true;
    AccessPath Result;
    Result.From = AccessPath::Root::Result;
    add(Callables.in(*Return->getRetValue()), Result, Return->getBeginLoc());
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->isAssignmentOp())
      assign(*Operator->getLHS(), *Operator->getRHS(),
             Operator->getOperatorLoc());
    return true;
  }

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->isAssignmentOp() && Call->getNumArgs() == 2)
      assign(*Call->getArg(0), *Call->getArg(1), Call->getOperatorLoc());
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    if (!Operator || Operator->getOperator() == OO_Call)
      call(*Call);
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *Construct) {
    call(*Construct);
    return true;
  }

private:
  void assign(const Expr &Target, const Expr &Value, SourceLocation Loc);
  void call(const Expr &Site);
  void initialise(const CXXCtorInitializer &Init);
  void follow(const CallView &Call, unsigned Index, const CarriedList &Items,
              const std::optional<AccessPath> &This);
  void followCaptures(const CallView &Call, const FunctionDecl &Callee,
                      const std::optional<AccessPath> &This);
  void add(const CarriedList &Items, const AccessPath &Where,
           SourceLocation Loc, const Sink *Known = nullptr,
           bool Replaces = false);
  void addPlace(const Expr &Value, const AccessPath &Where);

  ClosureFlow &Flow;
  const OwnerTypes &Types;
  const FunctionDecl &Function;
  FlowSummary &Summary;
  PathResolver &Paths;
  CarriedCallables Callables;
  unsigned LambdaDepth = 0;
};

} // namespace memtidy

void FlowSummary::add(Store Kept) {
  constexpr size_t MaxStores = 256;
  if (Stores.size() < MaxStores &&
      llvm::none_of(Stores, [&](const Store &Known) {
        return Known.What.sameAs(Kept.What) && Known.Where.sameAs(Kept.Where) &&
               Known.HandedOver == Kept.HandedOver;
      }))
    Stores.push_back(std::move(Kept));
}

void FlowWalker::walk() {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Function))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten())
        initialise(*Init);
  TraverseStmt(Function.getBody());
  // A local that was put somewhere is known to callers by that place.
  std::vector<Store> Renamed;
  for (const Store &Kept : Summary.Stores)
    for (const AccessPath &Name : Paths.namesOf(Kept.Where))
      if (!(Name.Var == Kept.Where.Var && Name.From == Kept.Where.From)) {
        Renamed.push_back(Kept);
        Renamed.back().Where = Name;
      }
  for (Store &Kept : Renamed)
    Summary.add(std::move(Kept));
}

void FlowWalker::initialise(const CXXCtorInitializer &Init) {
  if (const FieldDecl *Field = Init.getMember()) {
    AccessPath Where =
        AccessPath().then(Paths.hopInto(*Field, Field->getType()));
    CarriedList Items = Callables.in(*Init.getInit());
    if (!Field->getType()->isReferenceType())
      add(Items, Where, Init.getMemberLocation());
  } else if (std::optional<CallView> Call =
                 callViewOf(stripped(*Init.getInit()), Types)) {
    // What a base keeps, this object keeps.
    for (unsigned I = 0; I < Call->Args.size(); ++I)
      follow(*Call, I, Callables.in(*Call->Args[I]), AccessPath());
  }
  TraverseStmt(Init.getInit());
}

void FlowWalker::addPlace(const Expr &Value, const AccessPath &Where) {
  const Expr *E = &stripped(Value);
  if (std::optional<CallView> Call = callViewOf(*E, Types))
    if (Call->bareName() == "move" && Call->Args.size() == 1)
      E = &stripped(*Call->Args.front());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!Var || !Var->hasLocalStorage() ||
      (Where.From == AccessPath::Root::Variable && Where.Var == Var))
    return;
  Role Kind = roleOf(*E, Types);
  if (Kind == Role::Strong || Kind == Role::Unique || Kind == Role::Raw)
    Paths.addPlace(*Var, Where);
}

void FlowWalker::add(const CarriedList &Items, const AccessPath &Where,
                     SourceLocation Loc, const Sink *Known, bool Replaces) {
  for (const Carried &Item : Items) {
    Store Kept;
    Kept.What = Item;
    Kept.Where = Where.then(Item.Inside);
    if (Replaces)
      Kept.NewFrom = Where.Hops.size();
    Kept.Inferences = Item.Inferences;
    Kept.Loc = Kept.HandedOver = Loc;
    Kept.In = &Function;
    if (Known) {
      Kept.Kind = Known->Kind;
      Kept.Callee = Known->Callee;
      Kept.Inferences += Known->Inferences;
      if (Known->Kind == StoreKind::Inferred && Known->Callee)
        Kept.Unseen = {Known->Callee, Known->Parameter, Known->Inferences};
    }
    Summary.add(std::move(Kept));
  }
  if (Where.From == AccessPath::Root::Variable && !Items.empty())
    Callables.add(*Where.Var, Items);
}

void FlowWalker::assign(const Expr &Target, const Expr &Value,
                        SourceLocation Loc) {
  std::optional<AccessPath> Where = Paths.pathOf(Target);
  if (!Where)
    return;
  addPlace(Value, *Where);
  Role Kind = roleOf(Target, Types);
  if (Kind == Role::Reference || Kind == Role::Weak)
    return;
  bool Replaces =
      Kind == Role::Strong || Kind == Role::Unique || Kind == Role::Raw;
  add(Callables.in(Value), *Where, Loc, nullptr, Replaces);
}

// What a callee with a body does with an argument happens here.
void FlowWalker::follow(const CallView &Call, unsigned Index,
                        const CarriedList &Items,
                        const std::optional<AccessPath> &This) {
  for (const FunctionDecl *Callee : Call.Callees) {
    if (!Callee->doesThisDeclarationHaveABody())
      continue;
    followParameter(Flow.of(*Callee), *Callee, Index, [&](const Store &Kept) {
      std::optional<AccessPath> Where =
          seenFromCaller(Kept.Where, Call, *Callee, This, Paths);
      if (!Where)
        return;
      addPlace(*Call.Args[Index], *Where);
      for (const Carried &Item : Items) {
        Store Here = Kept;
        if (Here.NewFrom)
          *Here.NewFrom += Where->Hops.size() - Kept.Where.Hops.size();
        Here.What = Item;
        Here.Where = Where->then(Item.Inside);
        Here.Inferences += Item.Inferences;
        Here.HandedOver = Call.Site->getExprLoc();
        Here.Callee = Callee;
        Summary.add(std::move(Here));
      }
    });
  }
}

// The argument that brings the object of \p Path into \p Callee.
static const Expr *argumentOf(const AccessPath &Path, const CallView &Call,
                              const FunctionDecl &Callee) {
  if (Path.From == AccessPath::Root::This)
    return Call.Receiver;
  const auto *Param = dyn_cast_or_null<ParmVarDecl>(Path.Var);
  for (unsigned I = 0; Param && I < Callee.getNumParams(); ++I)
    if (Callee.getParamDecl(I) == Param && I < Call.Args.size())
      return Call.Args[I];
  return nullptr;
}

// What a callee captures of its caller's.
static std::optional<OwningCapture>
captureSeenFromCaller(const OwningCapture &Capture, const CallView &Call,
                      const FunctionDecl &Callee,
                      const std::optional<AccessPath> &This,
                      const PathResolver &Caller) {
  const Expr *Given = argumentOf(Capture.Target, Call, Callee);
  std::optional<AccessPath> Target =
      seenFromCaller(Capture.Target, Call, Callee, This, Caller);
  if (!Given || !Target)
    return std::nullopt;
  OwningCapture Seen = Capture;
  Seen.Target = std::move(*Target);
  Seen.InCallee = Capture.InCallee.isValid() ? Capture.InCallee : Capture.Loc;
  Seen.Loc = Given->getExprLoc();
  Seen.Name = spelled(*Given, Caller.context());
  Seen.Written = nullptr;
  return Seen;
}

// A callee that captures what it is given and keeps the callable: whether that
// closes a cycle shows where it is called.
void FlowWalker::followCaptures(const CallView &Call,
                                const FunctionDecl &Callee,
                                const std::optional<AccessPath> &This) {
  const FlowSummary &Inside = Flow.of(Callee);
  for (const Store &Kept : Inside.Stores) {
    std::optional<AccessPath> Where;
    if (Kept.What.Made)
      Where = seenFromCaller(Kept.Where, Call, Callee, This, Paths);
    if (!Where)
      continue;
    for (const OwningCapture &Capture : Kept.What.Made->Owns) {
      // What has one root was told in the callee.
      if (Capture.Target.From == Kept.Where.From &&
          Capture.Target.Var == Kept.Where.Var)
        continue;
      // Of a parameter that the callee replaces nobody knows which is captured.
      if (Capture.Target.Var && Inside.Paths->isReplaced(*Capture.Target.Var))
        continue;
      std::optional<OwningCapture> Seen =
          captureSeenFromCaller(Capture, Call, Callee, This, Paths);
      if (!Seen)
        continue;
      Closure Outside = *Kept.What.Made;
      Outside.Owns.assign(1, std::move(*Seen));
      Flow.Closures.push_back(std::move(Outside));
      Store Here = Kept;
      Here.What.Made = &Flow.Closures.back();
      Here.Where = *Where;
      if (Here.NewFrom)
        *Here.NewFrom += Where->Hops.size() - Kept.Where.Hops.size();
      Here.HandedOver = Call.Site->getExprLoc();
      Here.Callee = &Callee;
      Summary.add(std::move(Here));
    }
  }
}

void FlowWalker::call(const Expr &Site) {
  std::optional<CallView> Call = callViewOf(Site, Types);
  if (!Call || Call->Args.empty() ||
      Types.model().Binders.matches(Call->Name) ||
      Types.model().Makers.matches(Call->Name))
    return;
  std::optional<AccessPath> This;
  if (Call->Receiver)
    This = Paths.pathOf(*Call->Receiver);
  else if (Call->OnThis)
    This = AccessPath();
  for (const FunctionDecl *Callee : Call->Callees)
    if (Callee->doesThisDeclarationHaveABody())
      followCaptures(*Call, *Callee, This);
  for (unsigned I = 0; I < Call->Args.size(); ++I) {
    CarriedList Items = Callables.in(*Call->Args[I]);
    std::optional<Sink> Known = sinkOf(*Call, I, Types, Function);
    if (!Known) {
      follow(*Call, I, Items, This);
      continue;
    }
    std::optional<AccessPath> Where = This;
    if (Known->Place)
      Where = Known->Place;
    else if (Known->Argument)
      Where = Paths.pathOf(*Call->Args[*Known->Argument]);
    if (Known->Keeps && Where) {
      AccessPath Place = Where->then(Known->Inside);
      addPlace(*Call->Args[I], Place);
      Known->Callee = Call->Callees.empty() ? nullptr : Call->Callees.front();
      Known->Parameter = I;
      add(Items, Place, Site.getExprLoc(), &*Known,
          Known->Inside.empty() && Call->bareName() == "reset");
    }
  }
}

const FlowSummary &ClosureFlow::of(const FunctionDecl &Function) {
  static const FlowSummary Nothing;
  const FunctionDecl *Definition = definitionOf(Function);
  if (!Definition || Depth > MaxCallDepth)
    return Nothing;
  std::unique_ptr<FlowSummary> &Slot = Known[Definition];
  if (Slot) // Recursion adds nothing; what is half done must not be read.
    return Slot->IsWhole ? *Slot : Nothing;
  Slot = std::make_unique<FlowSummary>();
  FlowSummary &Summary = *Slot;
  Summary.Paths = std::make_unique<PathResolver>(Types, *Definition);
  ++Depth;
  FlowWalker(*this, *Definition, Summary).walk();
  --Depth;
  Summary.IsWhole = true;
  return Summary;
}
