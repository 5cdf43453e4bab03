//===- LoopAllocations.cpp - What each iteration allocates anew -----------===//

#include "checks/analysis/LoopAllocations.h"
#include "checks/analysis/FillSize.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtOpenMP.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace memtidy;

/// Characters that a string of libstdc++ has inside itself; libc++ has more.
static constexpr uint64_t InsideString = 15;

/// Loops that run no more often are not worth a change.
static constexpr uint64_t FewIterations = 4;

static bool isStream(QualType Type) {
  std::string Name = viewOf(Type).Name;
  return Name == "std::basic_ostringstream" ||
         Name == "std::basic_stringstream" ||
         Name == "std::basic_istringstream";
}

static bool isParser(QualType Type) {
  std::string Name = viewOf(Type).Name;
  return Name == "std::basic_regex" || Name == "boost::basic_regex" ||
         Name == "std::locale" || Name == "re2::RE2" ||
         Name == "QRegularExpression";
}

static bool isString(QualType Type) {
  return viewOf(Type).Name == "std::basic_string";
}

static bool isStringView(QualType Type) {
  return viewOf(Type).Name == "std::basic_string_view";
}

// What reports errors is called when something went wrong, not in each
// iteration.
static bool isReportName(llvm::StringRef Name) {
  const std::string Lower = Name.lower();
  return llvm::any_of(
      std::initializer_list<llvm::StringRef>{"error", "warn", "fatal", "fail",
                                             "debug", "trace", "report"},
      [&](llvm::StringRef Part) {
        return llvm::StringRef(Lower).contains(Part);
      });
}

static const StringLiteral *literalOf(const Expr &E) {
  return dyn_cast<StringLiteral>(E.IgnoreParenImpCasts());
}

// Does the value depend on nothing that may change?
static bool isConstant(const Expr &E) {
  const Expr &Core = bare(E);
  if (isa<StringLiteral, IntegerLiteral, CharacterLiteral, CXXDefaultArgExpr,
          CXXBoolLiteralExpr>(Core))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Core)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return isa<EnumConstantDecl>(Ref->getDecl()) ||
           (Var && (Var->isConstexpr() || (Var->isStaticDataMember() &&
                                           Var->getType().isConstQualified())));
  }
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(&Core);
  if (!isa<BinaryOperator>(Core) && !(Call && Call->getOperator() == OO_Pipe))
    return false;
  return llvm::all_of(Core.children(), [](const Stmt *Child) {
    const auto *Part = dyn_cast_or_null<Expr>(Child);
    const auto *Ref =
        Part ? dyn_cast<DeclRefExpr>(Part->IgnoreParenImpCasts()) : nullptr;
    return Part &&
           ((Ref && isa<FunctionDecl>(Ref->getDecl())) || isConstant(*Part));
  });
}

namespace {
class WasteWalk : public RecursiveASTVisitor<WasteWalk> {
public:
  using Base = RecursiveASTVisitor<WasteWalk>;

  WasteWalk(const FunctionDecl &Function, const std::vector<SequenceUse> &Uses)
      : Body(*Function.getBody()), Context(Function.getASTContext()),
        Uses(Uses) {}

  std::vector<LoopAllocation> Found;

