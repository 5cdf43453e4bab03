//===- GrowthSites.cpp - Loops that grow a container to a known size ------===//

#include "checks/analysis/GrowthSites.h"
#include "checks/analysis/AlgorithmFill.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

static bool isGrowth(UseKind Kind) {
  return Kind == UseKind::Append || Kind == UseKind::Insert;
}

// Uses before the loop that leave the container as empty as it was, or add
// what can be counted.
static bool isFineBefore(UseKind Kind) {
  return isGrowth(Kind) || Kind == UseKind::Size || Kind == UseKind::Empty ||
         Kind == UseKind::Read || Kind == UseKind::Clear ||
         Kind == UseKind::Find;
}

// Uses in the loop that let it grow.
static bool isFineInside(UseKind Kind) {
  switch (Kind) {
  case UseKind::Append:
  case UseKind::Insert:
  case UseKind::Size:
  case UseKind::Empty:
  case UseKind::Find:
  case UseKind::Iterate:
  case UseKind::Ends:
  case UseKind::Element:
  case UseKind::Read:
  case UseKind::Copied:
  case UseKind::Returned:
    return true;
  default:
    return false;
  }
}

// for (int I = 0; I < N; ++I) or a range-for over a named container.
static bool isPlainLoop(const Stmt &Loop) {
  if (const auto *For = dyn_cast<CXXForRangeStmt>(&Loop))
    return isa<DeclRefExpr>(bare(*For->getRangeInit()));
  const auto *For = dyn_cast<ForStmt>(&Loop);
  const auto *Init = For ? dyn_cast_or_null<DeclStmt>(For->getInit()) : nullptr;
  const auto *Test =
      For ? dyn_cast_or_null<BinaryOperator>(For->getCond()) : nullptr;
  const auto *Step =
      For ? dyn_cast_or_null<UnaryOperator>(For->getInc()) : nullptr;
  if (!Init || !Init->isSingleDecl() || !Test || !Step)
    return false;
  const auto *Counter = dyn_cast<VarDecl>(Init->getSingleDecl());
  const auto *Zero = Counter && Counter->getInit()
                         ? dyn_cast<IntegerLiteral>(&bare(*Counter->getInit()))
                         : nullptr;
  return Zero && Zero->getValue() == 0 && Test->getOpcode() == BO_LT &&
         Step->isIncrementOp();
}

static bool startsEmpty(const FieldDecl &Field, const CXXConstructorDecl &Of) {
  for (const CXXCtorInitializer *Init : Of.inits())
    if (Init->getMember() == &Field && Init->isWritten()) {
      const auto *Made =
          dyn_cast<CXXConstructExpr>(Init->getInit()->IgnoreImplicit());
      return Made && Made->getNumArgs() == 0;
    }
  return !Field.hasInClassInitializer();
}

static bool changesThis(const Stmt &S) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (Method && !Method->isConst() &&
      isa<CXXThisExpr>(bare(*Call->getImplicitObjectArgument())))
    return true;
  return llvm::any_of(S.children(), [](const Stmt *Child) {
    return Child && changesThis(*Child);
  });
}

/// Returns the statement of a block in \p Code that \p Whole is, or \p Whole
/// itself.
static const Stmt *statementOf(const Stmt &Code, const Expr &Whole) {
  const auto *Block = dyn_cast<CompoundStmt>(&Code);
  for (const Stmt *Child : Code.children()) {
    const auto *E = dyn_cast_or_null<Expr>(Child);
    if (Block && E && &bare(*E) == &Whole)
      return Child;
    if (Child)
      if (const Stmt *Found = statementOf(*Child, Whole); Found != &Whole)
        return Found;
  }
  return &Whole;
}

/// Is \p Subscript assigned in \p Code, without a look at what \p Use has?
static bool isAssigned(const Stmt &Code, const Stmt &Subscript,
                       const SequenceUse &Use) {
  const auto *E = dyn_cast<Expr>(&Code);
  std::optional<BinaryView> View = E ? binaryViewOf(*E) : std::nullopt;
  if (View && View->Operator == "=" && &bare(*View->Left) == &Subscript)
    return llvm::none_of(Use.Ops, [&](const SequenceOp &Op) {
      return hasInside(*View->Right, *Op.Site);
    });
  return llvm::any_of(Code.children(), [&](const Stmt *Child) {
    return Child && isAssigned(*Child, Subscript, Use);
  });
}

