//===- CarriedCallables.cpp - Which callables a value carries ------------===//

#include "checks/analysis/CarriedCallables.h"
#include "checks/analysis/CoroutineFrames.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace memtidy;

static constexpr unsigned MaxDepth = 10;

// Each callable once: `p = next(p)` in a row must not double the list.
static void append(CarriedList &List, const CarriedList &More) {
  for (const Carried &Item : More)
    if (llvm::none_of(List,
                      [&](const Carried &Known) { return Known.sameAs(Item); }))
      List.push_back(Item);
}

void CarriedCallables::add(const VarDecl &Var, const CarriedList &What) {
  append(ByVariable[&Var], What);
}

CarriedList CarriedCallables::inVariable(const VarDecl &Var) const {
  CarriedList List = ByVariable.lookup(&Var);
  if (const auto *Param = dyn_cast<ParmVarDecl>(&Var)) {
    Carried Token;
    Token.Param = Param;
    List.push_back(Token);
  }
  return List;
}

CarriedList CarriedCallables::madeHere(const Expr &Site,
                                       std::optional<Closure> Made) {
  const Closure *&Known = BySite[&Site];
  if (!Known) {
    if (!Made)
      return {};
    Closures.push_back(std::move(*Made));
    Known = &Closures.back();
  }
  Carried Item;
  Item.Made = Known;
  Item.Inferences = Known->Inferences;
  return {Item};
}

CarriedList CarriedCallables::inLambda(const LambdaExpr &Lambda,
                                       unsigned Depth) {
  CarriedList List = madeHere(Lambda, closureOf(Lambda, Types, Paths));
  // A callable that is captured by value goes where the lambda goes.
  for (const LambdaCapture &Capture : Lambda.captures()) {
    if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByCopy)
      continue;
    const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar());
    if (!Var)
      continue;
    if (Lambda.isInitCapture(&Capture) && Var->getInit())
      append(List, in(*Var->getInit(), Depth + 1));
    else if (Types.roleOf(Var->getType().getNonReferenceType()) != Role::Strong)
      append(List, inVariable(*Var));
  }
  return List;
}

CarriedList CarriedCallables::in(const Expr &Raw, unsigned Depth) {
  if (Depth > MaxDepth)
    return {};
  const Expr &E = stripped(Raw);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(&E))
    return inLambda(*Lambda, Depth);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var ? inVariable(*Var) : CarriedList();
  }
  if (const auto *Member = dyn_cast<MemberExpr>(&E))
    return Types.roleOf(Member->getType()) == Role::Unknown ||
                   Types.keepsCallables(Member->getType())
               ? in(*Member->getBase(), Depth + 1)
               : CarriedList();
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(&E))
    return Member->isImplicitAccess() ? CarriedList()
                                      : inUnknownMember(*Member, Depth);
  if (const auto *Unary = dyn_cast<UnaryOperator>(&E))
    return Unary->getOpcode() == UO_Deref ? in(*Unary->getSubExpr(), Depth + 1)
                                          : CarriedList();
  CarriedList List;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(&E)) {
    append(List, in(*Choice->getTrueExpr(), Depth + 1));
    append(List, in(*Choice->getFalseExpr(), Depth + 1));
    return List;
  }
  if (const auto *Braces = dyn_cast<InitListExpr>(&E)) {
    for (const Expr *Init : Braces->inits())
      append(List, in(*Init, Depth + 1));
    return List;
  }
  if (const auto *Parens = dyn_cast<ParenListExpr>(&E)) {
    for (unsigned I = 0; I < Parens->getNumExprs(); ++I)
      append(List, in(*Parens->getExpr(I), Depth + 1));
    return List;
  }
  if (const auto *Pack = dyn_cast<PackExpansionExpr>(&E))
    return in(*Pack->getPattern(), Depth + 1);
  if (std::optional<CallView> Call = callViewOf(E, Types))
    return isa<CallExpr>(E) ? inCall(*Call, Depth)
                            : inConstruction(*Call, Depth);
  return {};
}

// One member of many, of a class that nobody knows yet: a guess.
CarriedList
CarriedCallables::inUnknownMember(const CXXDependentScopeMemberExpr &Member,
                                  unsigned Depth) {
  CarriedList List = in(*Member.getBase(), Depth + 1);
  for (Carried &Item : List)
    Item.Inferences += Guess;
  return List;
}

CarriedList CarriedCallables::inArguments(const CallView &Call,
                                          unsigned Depth) {
  CarriedList List;
  for (const Expr *Arg : Call.Args)
    append(List, in(*Arg, Depth + 1));
  return List;
}

