//===- ClearSites.cpp - Where fields let go of what they keep ------------===//

#include "checks/analysis/ClearSites.h"
#include "checks/analysis/CallReach.h"
#include "checks/analysis/CallView.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/SaveAndRestore.h"
#include <utility>

using namespace clang;
using namespace memtidy;

static bool startsWithAny(llvm::StringRef Text,
                          llvm::ArrayRef<llvm::StringRef> Starts) {
  return llvm::any_of(
      Starts, [&](llvm::StringRef Start) { return Text.starts_with(Start); });
}

static bool closesUnseen(llvm::StringRef Function) {
  std::string Name = Function.lower();
  return startsWithAny(Name, {"close", "cancel", "stop", "shutdown",
                              "disconnect", "destroy", "disable", "dispose",
                              "unsubscribe", "unregister", "terminate"});
}

static std::optional<ClearKind> clearKindOf(llvm::StringRef Name) {
  std::string Lower = Name.lower();
  if (Lower == "reset" || Lower == "clear" ||
      llvm::StringRef(Lower).starts_with("disconnect"))
    return ClearKind::Reset;
  if (Lower == "swap" || Lower == "release" || Lower == "exchange")
    return ClearKind::MovedOut;
  if (startsWithAny(Lower, {"pop", "erase", "take", "dequeue", "trypop",
                            "try_pop", "try_dequeue", "remove", "extract"}))
    return ClearKind::Popped;
  return std::nullopt;
}

static bool isEmptyValue(const Expr &Raw) {
  const Expr &E = stripped(Raw);
  if (isa<CXXNullPtrLiteralExpr>(E) || isa<GNUNullExpr>(E) ||
      isa<CXXScalarValueInitExpr>(E))
    return true;
  if (const auto *Number = dyn_cast<IntegerLiteral>(&E))
    return Number->getValue() == 0;
  if (const auto *Braces = dyn_cast<InitListExpr>(&E))
    return Braces->getNumInits() == 0;
  if (const auto *Made = dyn_cast<CXXConstructExpr>(&E))
    return Made->getNumArgs() == 0 ||
           (Made->getNumArgs() == 1 && isEmptyValue(*Made->getArg(0)));
  if (const auto *Made = dyn_cast<CXXUnresolvedConstructExpr>(&E))
    return Made->getNumArgs() == 0;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E)) {
    std::string Name = Ref->getDecl()->getNameAsString();
    return Name == "nullopt" || Name == "none";
  }
  return false;
}

// `if (p)`, `if (!queue.empty())`, `p != nullptr`: is there something at all?
static bool testsPresence(const Expr &Raw) {
  const Expr &E = stripped(Raw);
  if (isa<DeclRefExpr>(E) || isa<MemberExpr>(E))
    return !E.getType()->isBooleanType() && !E.getType()->isIntegerType();
  if (const auto *Unary = dyn_cast<UnaryOperator>(&E))
    return Unary->getOpcode() == UO_LNot && testsPresence(*Unary->getSubExpr());
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&E)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    if (!Method)
      return false;
    if (isa<CXXConversionDecl>(Method))
      return true;
    return Method->getDeclName().isIdentifier() &&
           (Method->getName() == "empty" || Method->getName() == "isEmpty");
  }
  const Expr *Sides[2] = {nullptr, nullptr};
  if (const auto *Binary = dyn_cast<BinaryOperator>(&E)) {
    Sides[0] = Binary->getLHS(), Sides[1] = Binary->getRHS();
  } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E);
             Operator && Operator->getNumArgs() == 2) {
    Sides[0] = Operator->getArg(0), Sides[1] = Operator->getArg(1);
  }
  return Sides[0] && (isEmptyValue(*Sides[0]) || isEmptyValue(*Sides[1]));
}

namespace memtidy {

/// Walks one function.
class ClearWalker : public RecursiveASTVisitor<ClearWalker> {
public:
  ClearWalker(ClearSites &Sites, const OwnerTypes &Types,
              const FunctionDecl &Function)
      : Sites(Sites), Types(Types) {
    Here.In = &Function;
  }

  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    auto Outer = std::move(Here.Branches);
    llvm::SaveAndRestore InLambda(Returns, false);
    Here.Branches.clear();
    Here.Lambdas.push_back(Lambda);
    bool Continue = RecursiveASTVisitor::TraverseLambdaExpr(Lambda);
    Here.Lambdas.pop_back();
    Here.Branches = std::move(Outer);
    return Continue;
  }

  bool VisitReturnStmt(ReturnStmt *) { return Returns = true; }
  // What follows a statement that may return need not run.
  bool TraverseCompoundStmt(CompoundStmt *Body) {
    const size_t Outer = Here.Branches.size();
    const bool Before = std::exchange(Returns, false);
    bool Left = false;
    for (Stmt *Child : Body->body()) {
      TraverseStmt(Child);
      const auto *If = dyn_cast<IfStmt>(Child);
      if (std::exchange(Returns, false) && !(If && isGuard(*If))) {
        Here.Branches.push_back(Child);
        Left = true;
      }
    }
    Here.Branches.truncate(Outer);
    Returns = Before || Left;
    return true;
  }