  bool VisitDeclStmt(DeclStmt *Declared) {
    for (const Decl *D : Declared->decls()) {
      const auto *Var = dyn_cast<VarDecl>(D);
      if (Loop && Var && Var->isLocalVarDecl() && Var->hasLocalStorage() &&
          !Var->getType()->isReferenceType())
        noteVariable(*Var, *Declared);
    }
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (!Loop || Conditions || Call->getBeginLoc().isMacroID() ||
        isReportName(calleeName(*Call)))
      return true;
    const FunctionDecl *Callee = Call->getDirectCallee();
    const unsigned Skip = isa<CXXOperatorCallExpr>(Call) &&
                          isa_and_nonnull<CXXMethodDecl>(Callee);
    for (unsigned I = Skip; Callee && I < Call->getNumArgs(); ++I)
      if (I - Skip < Callee->getNumParams())
        noteArgument(*Call->getArg(I),
                     Callee->getParamDecl(I - Skip)->getType());
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call))
      noteComparison(*Operator);
    return true;
  }
  bool VisitCXXRewrittenBinaryOperator(CXXRewrittenBinaryOperator *Rewritten) {
    CXXRewrittenBinaryOperator::DecomposedForm Form =
        Rewritten->getDecomposedForm();
    if (Loop && !Conditions) {
      noteSubstr(*Form.LHS);
      noteSubstr(*Form.RHS);
    }
    return true;
  }

  // Iterations that run in parallel need locals of their own.
  bool TraverseStmt(Stmt *S) {
    return isa_and_nonnull<OMPExecutableDirective>(S) || Base::TraverseStmt(S);
  }
  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    llvm::SaveAndRestore Outside(Loop, static_cast<const Stmt *>(nullptr));
    llvm::SaveAndRestore Apart(Outermost, static_cast<const Stmt *>(nullptr));
    return TraverseStmt(Lambda->getBody());
  }
  bool TraverseDecl(Decl *D) {
    return D && isa<CXXRecordDecl>(D) ? true : Base::TraverseDecl(D);
  }
#define MEMTIDY_LOOP(Kind)                                                     \
  bool Traverse##Kind(Kind *S) {                                               \
    llvm::SaveAndRestore Inside(Loop, runsOnce(*S) ? Loop : S);                \
    llvm::SaveAndRestore Around(Outermost, Outermost ? Outermost : Loop);      \
    llvm::SaveAndRestore Sure(Conditions, runsOnce(*S) ? Conditions : 0);      \
    llvm::SaveAndRestore Breaks(InSwitch, false);                              \
    return Base::Traverse##Kind(S);                                            \
  }
  MEMTIDY_LOOP(ForStmt)
  MEMTIDY_LOOP(WhileStmt)
  MEMTIDY_LOOP(DoStmt)
#undef MEMTIDY_LOOP
  // What a range-for goes over is made once.
  bool TraverseCXXForRangeStmt(CXXForRangeStmt *S) {
    TraverseStmt(S->getInit());
    TraverseStmt(S->getRangeInit());
    llvm::SaveAndRestore Inside(Loop, static_cast<const Stmt *>(S));
    llvm::SaveAndRestore Around(Outermost, Outermost ? Outermost : Loop);
    llvm::SaveAndRestore Sure(Conditions, 0u);
    llvm::SaveAndRestore Breaks(InSwitch, false);
    TraverseStmt(S->getLoopVarStmt());
    return TraverseStmt(S->getBody());
  }
  bool TraverseIfStmt(IfStmt *S) {
    TraverseStmt(S->getInit());
    TraverseStmt(S->getConditionVariableDeclStmt());
    TraverseStmt(S->getCond());
    llvm::SaveAndRestore Unsure(Conditions, Conditions + 1);
    traverseBranch(S->getThen());
    traverseBranch(S->getElse());
    return true;
  }
  bool TraverseSwitchStmt(SwitchStmt *S) {
    llvm::SaveAndRestore Unsure(Conditions, Conditions + 1);
    llvm::SaveAndRestore Breaks(InSwitch, true);
    return Base::TraverseSwitchStmt(S);
  }
#define MEMTIDY_BRANCH(Kind)                                                   \
  bool Traverse##Kind(Kind *S) {                                               \
    llvm::SaveAndRestore Unsure(Conditions, Conditions + 1);                   \
    return Base::Traverse##Kind(S);                                            \
  }
  MEMTIDY_BRANCH(ConditionalOperator)
  MEMTIDY_BRANCH(CXXCatchStmt)
  MEMTIDY_BRANCH(CXXThrowExpr)
  MEMTIDY_BRANCH(ReturnStmt)
#undef MEMTIDY_BRANCH

