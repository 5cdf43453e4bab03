//===- SeenSetter.cpp - What a setter does that a TU did not see ----------===//

#include "checks/program/SeenSetter.h"
#include "checks/model/SortOnce.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

using Does = OperationFact::Kind;

// How far a callable is followed that is handed on.
static constexpr unsigned MaxDepth = 3;

namespace {
/// Where a function keeps a parameter, in its own object.
struct Kept {
  std::vector<PathHop> Way;
  bool InContainer = false;
  FactLocation Loc;
};
} // namespace

static bool isParameter(const ObjectPath &Path, unsigned Number) {
  return Path.From == ObjectPath::Root::Variable && Path.Index == Number &&
         Path.Hops.empty();
}

static std::optional<Kept> keptBy(llvm::StringRef Usr, unsigned Parameter,
                                  const Program &Facts, unsigned Depth) {
  const FunctionFact *Function = Facts.function(Usr);
  if (!Function || Function->Assumed || Depth == 0)
    return std::nullopt;
  for (const OperationFact &Operation : Function->Operations) {
    if (Operation.Place.From != ObjectPath::Root::This)
      continue;
    const std::vector<PathHop> &Way = Operation.Place.Hops;
    if ((Operation.Does == Does::Write || Operation.Does == Does::Insert) &&
        isParameter(Operation.Value, Parameter) && !Way.empty())
      return Kept{Way, Operation.Does == Does::Insert, Operation.Loc};
    if (Operation.Does != Does::Call)
      continue;
    for (unsigned I = 0; I < Operation.Arguments.size(); ++I) {
      if (!isParameter(Operation.Arguments[I], Parameter))
        continue;
      std::optional<Kept> Inside =
          keptBy(Operation.Callee, I, Facts, Depth - 1);
      if (!Inside)
        continue;
      Inside->Way.insert(Inside->Way.begin(), Way.begin(), Way.end());
      return Inside;
    }
  }
  return std::nullopt;
}

// The name that ends a USR.
static llvm::StringRef nameIn(llvm::StringRef FieldUsr) {
  return FieldUsr.rsplit('@').second;
}

// The TU has seen that the object owns what this field leads to.
static bool startsAtHolder(const Kept &Place, const CaptureFact &Cycle) {
  return llvm::is_contained(Cycle.Holders, Place.Way.front().Field);
}

static std::string textOf(const Kept &Place) {
  std::string Text;
  for (const PathHop &Hop : Place.Way) {
    if (Hop.Field == "[]")
      continue;
    if (!Text.empty())
      Text += '.';
    Text += nameIn(Hop.Field);
  }
  return Place.InContainer ? Text + "[]" : Text;
}

CaptureFact memtidy::withSeenSetter(const CaptureFact &Cycle,
                                    const Program &Facts) {
  CaptureFact Result = Cycle;
  if (Cycle.Setter.Usr.empty())
    return Result;
  const std::optional<Kept> Place =
      keptBy(Cycle.Setter.Usr, Cycle.Setter.Parameter, Facts, MaxDepth);
  if (!Place || !startsAtHolder(*Place, Cycle))
    return Result;
  Result.Kind = StoreKind::Assigned;
  Result.Inferences -= Cycle.Setter.Inferences;
  Result.KeptAt = Place->Loc;
  const size_t Holder = Result.Place.rfind(nameIn(Place->Way.front().Field));
  if (Holder != std::string::npos)
    Result.Place.replace(Holder, std::string::npos, textOf(*Place));
  for (const PathHop &Hop : Place->Way)
    if (Hop.Field != "[]")
      Result.Holders.push_back(Hop.Field);
  sortOnce(Result.Holders);
  return Result;
}