  bool TraverseIfStmt(IfStmt *If) {
    TraverseStmt(If->getInit());
    if (If->getConditionVariableDeclStmt())
      TraverseStmt(If->getConditionVariableDeclStmt());
    TraverseStmt(If->getCond());
    bool Guard = isGuard(*If);
    inBranch(Guard ? nullptr : If->getThen(), If->getThen());
    inBranch(Guard ? nullptr : If->getElse(), If->getElse());
    return true;
  }
  bool TraverseCaseStmt(CaseStmt *Case) {
    inBranch(Case, Case->getSubStmt());
    return true;
  }
  bool TraverseCXXCatchStmt(CXXCatchStmt *Catch) {
    inBranch(Catch, Catch->getHandlerBlock());
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    if (Operator->getOpcode() == BO_Assign)
      assigned(*Operator->getLHS(), *Operator->getRHS());
    return true;
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *Delete) {
    clear(*Delete->getArgument(), ClearKind::Reset, Delete->getBeginLoc());
    return true;
  }
  bool VisitVarDecl(VarDecl *Var) {
    // auto callback = entry->callback; it is called from there.
    if (const Expr *Init = Var->getInit())
      if (const FieldDecl *Field = fieldOf(*Init))
        if (!Var->getType()->isReferenceType())
          invoked(*Field, Var->getLocation());
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *Loop) {
    if (Loop->getRangeInit())
      if (const FieldDecl *Field = fieldOf(*Loop->getRangeInit()))
        invoked(*Field, Loop->getForLoc());
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    called(*Call);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Ref->getDecl()))
      if (Method->isInstance())
        Sites.Named.insert(canonical(Method));
    return true;
  }

private:
  static bool isGuard(const IfStmt &If) {
    return If.getConditionVariable() ||
           (If.getCond() && testsPresence(*If.getCond()));
  }
  void inBranch(const Stmt *Branch, Stmt *Body) {
    if (Branch)
      Here.Branches.push_back(Branch);
    TraverseStmt(Body);
    if (Branch)
      Here.Branches.pop_back();
  }

  const FieldDecl *fieldOf(const Expr &Raw, unsigned Depth = 0) const;
  void assigned(const Expr &Target, const Expr &Value) {
    if (isEmptyValue(Value))
      clear(Target, ClearKind::Reset, Target.getExprLoc());
  }
  void clear(const Expr &Target, ClearKind Kind, SourceLocation Loc) {
    const FieldDecl *Field = fieldOf(Target);
    if (!Field)
      return;
    ClearSite Site;
    static_cast<Spot &>(Site) = at(Loc);
    Site.Field = Field;
    Site.Kind = Kind;
    Sites.Clears[Field].push_back(std::move(Site));
  }
  void invoked(const FieldDecl &Field, SourceLocation Loc) {
    Sites.Invocations[&Field].push_back(at(Loc));
  }
  Spot at(SourceLocation Loc) const {
    Spot There = Here;
    There.Loc = Loc;
    return There;
  }
  void called(const CallExpr &Call);
  void calledMember(const CallView &View);

  ClearSites &Sites;
  const OwnerTypes &Types;
  Spot Here;
  /// A return was seen since the statement of the innermost block began.
  bool Returns = false;
};

} // namespace memtidy

// The field that an expression reaches last.
const FieldDecl *ClearWalker::fieldOf(const Expr &Raw, unsigned Depth) const {
  if (Depth > 6)
    return nullptr;
  const Expr &E = stripped(Raw);
  if (const auto *Member = dyn_cast<MemberExpr>(&E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    return Field ? &patternOf(*Field) : nullptr;
  }
  if (isa<CXXDependentScopeMemberExpr>(E)) {
    const FieldDecl *Field = dependentField(E, Types);
    return Field ? &patternOf(*Field) : nullptr;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var && Var->getInit() && Var->getType()->isReferenceType()
               ? fieldOf(*Var->getInit(), Depth + 1)
               : nullptr;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(&E))
    return fieldOf(*Unary->getSubExpr(), Depth + 1);
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(&E))
    return fieldOf(*Subscript->getBase(), Depth + 1);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    return Operator->getOperator() == OO_Call
               ? nullptr
               : fieldOf(*Operator->getArg(0), Depth + 1);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&E))
    return Construct->getNumArgs() == 1
               ? fieldOf(*Construct->getArg(0), Depth + 1)
               : nullptr;
  if (const auto *Call = dyn_cast<CallExpr>(&E)) {
    std::optional<CallView> View = callViewOf(*Call, Types);
    llvm::StringRef Name = View ? View->bareName() : "";
    if (Name == "move" && View->Args.size() == 1)
      return fieldOf(*View->Args.front(), Depth + 1);
    if (View && View->Receiver &&
        (Name == "get" || Name == "front" || Name == "back" || Name == "top" ||
         Name == "at" || Name == "value"))
      return fieldOf(*View->Receiver, Depth + 1);
  }
  return nullptr;
}

