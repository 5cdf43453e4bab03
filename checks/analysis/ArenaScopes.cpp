//===- ArenaScopes.cpp - Many allocations that die together ---------------===//

#include "checks/analysis/ArenaScopes.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace memtidy;

// Uses after which the blocks may live on, or of which nobody knows.
static bool mayOutlive(UseKind Kind) {
  switch (Kind) {
  case UseKind::Moved:
  case UseKind::Returned:
  case UseKind::Shared:
  case UseKind::Assigned:
  case UseKind::Write:
    return true;
  default:
    return false;
  }
}

// Nodes that are given back one by one: an arena would keep them all.
static bool isGivenBack(UseKind Kind) {
  return Kind == UseKind::Remove || Kind == UseKind::Clear;
}

static QualType ownedBy(QualType Element) {
  TypeView View = viewOf(Element);
  const bool Owns =
      View.Name == "std::unique_ptr" || View.Name == "std::shared_ptr";
  return Owns && !View.Args.empty() ? View.Args[0] : QualType();
}

// Reading hands an element out: it may be moved from there.
static bool elementsMayLeave(const SequenceUse &Use) {
  return llvm::any_of(Use.Ops, [](const SequenceOp &Op) {
    return Op.Kind == UseKind::Ends || Op.Kind == UseKind::Iterate ||
           Op.Kind == UseKind::Copied;
  });
}

static bool isFewTimes(const SequenceOp &Op, unsigned Outside, const Stmt &Body,
                       const ASTContext &Context) {
  uint64_t Times = 1;
  for (const Stmt *Loop : llvm::ArrayRef(Op.Loops).drop_front(Outside)) {
    const TripCount Trips = loopContextOf(*Loop, Body, Context).Trips;
    if (runsOnce(*Loop))
      continue;
    if (Trips.Form != TripForm::Constant)
      return false;
    Times *= Trips.Times;
  }
  return Times < 32;
}

static std::optional<ArenaScope>
scopeOf(const SequenceUse &Use, const Stmt &Body, const ASTContext &Context) {
  const bool HasNodes = Use.Traits.Kind == ContainerKind::Nodes ||
                        Use.Traits.Kind == ContainerKind::HashNodes;
  TypeView View = viewOf(Use.Type);
  if (!Use.Local || !Use.StartsEmpty || View.Args.empty() ||
      llvm::StringRef(View.Name).contains("pmr"))
    return std::nullopt;
  QualType Owned = ownedBy(View.Args[0]);
  if (!HasNodes && (Owned.isNull() || elementsMayLeave(Use)))
    return std::nullopt;
  ArenaScope Scope;
  for (const SequenceOp &Op : Use.Ops) {
    if (mayOutlive(Op.Kind) || isGivenBack(Op.Kind))
      return std::nullopt;
    const bool Fills = Op.Kind == UseKind::Append ||
                       Op.Kind == UseKind::Insert || Op.Kind == UseKind::Grow;
    if (Fills && !Scope.Filled && Op.In == Use.LocalIn &&
        Op.Loops.size() > Use.LocalLoops.size() &&
        !isFewTimes(Op, Use.LocalLoops.size(), Body, Context))
      Scope.Filled = &Op;
  }
  if (!Scope.Filled)
    return std::nullopt;
  Scope.Blocks = HasNodes ? ArenaBlocks::Nodes : ArenaBlocks::Elements;
  Scope.Use = &Use;
  Scope.Element = HasNodes ? View.Args[0] : Owned;
  return Scope;
}

llvm::SmallVector<ArenaScope, 2>
memtidy::arenaScopesIn(const FunctionDecl &Function,
                       const std::vector<SequenceUse> &Uses) {
  llvm::SmallVector<ArenaScope, 2> Found;
  const Stmt *Body = Function.getBody();
  for (const SequenceUse &Use : Uses)
    if (Body)
      if (std::optional<ArenaScope> Scope =
              scopeOf(Use, *Body, Function.getASTContext()))
        Found.push_back(std::move(*Scope));
  return Found;
}