private:
  // A branch that ends the loop runs at most once.
  void traverseBranch(Stmt *Branch) {
    const Stmt *Last = Branch;
    if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Branch))
      Last = Block->body_empty() ? nullptr : Block->body_back();
    if (const auto *E = dyn_cast_or_null<Expr>(Last))
      Last = E->IgnoreImplicit();
    const bool Ends =
        Last && (isa<ReturnStmt, CoreturnStmt, GotoStmt, CXXThrowExpr>(*Last) ||
                 (isa<BreakStmt>(*Last) && !InSwitch));
    llvm::SaveAndRestore Once(Loop, Ends ? nullptr : Loop);
    TraverseStmt(Branch);
  }

  LoopAllocation &add(LoopWaste Kind, QualType Type) {
    LoopAllocation &New = Found.emplace_back();
    New.Kind = Kind;
    New.Type = Type.getNonReferenceType().getUnqualifiedType();
    New.Loop = Loop;
    New.Outermost = Outermost;
    return New;
  }

  static const CXXConstructExpr *constructorOf(const VarDecl &Var) {
    const Expr *Init =
        Var.getInit() ? Var.getInit()->IgnoreImplicit() : nullptr;
    const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Init);
    if (Made && Made->getNumArgs() == 1 &&
        Made->getConstructor()->isCopyOrMoveConstructor())
      return dyn_cast<CXXConstructExpr>(Made->getArg(0)->IgnoreImplicit());
    return Made;
  }

  bool runsFewTimes() const {
    const TripCount Trips = loopContextOf(*Loop, Body, Context).Trips;
    return Loop == Outermost && Trips.Form == TripForm::Constant &&
           Trips.Times <= FewIterations;
  }

  void noteVariable(const VarDecl &Var, const DeclStmt &Declared) {
    QualType Type = Var.getType();
    const CXXConstructExpr *Made = constructorOf(Var);
    const bool IsDefault =
        Made && llvm::all_of(Made->arguments(), [](const Expr *Arg) {
          return isa<CXXDefaultArgExpr>(Arg);
        });
    std::optional<LoopWaste> Kind;
    const SequenceUse *Filled = nullptr;
    if (isStream(Type) && IsDefault)
      Kind = LoopWaste::Stream;
    else if (isParser(Type) && Made && !IsDefault && areConstant(*Made))
      Kind = LoopWaste::Parser;
    else if ((Filled = thrownAway(Var)))
      Kind = LoopWaste::Container;
    if (!Kind || runsFewTimes())
      return;
    LoopAllocation &New = add(*Kind, Type);
    New.Var = &Var;
    New.Declared = &Declared;
    New.Use = Filled;
    New.MayFitInside = Filled && mayFitInside(*Filled);
  }

  static bool areConstant(const CXXConstructExpr &Made) {
    return Made.getNumArgs() > 0 &&
           llvm::all_of(Made.arguments(),
                        [](const Expr *Arg) { return isConstant(*Arg); });
  }

  const SequenceUse *thrownAway(const VarDecl &Var) const {
    for (const SequenceUse &Use : Uses)
      if (Use.Local == &Var && Use.StartsEmpty && isThrownAway(Use))
        return &Use;
    return nullptr;
  }

  // Filled on every way, and nothing of it leaves the iteration.
  bool isThrownAway(const SequenceUse &Use) const {
    if (Use.Traits.Kind != ContainerKind::Vector &&
        Use.Traits.Kind != ContainerKind::String &&
        Use.Traits.Kind != ContainerKind::HashTable)
      return false; // Others free their memory when they are cleared.
    bool Filled = false;
    for (const SequenceOp &Op : Use.Ops)
      switch (Op.Kind) {
      case UseKind::Moved:
      case UseKind::Copied: // It had better be moved.
      case UseKind::Returned:
      case UseKind::Assigned:
      case UseKind::Shared:
      case UseKind::Write:
        return false;
      case UseKind::Append:
      case UseKind::Insert:
      case UseKind::Grow:
      case UseKind::Resize:
      case UseKind::Reserve:
        Filled = true;
        break;
      default:
        break;
      }
    return Filled;
  }

  bool mayFitInside(const SequenceUse &Use) const {
    FillSize Size = fillSizeOf(*loopBody(*Loop), Use, Body, Context);
    if (Use.Traits.Kind != ContainerKind::String)
      return Size.AtLeast.empty() && !fillsForSure(Use);
    // Characters that an inner loop adds, or a number that the code tells.
    for (const FillTerm &Term : Size.AtLeast)
      if (!Term.Trips.empty() || Term.Factor > InsideString)
        return false;
    return true;
  }

  // A resize or reserve at the top of the loop's body.
  bool fillsForSure(const SequenceUse &Use) const {
    const auto *Block = dyn_cast<CompoundStmt>(loopBody(*Loop));
    return Block && llvm::any_of(Use.Ops, [&](const SequenceOp &Op) {
             return (Op.Kind == UseKind::Resize ||
                     Op.Kind == UseKind::Reserve || Op.Kind == UseKind::Grow) &&
                    llvm::is_contained(Block->body(), Op.Site);
           });
  }

  void noteArgument(const Expr &Arg, QualType Param) {
    if (isStringView(Param))
      return noteSubstr(Arg);
    if (!Param->isLValueReferenceType() ||
        !Param->getPointeeType().isConstQualified())
      return;
    if (isParser(Param))
      return noteParser(Arg);
    if (!isString(Param))
      return;
    const auto *Made = dyn_cast<CXXConstructExpr>(Arg.IgnoreImplicit());
    if (const auto *Cast =
            dyn_cast<CXXFunctionalCastExpr>(Arg.IgnoreImplicit()))
      Made = dyn_cast<CXXConstructExpr>(Cast->getSubExpr()->IgnoreImplicit());
    if (!Made || Made->getNumArgs() == 0)
      return;
    const StringLiteral *Literal = literalOf(*Made->getArg(0));
    if (Literal && Literal->getLength() > InsideString)
      add(LoopWaste::Literal, Param).Made = Made;
    else if (isStringView(Made->getArg(0)->getType()))
      add(LoopWaste::View, Param).Made = Made;
  }

  void noteParser(const Expr &Arg) {
    const Expr *Core = Arg.IgnoreImplicit();
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Core))
      Core = Cast->getSubExpr()->IgnoreImplicit();
    const auto *Made = dyn_cast<CXXConstructExpr>(Core);
    if (Made && areConstant(*Made))
      add(LoopWaste::Parser, Made->getType()).Made = Made;
  }

  void noteComparison(const CXXOperatorCallExpr &Call) {
    if (Call.getNumArgs() != 2 || !Call.isComparisonOp())
      return;
    noteSubstr(*Call.getArg(0));
    noteSubstr(*Call.getArg(1));
  }

  void noteSubstr(const Expr &E) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(&bare(E));
    if (!Call || !Call->getMethodDecl() || calleeName(*Call) != "substr" ||
        !isString(Call->getType()) ||
        !isString(Call->getImplicitObjectArgument()->getType()))
      return;
    if (Call->getNumArgs() == 2) {
      Expr::EvalResult Length;
      if (!Call->getArg(1)->isValueDependent() &&
          Call->getArg(1)->EvaluateAsInt(Length, Context) &&
          Length.Val.getInt().ule(InsideString))
        return;
    }
    add(LoopWaste::Substr, Call->getType()).Made = Call;
  }

  const Stmt &Body;
  const ASTContext &Context;
  const std::vector<SequenceUse> &Uses;
  const Stmt *Loop = nullptr;
  const Stmt *Outermost = nullptr;
  unsigned Conditions = 0;
  bool InSwitch = false; ///< A break ends a switch, not the loop.
};
} // namespace

std::vector<LoopAllocation>
memtidy::loopAllocationsIn(const FunctionDecl &Function,
                           const std::vector<SequenceUse> &Uses) {
  if (!Function.getBody())
    return {};
  WasteWalk Walk(Function, Uses);
  Walk.TraverseStmt(Function.getBody());
  return std::move(Walk.Found);
}
