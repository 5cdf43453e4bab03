//===- SequenceRead.cpp - Containers that are read once -------------------===//

#include "checks/analysis/SequenceRead.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/LoopWalk.h"
#include "checks/analysis/StdAlgorithm.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace memtidy;

/// Is `&V[0]` in \p Code, where \p Element is V[0]? It stands for all elements.
static bool takesAddress(const Stmt &Code, const Stmt &Element) {
  const auto *Address = dyn_cast<UnaryOperator>(&Code);
  return (Address && Address->getOpcode() == UO_AddrOf &&
          &bare(*Address->getSubExpr()) == &Element) ||
         llvm::any_of(Code.children(), [&](const Stmt *Child) {
           return Child && takesAddress(*Child, Element);
         });
}

namespace {
/// Finds the call of an algorithm that takes a container, and the questions
/// whether its result is the end.
class AlgorithmFinder : public RecursiveASTVisitor<AlgorithmFinder> {
public:
  explicit AlgorithmFinder(llvm::ArrayRef<const SequenceOp *> Reads)
      : Reads(Reads) {}

  /// The call, where nothing else reads the container.
  const CallExpr *found() const {
    return Found && Taken.size() == Reads.size() ? Found : nullptr;
  }

  bool VisitCallExpr(CallExpr *Call) {
    if (isSinglePass(standardAlgorithm(*Call))) {
      const size_t Before = Taken.size();
      for (const Expr *Arg : Call->arguments())
        take(*Arg);
      // A second algorithm takes it, too: not once.
      if (Taken.size() > Before && Found)
        Taken.clear();
      else if (Taken.size() > Before)
        Found = Call;
    }
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
        Operator && Operator->isComparisonOp())
      for (const Expr *Side : Operator->arguments())
        takeEnd(*Side);
    return true;
  }
  bool VisitCXXRewrittenBinaryOperator(CXXRewrittenBinaryOperator *E) {
    takeEnd(*E->getLHS());
    takeEnd(*E->getRHS());
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isEqualityOp()) {
      takeEnd(*E->getLHS());
      takeEnd(*E->getRHS());
    }
    return true;
  }

private:
  void take(const Expr &E) {
    const Stmt *Named = &bare(E);
    if (llvm::any_of(Reads,
                     [&](const SequenceOp *Op) { return Op->Site == Named; }))
      Taken.insert(Named);
  }

  void takeEnd(const Expr &E) {
    const auto *Call = dyn_cast<CallExpr>(&bare(E));
    if (Call && calleeName(*Call).ends_with("end"))
      take(E);
  }

  llvm::ArrayRef<const SequenceOp *> Reads;
  const CallExpr *Found = nullptr;
  llvm::SmallPtrSet<const Stmt *, 4> Taken;
};

class Reader {
public:
  Reader(const SequenceBuild &Build, const Stmt &Function)
      : Build(Build), Use(*Build.Use), Function(Function) {}

  std::optional<SequenceRead> read() {
    for (const SequenceOp *Op : Build.Rest)
      if (!sort(*Op))
        return std::nullopt;
    if (Build.Rest.empty())
      return std::nullopt;
    if (!Looks.empty())
      return look();
    if (!Whole.empty())
      return IsSequence && !AsksSize ? whole() : std::nullopt;
    if (!Firsts.empty())
      return IsSequence && !AsksSize
                 ? std::optional(SequenceRead{.How = ReadKind::First,
                                              .Site = Firsts.front()})
                 : std::nullopt;
    // Of a set, being there once is the point.
    if (!IsSequence && Use.Traits.Kind != ContainerKind::String)
      return std::nullopt;
    SequenceRead Asked{.How = ReadKind::Counted,
                       .Site = Build.Rest.front()->Site};
    Asked.AsksSize = AsksSize;
    return Asked;
  }

private:
  /// Puts what is done into one of the lists. Returns false for what needs
  /// the container.
  bool sort(const SequenceOp &Op) {
    // In a lambda it may be read any number of times.
    if (Op.In != Use.LocalIn)
      return false;
    llvm::ArrayRef<const Stmt *> Around = loopsOf(Op, Use);
    if (!Around.empty()) {
      Whole.push_back(&Op);
      return isa<ForStmt>(Around.front());
    }
    switch (Op.Kind) {
    case UseKind::Size:
      AsksSize = true;
      return Op.HasUsedResult;
    case UseKind::Empty:
      return Op.HasUsedResult;
    case UseKind::Find:
      Looks.push_back(Op.Site);
      return true;
    case UseKind::Element:
      Firsts.push_back(Op.Site);
      return isFirst(Op) && !takesAddress(Function, *Op.Site);
    case UseKind::Iterate:
    case UseKind::Ends:
    case UseKind::Shared:
      Whole.push_back(&Op);
      return true;
    default:
      return false;
    }
  }