static bool isStandard(const CallView &View) {
  return llvm::any_of(View.Callees, [](const FunctionDecl *Callee) {
    return Callee->isInStdNamespace();
  });
}

static bool reachesThrough(const Expr &Receiver) {
  const Expr &E = stripped(Receiver);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E))
    return Operator->getOperator() == OO_Arrow ||
           Operator->getOperator() == OO_Star;
  return isa<UnaryOperator>(E) ||
         (!E.getType().isNull() && E.getType()->isPointerType());
}

void ClearWalker::calledMember(const CallView &View) {
  llvm::StringRef Name = View.bareName();
  bool Unseen = llvm::none_of(View.Callees, [](const FunctionDecl *Callee) {
    return Callee->doesThisDeclarationHaveABody();
  });
  std::optional<ClearKind> Kind = clearKindOf(Name);
  // p->clear() is about what p points to: a function of the user's, whose
  // body tells, or else a container.
  if (Kind && reachesThrough(*View.Receiver) && !Unseen && !isStandard(View))
    return;
  if (Kind) {
    // reset(new ...) keeps something else.
    if (Name != "reset" || View.Args.empty() || isEmptyValue(*View.Args[0]))
      clear(*View.Receiver, *Kind, View.Site->getExprLoc());
    // todo.swap(waiting_) takes what is there, too.
    if (Name == "swap" && View.Args.size() == 1)
      clear(*View.Args.front(), *Kind, View.Site->getExprLoc());
  } else if (Unseen && closesUnseen(Name)) {
    clear(*View.Receiver, ClearKind::Closed, View.Site->getExprLoc());
  }
}

void ClearWalker::called(const CallExpr &Call) {
  std::optional<CallView> View = callViewOf(Call, Types);
  if (!View)
    return;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call)) {
    if (Operator->getOperator() == OO_Equal && Operator->getNumArgs() == 2)
      assigned(*Operator->getArg(0), *Operator->getArg(1));
    if (Operator->getOperator() == OO_Call)
      if (const FieldDecl *Field = fieldOf(*Operator->getArg(0)))
        invoked(*Field, Call.getExprLoc());
    return;
  }
  llvm::StringRef Name = View->bareName();
  if (View->Receiver)
    calledMember(*View);
  else if ((Name == "move" && View->Args.size() == 1) ||
           (Name == "exchange" && View->Args.size() == 2) ||
           (Name == "swap" && View->Args.size() == 2))
    for (const Expr *Arg : View->Args)
      clear(*Arg, ClearKind::MovedOut, Call.getExprLoc());
  // A dependent field that is called: this->cb_().
  else if (View->Callees.empty())
    if (const FieldDecl *Field = fieldOf(*Call.getCallee()))
      invoked(*Field, Call.getExprLoc());
  bool GivesNull = !View->Args.empty() && isEmptyValue(*View->Args.front());
  for (const FunctionDecl *Callee : View->Callees) {
    CallSpot Spot;
    static_cast<memtidy::Spot &>(Spot) = at(Call.getExprLoc());
    Spot.Callee = Callee->getCanonicalDecl();
    if (GivesNull) {
      NullCall Null;
      static_cast<memtidy::Spot &>(Null) = Spot;
      Null.Callee = Spot.Callee;
      Sites.NullCalls.push_back(std::move(Null));
    }
    Sites.Calls.push_back(std::move(Spot));
  }
}

namespace {
/// Finds the function definitions, patterns included.
class FunctionFinder : public RecursiveASTVisitor<FunctionFinder> {
public:
  bool VisitFunctionDecl(FunctionDecl *Function) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    if (Function->doesThisDeclarationHaveABody() &&
        !(Method && Method->getParent()->isLambda()))
      Found.push_back(Function);
    return true;
  }
  std::vector<const FunctionDecl *> Found;
};
} // namespace

ClearSites::ClearSites(TuIndex &Index, const OwnerTypes &Types) {
  FunctionFinder Finder;
  forEachUserDecl(Index.context(), [&](Decl &D) { Finder.TraverseDecl(&D); });
  for (const FunctionDecl *Function : Finder.Found)
    ClearWalker(*this, Types, *Function).TraverseStmt(Function->getBody());
}

llvm::ArrayRef<ClearSite> ClearSites::of(const FieldDecl &Field) const {
  auto It = Clears.find(&Field);
  if (It == Clears.end())
    return {};
  return It->second;
}

llvm::ArrayRef<Spot> ClearSites::callsOf(const FieldDecl &Field) const {
  auto It = Invocations.find(&Field);
  if (It == Invocations.end())
    return {};
  return It->second;
}
