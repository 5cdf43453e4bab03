//===- LoopContext.cpp - How often a loop runs ----------------------------===//

#include "checks/analysis/LoopContext.h"
#include "checks/analysis/Changes.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

const Stmt *memtidy::loopBody(const Stmt &S) {
  if (const auto *For = dyn_cast<ForStmt>(&S))
    return For->getBody();
  if (const auto *For = dyn_cast<CXXForRangeStmt>(&S))
    return For->getBody();
  if (const auto *While = dyn_cast<WhileStmt>(&S))
    return While->getBody();
  if (const auto *Do = dyn_cast<DoStmt>(&S))
    return Do->getBody();
  return nullptr;
}

const CompoundStmt *memtidy::blockOf(const Stmt &Whole, const Stmt &Part) {
  if (const auto *Block = dyn_cast<CompoundStmt>(&Whole))
    if (llvm::is_contained(Block->body(), &Part))
      return Block;
  for (const Stmt *Child : Whole.children())
    if (Child)
      if (const CompoundStmt *Found = blockOf(*Child, Part))
        return Found;
  return nullptr;
}

bool memtidy::hasInside(const Stmt &Whole, const Stmt &Part) {
  return &Whole == &Part || llvm::any_of(Whole.children(), [&](const Stmt *S) {
    return S && hasInside(*S, Part);
  });
}

bool memtidy::runsOnce(const Stmt &S) {
  const auto *Do = dyn_cast<DoStmt>(&S);
  const Expr *Cond = Do ? Do->getCond()->IgnoreParenImpCasts() : nullptr;
  if (const auto *Number = dyn_cast_or_null<IntegerLiteral>(Cond))
    return Number->getValue() == 0;
  const auto *Truth = dyn_cast_or_null<CXXBoolLiteralExpr>(Cond);
  return Truth && !Truth->getValue();
}

bool memtidy::isStringView(QualType Type) {
  return viewOf(Type).Name == "std::basic_string_view";
}

bool memtidy::isSized(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isConstantArrayType())
    return true;
  TypeView View = viewOf(Type);
  if (!View.Record)
    return false;
  return llvm::any_of(methodsNamed(*View.Record, "size"),
                      [](const FunctionDecl *Method) {
                        return Method->getMinRequiredArguments() == 0 &&
                               Method->getAccess() == AS_public;
                      });
}

// Does the loop change anything that E mentions?
static bool isStable(const Expr &E, const Stmt &Loop) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (Var && isChangedIn(*Var, Loop))
      return false;
  } else if (const auto *Member = dyn_cast<MemberExpr>(&E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    // A loop that fills the field of one object and goes over the same field
    // of another goes over another: else it would never end.
    std::optional<Place> What = placeOf(E);
    if (Field && (What ? isChangedIn(*What, Loop) : isChangedIn(*Field, Loop)))
      return false;
  }
  return llvm::all_of(E.children(), [&](const Stmt *Child) {
    const auto *Part = dyn_cast_or_null<Expr>(Child);
    return !Part || isStable(*Part, Loop);
  });
}

