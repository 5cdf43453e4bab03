//===- SequenceBuild.cpp - Containers that are built whole, then read -----===//

#include "checks/analysis/SequenceBuild.h"
#include "checks/analysis/LoopContext.h"
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

/// Returns the loops of \p Op that its container does not live in.
static llvm::ArrayRef<const Stmt *> loopsOf(const SequenceOp &Op,
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
  const FunctionDecl *Algorithm =
      Finder.Found ? Finder.Found->getDirectCallee() : nullptr;
  return Algorithm && Algorithm->isInStdNamespace() ? Finder.Found : nullptr;
}

std::optional<SequenceBuild> memtidy::buildOf(const SequenceUse &Use,
                                              const Stmt &Function,
                                              const ASTContext &Context,
                                              unsigned Few) {
  if (!Use.Local || !Use.StartsEmpty ||
      Use.Traits.Kind == ContainerKind::String)
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

bool memtidy::isSinglePass(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {
      "accumulate", "reduce",   "transform_reduce", "any_of", "all_of",
      "none_of",    "count",    "count_if",         "find",   "find_if",
      "for_each",   "contains", "fold_left",        "min",    "max"};
  return Names.contains(Name);
}

namespace {
/// Finds the call of an algorithm that takes a container.
class AlgorithmFinder : public RecursiveASTVisitor<AlgorithmFinder> {
public:
  explicit AlgorithmFinder(const SequenceBuild &Build) : Build(Build) {}

  const CallExpr *Found = nullptr;

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    llvm::StringRef Name = calleeName(*Call);
    if (!isSinglePass(Name) || isa<CXXMemberCallExpr>(Call) ||
        (Callee && !Callee->isInStdNamespace()))
      return true;
    unsigned Taken = 0;
    for (const Expr *Arg : Call->arguments())
      Taken += llvm::any_of(Build.Rest, [&](const SequenceOp *Op) {
        return Op->Site == &bare(*Arg);
      });
    if (Taken && Taken == Build.Rest.size())
      Found = Call;
    return !Found;
  }

private:
  const SequenceBuild &Build;
};
} // namespace

std::optional<SequenceRead> memtidy::readOnce(const SequenceBuild &Build,
                                              const Stmt &Function) {
  const SequenceUse &Use = *Build.Use;
  const bool IsSequence = Use.Traits.Kind == ContainerKind::Vector ||
                          Use.Traits.Kind == ContainerKind::Blocks ||
                          Use.Traits.Kind == ContainerKind::SmallVector ||
                          viewOf(Use.Type).Name == "std::list";
  const SequenceOp *Whole = nullptr;
  bool AsksSize = false, CallsOnly = true;
  for (const SequenceOp *Op : Build.Rest) {
    // In a loop or a lambda it may be read any number of times.
    if (Op->In != Use.LocalIn || !loopsOf(*Op, Use).empty())
      return std::nullopt;
    const bool Asks = Op->Kind == UseKind::Size || Op->Kind == UseKind::Empty;
    AsksSize |= Op->Kind == UseKind::Size;
    CallsOnly &= Op->Kind == UseKind::Ends || Op->Kind == UseKind::Shared;
    if (Asks && Op->HasUsedResult)
      continue;
    if (Op->Kind != UseKind::Iterate && Op->Kind != UseKind::Find &&
        Op->Kind != UseKind::Ends && Op->Kind != UseKind::Shared)
      return std::nullopt;
    if (Whole && !CallsOnly)
      return std::nullopt;
    Whole = Op;
  }
  if (Build.Rest.empty())
    return std::nullopt;
  if (!Whole)
    return IsSequence ? std::optional(SequenceRead{ReadKind::Counted,
                                                   Build.Rest.front()->Site})
                      : std::nullopt;
  if (AsksSize)
    return std::nullopt;
  if (Whole->Kind == UseKind::Find)
    return IsSequence
               ? std::nullopt
               : std::optional(SequenceRead{ReadKind::Looked, Whole->Site});
  // A set is iterated for its order, or for having everything once.
  if (!IsSequence)
    return std::nullopt;
  if (Whole->Kind == UseKind::Iterate)
    return SequenceRead{ReadKind::Iterated, Whole->Site};
  AlgorithmFinder Finder(Build);
  Finder.TraverseStmt(const_cast<Stmt *>(&Function));
  if (!Finder.Found)
    return std::nullopt;
  return SequenceRead{ReadKind::Called, Finder.Found};
}