namespace {
/// What is known before the first append.
struct Start {
  unsigned Op = 0; ///< The first operation behind it.
  llvm::ArrayRef<const Stmt *> Loops;
  const LambdaExpr *In = nullptr;
  bool MayHaveElements = false;
};

class GrowthFinder {
public:
  GrowthFinder(const FunctionDecl &Function, const SequenceUse &Use)
      : Function(Function), Body(*Function.getBody()), Use(Use),
        Context(Function.getASTContext()) {}

  std::optional<GrowthSite> find() const {
    for (unsigned I = 0; I < Use.Ops.size(); ++I) {
      const SequenceOp &Op = Use.Ops[I];
      const CallExpr *Algorithm = algorithmOf(Op);
      if (!isGrowth(Op.Kind) && !Algorithm)
        continue;
      std::optional<Start> Begin = startBefore(I);
      if (!Begin || Op.In != Begin->In)
        return std::nullopt;
      if (Op.Loops.size() > Begin->Loops.size() || Algorithm)
        return siteOf(*Begin, I, Algorithm);
    }
    return std::nullopt;
  }

private:
  const CallExpr *algorithmOf(const SequenceOp &Op) const {
    return Op.Kind == UseKind::Grow ? algorithmGiven(*Op.Site, Body) : nullptr;
  }

  bool isFreshMember() const {
    const auto *Maker = dyn_cast<CXXConstructorDecl>(&Function);
    return Maker && !Maker->isDelegatingConstructor() && !Use.What.Root &&
           Use.What.Fields.size() == 1 &&
           Use.What.Fields[0]->getParent() == Maker->getParent() &&
           startsEmpty(*Use.What.Fields[0], *Maker);
  }

  // Does the statement First always run before Later?
  bool isSureFor(const Stmt &First, const Stmt &Later) const {
    const CompoundStmt *Block = blockOf(Body, First);
    return Block && hasInside(*Block, Later);
  }

  // The last place before Ops[End] where the container is known to be empty.
  std::optional<Start> startBefore(unsigned End) const {
    for (unsigned I = End; I-- > 0;)
      if (Use.Ops[I].Kind == UseKind::Clear &&
          isSureFor(*Use.Ops[I].Site, *Use.Ops[End].Site))
        return Start{I + 1, Use.Ops[I].Loops, Use.Ops[I].In};
    if (Use.Local)
      return Use.StartsEmpty
                 ? std::optional(Start{0, Use.LocalLoops, Use.LocalIn})
                 : std::nullopt;
    if (isFreshMember())
      return Start{};
    return Start{0, {}, nullptr, /*MayHaveElements=*/true};
  }

  // Algorithm: the call that appends, where no statement does.
  std::optional<GrowthSite> siteOf(const Start &Begin, unsigned Index,
                                   const CallExpr *Algorithm) const {
    const SequenceOp &First = Use.Ops[Index];
    const unsigned Depth = Begin.Loops.size();
    if (!llvm::ArrayRef(First.Loops).take_front(Depth).equals(Begin.Loops))
      return std::nullopt; // Emptied in another loop.
    GrowthSite Site;
    Site.Use = &Use;
    Site.First = &First;
    Site.Loop = First.Loops.size() > Depth ? First.Loops[Depth]
                                           : statementOf(Body, *Algorithm);
    Site.MayHaveElements = Begin.MayHaveElements;
    for (unsigned I = Begin.Op; I < Use.Ops.size(); ++I) {
      const SequenceOp &Op = Use.Ops[I];
      const bool Inside = hasInside(*Site.Loop, *Op.Site);
      if (Inside &&
          (Op.In != First.In || (!isFineInside(Op.Kind) && !algorithmOf(Op))))
        return std::nullopt;
      if (!Inside && I < Index && !isFineBefore(Op.Kind))
        return std::nullopt;
    }
    if (mayBePrepared(Site) || !measure(Site))
      return std::nullopt;
    Site.IsPlain = isPlain(Site, Index);
    return Site;
  }

  // A member function called beside the loop may have reserved.
  bool mayBePrepared(const GrowthSite &Site) const {
    const CompoundStmt *Block = blockOf(Body, *Site.Loop);
    if (Use.What.Root || !Block)
      return false;
    for (const Stmt *S : Block->body()) {
      if (S == Site.Loop)
        return false;
      if (changesThis(*S))
        return true;
    }
    return false;
  }

  bool areKnownBefore(llvm::ArrayRef<FillTerm> Terms, const Stmt &Code) const {
    return llvm::all_of(
        Terms, [&](const FillTerm &Term) { return isKnownBefore(Term, Code); });
  }