static const VarDecl *variableOf(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(&bare(E));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

static std::optional<uint64_t> literal(const Expr *E,
                                       const ASTContext &Context) {
  if (!E)
    return 0;
  Expr::EvalResult Value;
  if (E->isValueDependent() || !E->getType()->isIntegralOrEnumerationType() ||
      !E->EvaluateAsInt(Value, Context) || Value.Val.getInt().isNegative())
    return std::nullopt;
  return Value.Val.getInt().getLimitedValue();
}

static const Expr *rangeOf(const Expr &E,
                           std::initializer_list<llvm::StringRef> Names) {
  const auto *Call = dyn_cast<CallExpr>(&bare(E));
  if (!Call || !llvm::is_contained(Names, calleeName(*Call)))
    return nullptr;
  if (std::optional<MemberCall> Member = memberCallOf(*Call))
    return Member->Object;
  return Call->getNumArgs() == 1 ? Call->getArg(0) : nullptr;
}

// C.begin() and C.end() of one C, or begin(C) and end(C).
const Expr *memtidy::rangeBetween(const Expr &First, const Expr &Last) {
  const Expr *Begun = rangeOf(First, {"begin", "cbegin", "rbegin", "crbegin"});
  const Expr *Ended = rangeOf(Last, {"end", "cend", "rend", "crend"});
  if (!Begun || !Ended)
    return nullptr;
  std::optional<Place> One = placeOf(*Begun), Other = placeOf(*Ended);
  return One && Other && *One == *Other ? Begun : nullptr;
}

TripCount memtidy::tripsOver(const Expr &Range, const ASTContext &Context) {
  TripCount Result;
  const Expr &Core = bare(Range);
  if (const auto *Array = Context.getAsConstantArrayType(Core.getType())) {
    Result.Form = TripForm::Constant;
    Result.Times = Array->getSize().getLimitedValue();
  } else if (isSized(Core.getType())) {
    Result.Form = TripForm::PerElement;
    Result.Range = &Core;
  }
  return Result;
}

static bool namesSomething(const Stmt &S) {
  return isa<DeclRefExpr, MemberExpr>(S) ||
         llvm::any_of(S.children(), [](const Stmt *Child) {
           return Child && namesSomething(*Child);
         });
}

namespace {
/// Finds the trip count of one loop.
class TripFinder {
public:
  TripFinder(const Stmt &Loop, const Stmt &Function, const ASTContext &Context)
      : Loop(Loop), Function(Function), Context(Context) {}

  const ValueDecl *Variable = nullptr;

  TripCount find() {
    if (const auto *For = dyn_cast<CXXForRangeStmt>(&Loop)) {
      Variable = For->getLoopVariable();
      return perElement(*For->getRangeInit());
    }
    if (const auto *For = dyn_cast<ForStmt>(&Loop))
      return For->getCond() && For->getInc()
                 ? counted(*For->getCond(), For->getInc(), For->getInit())
                 : TripCount();
    if (const auto *While = dyn_cast<WhileStmt>(&Loop))
      return whileCount(*While);
    return TripCount();
  }

private:
  TripCount perElement(const Expr &Range) const {
    const TripCount Result = tripsOver(Range, Context);
    return Result.Form == TripForm::Constant ||
                   isStable(bare(Range), *loopBody(Loop))
               ? Result
               : TripCount();
  }

  // while (N--), or a counter that the body's last words increment.
  TripCount whileCount(const WhileStmt &While) {
    const Expr *Cond = While.getCond()->IgnoreParenImpCasts();
    if (std::optional<BinaryView> View = binaryViewOf(*Cond))
      if (View->Operator == ">" && literal(View->Right, Context) == 0)
        Cond = View->Left->IgnoreParenImpCasts();
    if (const auto *Unary = dyn_cast<UnaryOperator>(Cond))
      if (Unary->getOpcode() == UO_PostDec)
        if (const VarDecl *Var = variableOf(*Unary->getSubExpr());
            Var && !isChangedIn(*Var, *While.getBody())) {
          TripCount Result;
          Result.Form = TripForm::Counted;
          Result.To = Unary->getSubExpr();
          return Result;
        }
    const auto *Body = dyn_cast<CompoundStmt>(While.getBody());
    if (!Body)
      return TripCount();
    for (const Stmt *S : llvm::reverse(Body->body()))
      if (const auto *Step = dyn_cast<Expr>(S))
        if (TripCount Found = counted(*While.getCond(), Step, nullptr);
            Found.Form != TripForm::Unknown)
          return Found;
    return TripCount();
  }

  // Returns how far a step moves Variable; negative when it goes down.
  std::optional<int64_t> stepOf(const Expr &E) {
    const Expr *Core = E.IgnoreParenImpCasts();
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Core))
      Core = Cleanups->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *Unary = dyn_cast<UnaryOperator>(Core)) {
      Variable = variableOf(*Unary->getSubExpr());
      return Unary->isIncrementOp()   ? std::optional<int64_t>(1)
             : Unary->isDecrementOp() ? std::optional<int64_t>(-1)
                                      : std::nullopt;
    }
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Core))
      if (Call->getOperator() == OO_PlusPlus) {
        Variable = variableOf(*Call->getArg(0));
        return 1;
      }
    if (const auto *Assign = dyn_cast<CompoundAssignOperator>(Core)) {
      Variable = variableOf(*Assign->getLHS());
      std::optional<uint64_t> By = literal(Assign->getRHS(), Context);
      if (By && *By > 0 && *By < 1u << 20)
        return Assign->getOpcode() == BO_AddAssign ? std::optional<int64_t>(*By)
                                                   : std::nullopt;
    }
    return std::nullopt;
  }

  // The value of Variable before the loop.
  const Expr *startOf(const Stmt *Init) const {
    const auto &Var = *cast<VarDecl>(Variable);
    if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Init))
      return Assign->getOpcode() == BO_Assign &&
                     variableOf(*Assign->getLHS()) == &Var
                 ? Assign->getRHS()
                 : nullptr;
    const auto *Declared = dyn_cast_or_null<DeclStmt>(Init);
    const bool IsOwn =
        Declared && llvm::is_contained(Declared->decls(), Variable);
    if (!IsOwn && (!Var.isLocalVarDecl() || !Var.hasLocalStorage() ||
                   isChangedIn(Var, Function, &Loop)))
      return nullptr;
    return Var.getInit();
  }

  // A limit that the loop itself declares means its initialiser.
  const Expr *limitOf(const Expr &E, const Stmt *Init) const {
    const VarDecl *Var = variableOf(E);
    const auto *Declared = dyn_cast_or_null<DeclStmt>(Init);
    if (Var && Declared && Var != Variable &&
        llvm::is_contained(Declared->decls(), static_cast<const Decl *>(Var)))
      return isChangedIn(*Var, *loopBody(Loop)) ? nullptr : Var->getInit();
    return &E;
  }

  bool movesElsewhere(const Expr &Step) const {
    const auto *Var = cast<VarDecl>(Variable);
    if (isa<WhileStmt>(Loop))
      return isChangedIn(*Var, *loopBody(Loop), &Step);
    return isChangedIn(*Var, *loopBody(Loop));
  }

  TripCount counted(const Expr &Cond, const Expr *Step, const Stmt *Init) {
    std::optional<int64_t> By = stepOf(*Step);
    std::optional<BinaryView> Test = binaryViewOf(Cond);
    if (!By || !Variable || !Test || movesElsewhere(*Step))
      return TripCount();
    const bool OnLeft = variableOf(*Test->Left) == Variable;
    if (!OnLeft && variableOf(*Test->Right) != Variable)
      return TripCount();
    const Expr *Start = startOf(Init);
    const Expr *Limit = limitOf(OnLeft ? *Test->Right : *Test->Left, Init);
    if (!Start || !Limit || !isStable(*Limit, *loopBody(Loop)))
      return TripCount();
    if (Test->Operator == "!=" || *By == 1)
      if (const Expr *Range = rangeBetween(*Start, *Limit))
        return perElement(*Range);
    return countedBetween(*Start, *Limit, *By,
                          directed(Test->Operator, OnLeft));
  }

  static llvm::StringRef directed(llvm::StringRef Operator, bool OnLeft) {
    if (OnLeft)
      return Operator;
    return Operator == "<"    ? ">"
           : Operator == ">"  ? "<"
           : Operator == "<=" ? ">="
           : Operator == ">=" ? "<="
                              : Operator;
  }

  TripCount countedBetween(const Expr &Start, const Expr &Limit, int64_t By,
                           llvm::StringRef Operator) const {
    QualType Type = Variable->getType();
    if (!Type->isDependentType() && !Type->isIntegerType())
      return TripCount();
    const bool Up = By > 0;
    if (!Up && By != -1)
      return TripCount();
    const bool Fits = Operator == "!=" ? By == 1 || By == -1
                      : Up             ? Operator == "<" || Operator == "<="
                                       : Operator == ">" || Operator == ">=";
    if (!Fits)
      return TripCount();
    TripCount Result;
    Result.Form = TripForm::Counted;
    Result.From = Up ? &Start : &Limit;
    Result.To = Up ? &Limit : &Start;
    Result.Step = Up ? By : 1;
    // Down to 0 included from N - 1, or down to 0 excluded from N.
    Result.Inclusive = Operator == "<=" || Operator == ">=";
    return folded(Result);
  }

  TripCount folded(TripCount Found) const {
    std::optional<uint64_t> From = literal(Found.From, Context);
    std::optional<uint64_t> To = literal(Found.To, Context);
    if (From == 0)
      Found.From = nullptr;
    if (!From || !To)
      return Found;
    TripCount Result;
    Result.Form = TripForm::Constant;
    const uint64_t End = *To + Found.Inclusive;
    Result.Times =
        End > *From ? (End - *From + Found.Step - 1) / Found.Step : 0;
    if (Result.Times == *To && namesSomething(*Found.To))
      Result.Named = Found.To;
    return Result;
  }

  const Stmt &Loop;
  const Stmt &Function;
  const ASTContext &Context;
};
} // namespace

