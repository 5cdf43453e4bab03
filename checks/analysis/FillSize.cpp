//===- FillSize.cpp - How many elements a statement adds ------------------===//

#include "checks/analysis/FillSize.h"
#include "checks/analysis/AlgorithmFill.h"
#include "checks/analysis/Changes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;
using namespace memtidy;

// Sums of constants only; nullopt where a loop is part of it.
static std::optional<uint64_t> constantOf(llvm::ArrayRef<FillTerm> Terms) {
  uint64_t Sum = 0;
  for (const FillTerm &Term : Terms) {
    if (!Term.Trips.empty())
      return std::nullopt;
    Sum += Term.Factor;
  }
  return Sum;
}

bool FillSize::isExact() const {
  if (IsUnbounded || AtLeast.size() != AtMost.size())
    return false;
  for (auto [Low, High] : llvm::zip(AtLeast, AtMost))
    if (Low.Factor != High.Factor || Low.Trips.size() != High.Trips.size())
      return false;
  return true;
}

static void addTerms(llvm::SmallVectorImpl<FillTerm> &To,
                     llvm::ArrayRef<FillTerm> More) {
  for (const FillTerm &Term : More) {
    auto *Same = llvm::find_if(To, [&](const FillTerm &Known) {
      return Known.Trips.empty() && Term.Trips.empty();
    });
    if (Same != To.end())
      *Same = {.Factor = Same->Factor + Term.Factor, .Trips = {}};
    else
      To.push_back(Term);
  }
}

namespace {
/// Adds up what one container gets.
class FillCounter {
public:
  FillCounter(const SequenceUse &Use, const Stmt &Function,
              const ASTContext &Context)
      : Use(Use), Function(Function), Context(Context) {
    Sites.reserve(Use.Ops.size());
    for (const SequenceOp &Op : Use.Ops)
      Sites[Op.Site] = &Op;
  }

  FillSize count(const Stmt &S) {
    if (loopBody(S))
      return countLoop(S);
    if (isa<LambdaExpr>(S))
      return conditional(countChildren(S), /*Repeats=*/true);
    if (const auto *If = dyn_cast<IfStmt>(&S))
      return countIf(*If);
    if (isa<SwitchStmt, CXXCatchStmt>(S))
      return conditional(countChildren(S));
    if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(&S))
      return conditional(countChildren(*Choice));
    if (const auto *Binary = dyn_cast<BinaryOperator>(&S))
      if (Binary->isLogicalOp())
        return conditional(countChildren(S));
    if (const auto *Call = dyn_cast<CallExpr>(&S))
      if (std::optional<FillSize> Known = countAlgorithm(*Call))
        return *Known;
    FillSize Result = countChildren(S);
    if (const SequenceOp *Op = Sites.lookup(&S))
      addOp(Result, Op->Kind);
    return Result;
  }

private:
  static void addOp(FillSize &To, UseKind Kind) {
    if (Kind == UseKind::Grow)
      To.IsUnbounded = true;
    if (Kind != UseKind::Append && Kind != UseKind::Insert)
      return;
    addTerms(To.AtLeast, FillTerm{1, {}});
    addTerms(To.AtMost, FillTerm{1, {}});
  }

  // What comes behind a continue need not run.
  FillSize countChildren(const Stmt &S) {
    FillSize Sum;
    bool MaySkip = false;
    for (const Stmt *Child : S.children()) {
      if (!Child)
        continue;
      FillSize Part = count(*Child);
      if (MaySkip)
        Part = conditional(std::move(Part));
      addTerms(Sum.AtLeast, Part.AtLeast);
      addTerms(Sum.AtMost, Part.AtMost);
      Sum.IsUnbounded |= Part.IsUnbounded;
      MaySkip |= isa<CompoundStmt>(S) && hasContinue(*Child);
    }
    return Sum;
  }

  static FillSize conditional(FillSize Part, bool Repeats = false) {
    Part.IsUnbounded |= Repeats && !Part.AtMost.empty();
    Part.AtLeast.clear();
    return Part;
  }