  bool measure(GrowthSite &Site) const {
    FillSize Size = fillSizeOf(*Site.Loop, Use, Body, Context);
    if (Size.IsUnbounded)
      return false;
    Site.Bound = Size.isExact()          ? GrowthBound::Exact
                 : !Size.AtLeast.empty() ? GrowthBound::AtLeast
                                         : GrowthBound::AtMost;
    Site.InLoop =
        Site.Bound == GrowthBound::AtMost ? Size.AtMost : Size.AtLeast;
    if (Site.InLoop.empty() || !areKnownBefore(Site.InLoop, *Site.Loop))
      return false;
    if (llvm::any_of(Site.InLoop, [](const FillTerm &Term) {
          return repetitionOf(Term) == Repetition::Changes;
        }))
      return false;
    // By key: what is there already is not added again.
    if (Site.First->Kind == UseKind::Insert) {
      Site.Bound = GrowthBound::AtMost;
      const bool IsCall = isa<CallExpr>(Site.First->Site) &&
                          !isa<CXXOperatorCallExpr>(Site.First->Site);
      Site.AddsKeys = !Size.AtLeast.empty() &&
                      ((IsCall && !Site.First->HasUsedResult) ||
                       isAssigned(*Site.Loop, *Site.First->Site, Use));
    }
    Site.InAll = sumOfBlock(Site);
    return true;
  }

  // Adds what stands beside the loop: one growth behind an exact reserve would
  // cost as much as none.
  llvm::SmallVector<FillTerm, 2> sumOfBlock(const GrowthSite &Site) const {
    llvm::SmallVector<FillTerm, 2> Sum;
    const CompoundStmt *Block = blockOf(Body, *Site.Loop);
    if (!Block || Site.MayHaveElements || Site.Bound == GrowthBound::AtMost)
      return Site.InLoop;
    FillTerm Constant = {.Factor = 0, .Trips = {}};
    for (const Stmt *S : Block->body()) {
      FillSize Part = fillSizeOf(*S, Use, Body, Context);
      for (const FillTerm &Term : Part.AtLeast)
        if (Term.Trips.empty())
          Constant = {.Factor = Constant.Factor + Term.Factor,
                      .Trips = {},
                      .Named = Constant.Factor == 0 && S == Site.Loop
                                   ? Term.Named
                                   : nullptr};
        else if (S == Site.Loop || isKnownFor(Term, *S, *Block, Site))
          Sum.push_back(Term);
    }
    if (Constant.Factor)
      Sum.push_back(Constant);
    return Sum;
  }

  // Is a later loop's count known before the first loop already?
  bool isKnownFor(const FillTerm &Term, const Stmt &Later,
                  const CompoundStmt &Block, const GrowthSite &Site) const {
    bool Between = false;
    for (const Stmt *S : Block.body()) {
      Between |= S == Site.Loop;
      if (Between && !isKnownBefore(Term, *S))
        return false;
      if (S == &Later)
        return Between && repetitionOf(Term) == Repetition::Free;
    }
    return false;
  }

  bool isPlain(const GrowthSite &Site, unsigned Index) const {
    if (viewOf(Use.Type).Name != "std::vector" || !isPlainLoop(*Site.Loop))
      return false;
    const Stmt *Only = loopBody(*Site.Loop);
    if (const auto *Block = dyn_cast<CompoundStmt>(Only))
      Only = Block->size() == 1 ? Block->body_front() : nullptr;
    const auto *Value = dyn_cast_or_null<Expr>(Only);
    const CompoundStmt *Block = blockOf(Body, *Site.Loop);
    return Value && &bare(*Value) == Site.First->Site && Index == 0 && Block &&
           Use.Local && llvm::any_of(Block->body(), [&](const Stmt *S) {
             const auto *Declared = dyn_cast<DeclStmt>(S);
             return Declared && Declared->isSingleDecl() &&
                    Declared->getSingleDecl() == Use.Local;
           });
  }

  const FunctionDecl &Function;
  const Stmt &Body;
  const SequenceUse &Use;
  const ASTContext &Context;
};
} // namespace

llvm::SmallVector<GrowthSite, 2>
memtidy::growthSitesIn(const FunctionDecl &Function,
                       const std::vector<SequenceUse> &Uses) {
  llvm::SmallVector<GrowthSite, 2> Found;
  if (!Function.getBody())
    return Found;
  for (const SequenceUse &Use : Uses)
    if (Use.Traits.CanReserve)
      if (std::optional<GrowthSite> Site = GrowthFinder(Function, Use).find())
        Found.push_back(std::move(*Site));
  return Found;
}