// Breaks of inner loops and switches are theirs.
static void collectExits(const Stmt &S, bool BreaksAreOurs,
                         llvm::SmallVectorImpl<const Stmt *> &Exits) {
  if (isa<LambdaExpr>(S))
    return;
  if (isa<ReturnStmt, CoreturnStmt, GotoStmt, IndirectGotoStmt>(S) ||
      (BreaksAreOurs && isa<BreakStmt>(S)))
    Exits.push_back(&S);
  const bool Inside = BreaksAreOurs && !loopBody(S) && !isa<SwitchStmt>(S);
  for (const Stmt *Child : S.children())
    if (Child)
      collectExits(*Child, Inside, Exits);
}

LoopContext memtidy::loopContextOf(const Stmt &Loop, const Stmt &Function,
                                   const ASTContext &Context) {
  LoopContext Result;
  Result.Loop = &Loop;
  Result.Body = loopBody(Loop);
  // An algorithm goes over its range, too, but nothing leaves it.
  if (!Result.Body)
    return Result;
  TripFinder Finder(Loop, Function, Context);
  Result.Trips = Finder.find();
  Result.Trips.Of = &Loop;
  Result.Variable = Finder.Variable;
  collectExits(*Result.Body, true, Result.LeftBy);
  return Result;
}