/// Does \p Type stand for something that goes on by itself, or that must stay
/// alive beside its like?
static bool isHandle(QualType Type) {
  static const llvm::StringSet<> Names = {
      "std::thread",        "std::jthread",     "std::future",
      "std::shared_future", "std::unique_lock", "std::lock_guard",
      "std::scoped_lock",   "std::promise",     "std::packaged_task"};
  return Names.contains(viewOf(Type).Name);
}

/// Do the elements refer to what they were made from?
static bool refersToSource(QualType Type) {
  if (Type.isNull() || Type->isDependentType() || Type->isAnyPointerType())
    return true;
  static const llvm::StringSet<> Names = {
      "std::reference_wrapper", "std::shared_ptr",
      "std::weak_ptr",          "__gnu_cxx::__normal_iterator",
      "std::_Rb_tree_iterator", "std::_Rb_tree_const_iterator"};
  const TypeView View = viewOf(Type);
  return Names.contains(View.Name) ||
         llvm::StringRef(View.Name).contains("terator");
}

static bool isLocalValue(const ValueDecl *Decl) {
  const auto *Var = dyn_cast_or_null<VarDecl>(Decl);
  return Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType() &&
         !Var->getType()->isAnyPointerType();
}

namespace {
/// Looks for what a function elsewhere could change.
class SharedReadFinder : public RecursiveASTVisitor<SharedReadFinder> {
public:
  bool Found = false;

  bool VisitCXXThisExpr(CXXThisExpr *) { return !(Found = true); }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (!Var || Var->isConstexpr())
      return true;
    const QualType Type = Var->getType();
    Found |= !Var->hasLocalStorage() ||
             (Type->isReferenceType() &&
              !Type.getNonReferenceType().isConstQualified());
    return !Found;
  }
};
} // namespace

/// Does \p Code read only locals and constant parameters?
static bool readsPrivately(const Stmt &Code) {
  SharedReadFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&Code));
  return !Finder.Found;
}

Interplay memtidy::interplayOf(const SequenceBuild &Build,
                               const SequenceRead &Read, const Stmt &Function,
                               const ASTContext &Context) {
  const SequenceUse &Use = *Build.Use;
  const QualType Element =
      Use.Traits.HasKeys || Use.Type->isDependentType()
          ? QualType()
          : (viewOf(Use.Type).Args.empty() ? QualType()
                                           : viewOf(Use.Type).Args.front());
  if (!Element.isNull() && isHandle(Element))
    return Interplay::Real;
  Effects Builds = effectsOf(*Build.Loop, Context);
  llvm::erase(Builds.Written, Use.Local);
  const bool BuildWrites = !Builds.Written.empty();
  // Counting needs no element: what building does, it does as before.
  if (Read.How == ReadKind::Counted)
    return BuildWrites ? Interplay::Unlikely : Interplay::None;

  const auto *For = dyn_cast<CXXForRangeStmt>(Read.Site);
  Effects Reads = effectsOf(For ? *For->getBody() : *Read.Site, Context);
  if (For)
    llvm::erase(Reads.Written, For->getLoopVariable());
  llvm::erase(Reads.Written, Use.Local);
  bool ReadsAreVisible = Reads.What == Effect::Opaque;
  for (const ValueDecl *Decl : Reads.Written) {
    if (Decl && mentions(*Build.Loop, *Decl))
      return Interplay::Real;
    if (!isLocalValue(Decl)) {
      ReadsAreVisible = true;
      if (!Decl && refersToSource(Element))
        return Interplay::Real;
    }
  }
  for (const ValueDecl *Decl : Builds.Written)
    if (!Decl || mentions(*Read.Site, *Decl))
      return Interplay::Real;
  const bool MayStop =
      !loopContextOf(*Build.Loop, Function, Context).LeftBy.empty();
  if (!ReadsAreVisible)
    return Builds.What == Effect::None || !BuildWrites ? Interplay::None
                                                       : Interplay::Unlikely;
  // Check all before the first is done; start all before waiting for one.
  if (MayStop || BuildWrites || Builds.CallsUnseen)
    return Interplay::Real;
  if (refersToSource(Element))
    return Interplay::Real;
  return readsPrivately(*Build.Loop) ? Interplay::None : Interplay::Unlikely;
}