  static bool hasContinue(const Stmt &S) {
    if (isa<ContinueStmt>(S))
      return true;
    return !loopBody(S) && !isa<LambdaExpr>(S) &&
           llvm::any_of(S.children(), [](const Stmt *Child) {
             return Child && hasContinue(*Child);
           });
  }

  FillSize countIf(const IfStmt &If) {
    FillSize Result = countMaybe(If.getInit());
    FillSize Cond = count(*If.getCond());
    addTerms(Result.AtLeast, Cond.AtLeast);
    addTerms(Result.AtMost, Cond.AtMost);
    FillSize Then = count(*If.getThen()), Else = countMaybe(If.getElse());
    Result.IsUnbounded |=
        Cond.IsUnbounded || Then.IsUnbounded || Else.IsUnbounded;
    std::optional<uint64_t> Low[] = {constantOf(Then.AtLeast),
                                     constantOf(Else.AtLeast)};
    std::optional<uint64_t> High[] = {constantOf(Then.AtMost),
                                      constantOf(Else.AtMost)};
    if (Low[0] && Low[1] && std::min(*Low[0], *Low[1]))
      addTerms(Result.AtLeast, FillTerm{std::min(*Low[0], *Low[1]), {}});
    if (!High[0] || !High[1])
      Result.IsUnbounded = true;
    else if (std::max(*High[0], *High[1]))
      addTerms(Result.AtMost, FillTerm{std::max(*High[0], *High[1]), {}});
    return Result;
  }

  FillSize countMaybe(const Stmt *S) { return S ? count(*S) : FillSize(); }

  // One that appends through an inserter, as often as can be told.
  std::optional<FillSize> countAlgorithm(const CallExpr &Call) {
    const bool IsGiven = llvm::any_of(Call.arguments(), [&](const Expr *Arg) {
      const SequenceOp *Op = Sites.lookup(&bare(*Arg));
      return Op && Op->Kind == UseKind::Grow;
    });
    if (!IsGiven)
      return std::nullopt;
    const TripCount Trips = outputsOf(Call, Context);
    if (Trips.Form == TripForm::Unknown)
      return std::nullopt;
    FillTerm Term;
    multiply(Term, Trips);
    return FillSize{{Term}, {Term}};
  }

  FillSize countLoop(const Stmt &S) {
    FillSize Result = countChildren(S);
    if (Result.AtMost.empty())
      return Result;
    LoopContext Loop = loopContextOf(S, Function, Context);
    if (Loop.Trips.Form == TripForm::Unknown) {
      Result.IsUnbounded = true;
      Result.AtLeast.clear();
      return Result;
    }
    for (auto *Terms : {&Result.AtLeast, &Result.AtMost})
      for (FillTerm &Term : *Terms)
        multiply(Term, Loop.Trips);
    if (llvm::any_of(Loop.LeftBy,
                     [&](const Stmt *Exit) { return isEnd(*Exit); }))
      Result.AtLeast.clear();
    return Result;
  }

  static void multiply(FillTerm &Term, const TripCount &Trips) {
    const bool IsOne = Term.Factor == 1 && Term.Trips.empty();
    Term.Named = IsOne ? Trips.Named : nullptr;
    if (Trips.Form == TripForm::Constant)
      Term.Factor *= Trips.Times;
    else
      Term.Trips.insert(Term.Trips.begin(), Trips);
  }

  // A way out on which the container is used as it is. A return of something
  // else gives the container up: it is the way of an error.
  bool isEnd(const Stmt &Exit) const {
    if (!isa<ReturnStmt, CoreturnStmt>(Exit))
      return true;
    return llvm::any_of(Use.Ops, [&](const SequenceOp &Op) {
      return hasInside(Exit, *Op.Site);
    });
  }

  const SequenceUse &Use;
  const Stmt &Function;
  const ASTContext &Context;
  llvm::DenseMap<const Stmt *, const SequenceOp *> Sites;
};
} // namespace

FillSize memtidy::fillSizeOf(const Stmt &Code, const SequenceUse &Use,
                             const Stmt &Function, const ASTContext &Context) {
  return FillCounter(Use, Function, Context).count(Code);
}

