//===- MapLists.cpp - Lists of keys and values ----------------------------===//

#include "checks/analysis/MapUses.h"
#include "checks/analysis/Place.h"

using namespace clang;
using namespace memtidy;

/// Returns what the map is made from, without the names of types and the
/// parentheses around it; null where there are several things.
static const Expr *argumentIn(const Expr &Whole) {
  const Expr *E = &bare(Whole);
  while (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    E = &bare(*Cast->getSubExpr());
  const auto *Parens = dyn_cast<ParenListExpr>(E);
  if (!Parens || Parens->getNumExprs() == 0)
    return E;
  return Parens->getNumExprs() == 1 ? &bare(*Parens->getExpr(0)) : nullptr;
}

static bool readPairs(MapList &Found) {
  for (const Expr *Element : Found.List->inits()) {
    std::optional<KeyAndValue> Pair = pairIn(*Element);
    std::optional<std::string> Key =
        Pair ? literalKeyOf(*Pair->Key) : std::nullopt;
    if (!Key)
      return false;
    Found.Pairs.push_back(*Pair);
    Found.Keys.push_back(std::move(*Key));
  }
  return true;
}

std::optional<MapList> memtidy::mapListIn(const Expr &Whole) {
  MapList Found;
  Found.Whole = &Whole;
  const Expr *E = argumentIn(Whole);
  if (!E)
    return std::nullopt;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getNumArgs() == 0 ||
        isa<CXXDefaultArgExpr>(Construct->getArg(0)))
      return Found;
    E = &bare(*Construct->getArg(0));
  }
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    E = &bare(*List->getSubExpr());
  // The default of the member has been read where it is written.
  if (isa<CXXDefaultInitExpr, ImplicitValueInitExpr, ParenListExpr>(E))
    return Found;
  Found.List = dyn_cast<InitListExpr>(E);
  if (!Found.List || !readPairs(Found))
    return std::nullopt;
  return Found;
}