CarriedList CarriedCallables::inCall(const CallView &Call, unsigned Depth) {
  llvm::StringRef Name = Call.bareName();
  if (Call.Args.size() == 1 && (Name == "move" || Name == "forward" ||
                                Name == "as_const" || Name == "exchange"))
    return in(*Call.Args.front(), Depth + 1);
  if (Types.model().Binders.matches(Call.Name)) {
    CarriedList List = madeHere(*Call.Site, closureOfBind(Call, Types, Paths));
    append(List, inArguments(Call, Depth));
    return List;
  }
  if (Types.model().Makers.matches(Call.Name))
    return Call.Made.isNull() ? inArguments(Call, Depth)
                              : inConstruction(constructionBy(Call), Depth);
  if (Call.Receiver && Call.Args.empty() &&
      (Name == "get" || Name == "release" || Name == "operator*" ||
       Name == "operator->" || Name == "value"))
    return in(*Call.Receiver, Depth + 1);
  if (std::optional<Closure> Frame = closureOfFrame(Call, Types, Paths))
    return madeHere(*Call.Site, std::move(Frame));
  return inResult(Call, Depth);
}

void memtidy::followParameter(const FlowSummary &Summary,
                              const FunctionDecl &Callee, unsigned Index,
                              llvm::function_ref<void(const Store &)> Visit) {
  if (Callee.getNumParams() == 0)
    return;
  const ParmVarDecl *Param =
      Callee.getParamDecl(std::min(Index, Callee.getNumParams() - 1));
  if (Index >= Callee.getNumParams() && !Param->isParameterPack())
    return;
  for (const Store &Kept : Summary.Stores)
    if (Kept.What.Param == Param)
      Visit(Kept);
}

// What a callee keeps of \p Items sits where it keeps it.
static void appendInside(CarriedList &List, const CarriedList &Items,
                         const Store &Kept) {
  for (Carried Item : Items) {
    Item.Inside.insert(Item.Inside.begin(), Kept.Where.Hops.begin(),
                       Kept.Where.Hops.end());
    Item.Inferences += Kept.Inferences;
    List.push_back(std::move(Item));
  }
}

// What a record of type Call.Made keeps of the constructor's arguments.
CarriedList CarriedCallables::inConstruction(const CallView &Call,
                                             unsigned Depth) {
  switch (Types.roleOf(Call.Made)) {
  case Role::Reference:
  case Role::Weak:
  case Role::Raw:
  case Role::Other:
    return {};
  case Role::Callable:
  case Role::Strong:
  case Role::Unique:
  case Role::Container:
  case Role::Wrapper:
    return inArguments(Call, Depth);
  case Role::Unknown: {
    CarriedList List = inArguments(Call, Depth);
    for (Carried &Item : List)
      ++Item.Inferences;
    return List;
  }
  case Role::Record:
    break;
  }
  std::string Class = viewOf(Call.Made).Name;
  if (Types.model().RunOnce.matches(Class + "::constructor"))
    return {};
  CarriedList List;
  if (std::optional<Closure> Functor = closureOfFunctor(Call, Types, Paths))
    append(List, madeHere(*Call.Site, std::move(Functor)));
  for (unsigned I = 0; I < Call.Args.size(); ++I) {
    CarriedList Items = in(*Call.Args[I], Depth + 1);
    if (Items.empty())
      continue;
    bool Seen = false;
    for (const FunctionDecl *Callee : Call.Callees) {
      const auto *Constructor = dyn_cast<CXXConstructorDecl>(Callee);
      if (Constructor && Constructor->isCopyOrMoveConstructor()) {
        Seen = true;
        append(List, Items);
        continue;
      }
      if (!Callee->doesThisDeclarationHaveABody())
        continue;
      Seen = true;
      followParameter(Flow.of(*Callee), *Callee, I, [&](const Store &Kept) {
        if (Kept.Where.From == AccessPath::Root::This)
          appendInside(List, Items, Kept);
      });
    }
    if (Seen || (viewOf(Call.Made).Record && !Types.keepsCallables(Call.Made)))
      continue;
    for (Carried &Item : Items)
      ++Item.Inferences;
    append(List, Items);
  }
  return List;
}

// What the value holds that a function returns.
CarriedList CarriedCallables::inResult(const CallView &Call, unsigned Depth) {
  CarriedList List;
  bool Seen = false;
  for (unsigned I = 0; I < Call.Args.size(); ++I) {
    std::optional<CarriedList> Items;
    for (const FunctionDecl *Callee : Call.Callees) {
      if (!Callee->doesThisDeclarationHaveABody())
        continue;
      Seen = true;
      if (!Items)
        Items = in(*Call.Args[I], Depth + 1);
      if (Items->empty())
        break;
      followParameter(Flow.of(*Callee), *Callee, I, [&](const Store &Kept) {
        if (Kept.Where.From != AccessPath::Root::Result)
          return;
        for (Carried Item : *Items) {
          Item.Inferences += Kept.Inferences;
          List.push_back(std::move(Item));
        }
      });
    }
  }
  if (Seen)
    return List;
  std::string Name = Call.bareName().lower();
  for (llvm::StringRef Verb :
       {"make", "create", "build", "wrap", "bind", "new"})
    if (llvm::StringRef(Name).starts_with(Verb)) {
      List = inArguments(Call, Depth);
      for (Carried &Item : List)
        ++Item.Inferences;
      break;
    }
  return List;
}