template <typename Visitor>
static bool allExprs(const TripCount &Trips, Visitor Visit) {
  return llvm::all_of(
      std::initializer_list<const Expr *>{Trips.Range, Trips.From, Trips.To},
      [&](const Expr *E) { return !E || Visit(*E); });
}

// IsOwn: Code is the loop that is counted, and known not to change the number.
static bool isKnownBefore(const Stmt &E, const Stmt &Code, bool IsOwn) {
  const ValueDecl *Decl = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    Decl = dyn_cast<VarDecl>(Ref->getDecl());
  else if (const auto *Member = dyn_cast<MemberExpr>(&E))
    Decl = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (const auto *Var = dyn_cast_or_null<VarDecl>(Decl))
    if (Var->isLocalVarDecl() &&
        Var->getASTContext().getSourceManager().isBeforeInTranslationUnit(
            Code.getBeginLoc(), Var->getLocation()))
      return false;
  if (Decl && !IsOwn && isChangedIn(*Decl, Code))
    return false;
  return llvm::all_of(E.children(), [&](const Stmt *Child) {
    return !Child || isKnownBefore(*Child, Code, IsOwn);
  });
}

bool memtidy::isKnownBefore(const FillTerm &Term, const Stmt &Code) {
  return llvm::all_of(Term.Trips, [&](const TripCount &Trips) {
    return allExprs(Trips, [&](const Expr &E) {
      return ::isKnownBefore(E, Code, Trips.Of == &Code);
    });
  });
}

// Is the body one return of something free?
static bool isGetter(const FunctionDecl &Function) {
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Function.getBody());
  if (!Body || Body->size() != 1)
    return false;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  return Return && Return->getRetValue() &&
         repetitionOf(*Return->getRetValue()) == Repetition::Free;
}

static Repetition repetitionOfCall(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  llvm::StringRef Name = calleeName(Call);
  const bool AsksSize = llvm::is_contained(
      {"size", "length", "ssize", "strlen", "min", "max", "count"}, Name);
  if (!Callee)
    return AsksSize ? Repetition::Free : Repetition::Changes;
  if (Callee->isInStdNamespace() && AsksSize)
    return Repetition::Free;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee)) {
    const bool IsStd = Method->getParent()->isInStdNamespace();
    if (IsStd && (Method->isConst() || Call.getNumArgs() > 0))
      return Repetition::Free; // operator*, operator[], get.
    if (!Method->isConst())
      return isGetter(*Method) ? Repetition::Free : Repetition::Changes;
  } else if (!AsksSize) {
    return Callee->isConstexpr() ? Repetition::Free : Repetition::Changes;
  }
  if (Callee->getReturnType()->isRecordType())
    return Repetition::Changes;
  return AsksSize || isGetter(*Callee) ? Repetition::Free : Repetition::Calls;
}

static Repetition repetitionOfStmt(const Stmt &S) {
  Repetition Worst = Repetition::Free;
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    Worst = repetitionOfCall(*Call);
  else if (const auto *Unary = dyn_cast<UnaryOperator>(&S))
    Worst = Unary->isIncrementDecrementOp() ? Repetition::Changes : Worst;
  else if (const auto *Binary = dyn_cast<BinaryOperator>(&S))
    Worst = Binary->isAssignmentOp() ? Repetition::Changes : Worst;
  else if (isa<CXXNewExpr, CXXTemporaryObjectExpr, InitListExpr, LambdaExpr,
               CoawaitExpr, StmtExpr>(S))
    Worst = Repetition::Changes;
  for (const Stmt *Child : S.children())
    if (Child)
      Worst = std::max(Worst, repetitionOfStmt(*Child));
  return Worst;
}

Repetition memtidy::repetitionOf(const Expr &E) { return repetitionOfStmt(E); }

Repetition memtidy::repetitionOf(const FillTerm &Term) {
  Repetition Worst = Repetition::Free;
  for (const TripCount &Trips : Term.Trips)
    allExprs(Trips, [&](const Expr &E) {
      Worst = std::max(Worst, repetitionOf(E));
      return true;
    });
  return Worst;
}