  static bool isFirst(const SequenceOp &Op) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Op.Site);
    if (Call && Call->getMethodDecl())
      return calleeName(*Call) == "front";
    const auto *Index = Op.Args.size() == 1
                            ? dyn_cast<IntegerLiteral>(&bare(*Op.Args.front()))
                            : nullptr;
    return Index && Index->getValue() == 0;
  }

  std::optional<SequenceRead> look() const {
    // A sequence has no find of its own: only its kin, such as strings.
    if (IsSequence || Looks.size() > 1 || AsksSize || !Whole.empty() ||
        !Firsts.empty())
      return std::nullopt;
    return SequenceRead{.How = ReadKind::Looked, .Site = Looks.front()};
  }

  std::optional<SequenceRead> whole() const {
    if (!Firsts.empty())
      return std::nullopt;
    if (Whole.size() == 1 && Whole.front()->Kind == UseKind::Iterate &&
        loopsOf(*Whole.front(), Use).empty())
      return SequenceRead{
          .How = ReadKind::Iterated,
          .Site = Whole.front()->Site,
          .Variable =
              cast<CXXForRangeStmt>(Whole.front()->Site)->getLoopVariable()};
    const SequenceOp &Some = *Whole.back();
    if (llvm::ArrayRef<const Stmt *> Around = loopsOf(Some, Use);
        !Around.empty())
      return walk(*Around.front());
    AlgorithmFinder Finder(Whole);
    Finder.TraverseStmt(const_cast<Stmt *>(&Function));
    if (!Finder.found())
      return std::nullopt;
    return SequenceRead{.How = ReadKind::Called, .Site = Finder.found()};
  }

  /// A loop with an index or an iterator.
  std::optional<SequenceRead> walk(const Stmt &Loop) const {
    std::optional<LoopWalk> Walk = walkOf(Loop, Use.What.Root->getASTContext());
    std::optional<Place> Over = Walk ? placeOf(*Walk->Range) : std::nullopt;
    if (!Over || !(*Over == Use.What) || Walk->From != 0 ||
        !llvm::all_of(Whole, [&](const SequenceOp *Op) {
          return hasInside(Loop, *Op->Site) && isWalkUse(*Op);
        }))
      return std::nullopt;
    return SequenceRead{
        .How = ReadKind::Iterated, .Site = &Loop, .Variable = Walk->Element};
  }

  static bool isWalkUse(const SequenceOp &Op) {
    return Op.Kind == UseKind::Ends || Op.Kind == UseKind::Size ||
           Op.Kind == UseKind::Element;
  }

  const SequenceBuild &Build;
  const SequenceUse &Use;
  const Stmt &Function;
  const bool IsSequence = Use.Traits.Kind == ContainerKind::Vector ||
                          Use.Traits.Kind == ContainerKind::Blocks ||
                          Use.Traits.Kind == ContainerKind::SmallVector ||
                          viewOf(Use.Type).Name == "std::list";
  bool AsksSize = false;
  llvm::SmallVector<const SequenceOp *, 4> Whole;
  llvm::SmallVector<const Stmt *, 2> Looks, Firsts;
};
} // namespace

std::optional<SequenceRead> memtidy::readOnce(const SequenceBuild &Build,
                                              const Stmt &Function) {
  return Reader(Build, Function).read();
}
