//===- SequenceBuild.cpp - Containers that are built whole, then read -----===//

#include "checks/analysis/SequenceBuild.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/StdAlgorithm.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace memtidy;

static bool isFill(UseKind Kind) {
  return Kind == UseKind::Append || Kind == UseKind::Insert ||
         Kind == UseKind::Grow;
}

llvm::ArrayRef<const Stmt *> memtidy::loopsOf(const SequenceOp &Op,
                                              const SequenceUse &Use) {
  const size_t Shared = std::min(Op.Loops.size(), Use.LocalLoops.size());
  return llvm::ArrayRef(Op.Loops).drop_front(Shared);
}

namespace {
/// Finds the call that has a given argument.
class CallFinder : public RecursiveASTVisitor<CallFinder> {
public:
  explicit CallFinder(const Stmt &Argument) : Argument(Argument) {}

  const CallExpr *Found = nullptr;

  bool VisitCallExpr(CallExpr *Call) {
    if (llvm::any_of(Call->arguments(),
                     [&](const Expr *Arg) { return &bare(*Arg) == &Argument; }))
      Found = Call;
    return !Found;
  }

private:
  const Stmt &Argument;
};
} // namespace

/// Returns the algorithm that alone fills the container through an inserter,
/// or null.
static const Stmt *copyInto(const SequenceBuild &Build, const Stmt &Function) {
  if (Build.Fills.size() != 1 || Build.Fills.front()->Kind != UseKind::Grow)
    return nullptr;
  CallFinder Finder(*Build.Fills.front()->Site);
  Finder.TraverseStmt(const_cast<Stmt *>(&Function));
  return Finder.Found && Finder.Found->getDirectCallee() &&
                 !standardAlgorithm(*Finder.Found).empty()
             ? Finder.Found
             : nullptr;
}

std::optional<SequenceBuild> memtidy::buildOf(const SequenceUse &Use,
                                              const Stmt &Function,
                                              const ASTContext &Context,
                                              unsigned Few) {
  if (!Use.Local || !Use.StartsEmpty)
    return std::nullopt;
  SequenceBuild Build;
  Build.Use = &Use;
  for (const SequenceOp &Op : Use.Ops) {
    llvm::ArrayRef<const Stmt *> Loops = loopsOf(Op, Use);
    if (isFill(Op.Kind) || Op.Kind == UseKind::Reserve) {
      // An index of a map reads as well as it fills.
      if (!Build.Rest.empty() || Op.In != Use.LocalIn ||
          (Op.Kind != UseKind::Append && Op.HasUsedResult &&
           Op.Kind != UseKind::Grow))
        return std::nullopt;
      if (Op.Kind == UseKind::Reserve) {
        Build.Reserves.push_back(&Op);
        continue;
      }
      // What is put into a string by more than a character is no element.
      if (Use.Traits.Kind == ContainerKind::String &&
          Op.Kind != UseKind::Append)
        return std::nullopt;
      Build.Fills.push_back(&Op);
      if (Loops.empty())
        continue;
      if (Build.Loop && Build.Loop != Loops.front())
        return std::nullopt;
      Build.Loop = Loops.front();
    } else {
      if (Build.Loop && llvm::is_contained(Loops, Build.Loop))
        return std::nullopt;
      Build.Rest.push_back(&Op);
    }
  }
  if (!Build.Loop)
    Build.Loop = copyInto(Build, Function);
  if (!Build.Loop)
    return std::nullopt;
  const TripCount Trips = loopContextOf(*Build.Loop, Function, Context).Trips;
  if (Trips.Form == TripForm::Constant && Trips.Times <= Few)
    return std::nullopt;
  return Build;
}
