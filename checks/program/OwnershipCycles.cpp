//===- OwnershipCycles.cpp - Which objects never die ----------------------===//

#include "checks/program/OwnershipCycles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>
#include <tuple>

using namespace memtidy;

using FieldSet = std::set<const FieldFact *>;

static FieldSet fieldsOf(const OwnershipCycle &Cycle) {
  FieldSet Fields;
  for (const CycleHop &Hop : Cycle.Hops)
    Fields.insert(Hop.Field);
  return Fields;
}

static OwnershipCycle fromProof(const ObjectCycle &Proof,
                                const TypeGraph &Types,
                                const EdgeEvidence &Evidence) {
  OwnershipCycle Cycle;
  Cycle.Proven = true;
  Cycle.Sureness = Level::Certain;
  for (const Keep &Link : Proof) {
    CycleHop Hop;
    Hop.Record = Types.ownerOf(Link.Field->Usr);
    Hop.Field = Link.Field;
    Hop.Kind = Types.edgeTo(*Link.Field, "")->Kind;
    Hop.SetBy = Link.By ? Link.By : Evidence.of(Link.Field->Usr).any();
    Hop.Through = Link.Through;
    Hop.Assumed = Link.Assumed;
    // Something is inferred: who owns, or what an unseen body does.
    if (Hop.Assumed || Hop.Kind == EdgeKind::Assumed)
      Cycle.Sureness = Level::Likely;
    Cycle.Hops.push_back(std::move(Hop));
  }
  return Cycle;
}

static bool soundsLikeBackLink(llvm::StringRef Field) {
  static constexpr llvm::StringLiteral Words[] = {
      "parent", "owner",   "prev", "delegate", "context", "host",
      "back",   "manager", "root", "self",     "session", "registry"};
  std::string Name = Field.lower();
  return llvm::any_of(Words, [&](llvm::StringRef Word) {
    return llvm::StringRef(Name).contains(Word);
  });
}

// One shared edge, behind parts that each object has for itself, may as well
// lead to the next node of a tree. It leads back if it is named so, or if it is
// one pointer to just the class that owns the part.
static bool leadsBack(const TypeCycle &Loop) {
  const TypeEdge *Only = nullptr;
  bool AnyInside = false;
  for (const auto &[I, Edge] : llvm::enumerate(Loop)) {
    AnyInside |= Edge.Edge->Kind == EdgeKind::Value;
    if (Edge.Edge->Kind != EdgeKind::Shared)
      continue;
    if (Only)
      return true;
    Only = &Edge;
    const RecordFact *Next = Loop[(I + 1) % Loop.size()].From;
    AnyInside |= Edge.Edge->Target != Next->Usr;
  }
  return Only && !Only->Field->IsContainer &&
         (!AnyInside || soundsLikeBackLink(Only->Field->Name));
}

// How sure a loop of types is, from how its fields are written; nullopt when
// objects cannot form it.
static std::optional<Level> levelOf(const TypeCycle &Loop,
                                    const EdgeEvidence &Evidence) {
  std::set<const RecordFact *> Records;
  bool AllExisting = true;
  bool AnyLater = false;
  bool AnyYounger = false;
  for (const TypeEdge &Edge : Loop) {
    Records.insert(Edge.From);
    // What an object owns alone or has inside is made for it.
    if (Edge.Edge->Kind != EdgeKind::Shared) {
      AnyYounger = true;
      continue;
    }
    const FieldEvidence &Known = Evidence.of(Edge.Field->Usr);
    if (!Known.any())
      return std::nullopt;
    bool OnlyAtConstruction = !Known.Existing && !Known.Fresh;
    if (OnlyAtConstruction && Edge.Edge->ConstTarget)
      return std::nullopt;
    AllExisting &= Known.Existing || Known.AtConstruction;
    AnyLater |= Known.Existing != nullptr;
    AnyYounger |= Known.Fresh != nullptr;
  }
  // Each object is older than the one that keeps it: a loop cannot be.
  if (!AnyLater && !AnyYounger)
    return std::nullopt;
  return Records.size() > 1 && AllExisting && AnyLater && leadsBack(Loop)
             ? Level::Likely
             : Level::Possible;
}

static OwnershipCycle fromTypes(const TypeCycle &Loop, Level Sureness,
                                const EdgeEvidence &Evidence) {
  OwnershipCycle Cycle;
  Cycle.Sureness = Sureness;
  for (const TypeEdge &Edge : Loop) {
    CycleHop Hop;
    Hop.Record = Edge.From;
    Hop.Field = Edge.Field;
    Hop.Kind = Edge.Edge->Kind;
    Hop.SetBy = Evidence.of(Edge.Field->Usr).any();
    Cycle.Hops.push_back(std::move(Hop));
  }
  return Cycle;
}

// The loop starts where its USRs are smallest: one loop, one description.
static void rotate(OwnershipCycle &Cycle) {
  auto Less = [](const CycleHop &A, const CycleHop &B) {
    return A.Field->Usr < B.Field->Usr;
  };
  std::rotate(Cycle.Hops.begin(), llvm::min_element(Cycle.Hops, Less),
              Cycle.Hops.end());
}

// The field that should not own: set from an object that is there already,
// named after what it belongs to, one target rather than many.
static int backLinkScore(const CycleHop &Hop, const EdgeEvidence &Evidence) {
  if (Hop.Kind != EdgeKind::Shared)
    return -1;
  const FieldEvidence &Known = Evidence.of(Hop.Field->Usr);
  int Score = soundsLikeBackLink(Hop.Field->Name) ? 4 : 0;
  Score += Known.Fresh ? 0 : 2;
  Score += Hop.Field->IsContainer ? 0 : 1;
  return Score;
}

// Of fields that say the same the one that breaks more loops.
static void chooseClosing(std::vector<OwnershipCycle> &Cycles,
                          const EdgeEvidence &Evidence) {
  std::map<const FieldFact *, unsigned> Loops;
  for (const OwnershipCycle &Cycle : Cycles)
    for (const FieldFact *Field : fieldsOf(Cycle))
      ++Loops[Field];
  for (OwnershipCycle &Cycle : Cycles) {
    auto Rank = [&](const CycleHop &Hop) {
      return std::pair(backLinkScore(Hop, Evidence), Loops[Hop.Field]);
    };
    auto Best = llvm::max_element(
        Cycle.Hops, [&](const CycleHop &Left, const CycleHop &Right) {
          return Rank(Left) < Rank(Right);
        });
    Cycle.Closing = Best - Cycle.Hops.begin();
    Cycle.LoopsThroughClosing = Loops[Best->Field];
  }
}

// A loop that something takes apart is less sure. A proven one stays likely:
// nothing says that the method runs. One that is taken apart from outside, when
// its owner dies, is meant to be so, and so is an object that keeps itself
// until its work is done, and a queue: its work takes out what waits there.
static void weighClears(OwnershipCycle &Cycle, const EdgeEvidence &Evidence) {
  std::set<llvm::StringRef> Records;
  for (const CycleHop &Hop : Cycle.Hops)
    Records.insert(Hop.Record->Usr);
  bool IsMeant = Cycle.Hops.size() == 1;
  for (const FieldFact *Field : fieldsOf(Cycle))
    for (const FieldClear &Site : Evidence.of(Field->Usr).Clears) {
      bool Destructor = !Site.DestroyedRecord.empty();
      if (Destructor && Records.count(Site.DestroyedRecord)) {
        Cycle.DeadClears.push_back(&Site);
        continue;
      }
      Cycle.Clears.push_back(&Site);
      IsMeant |= Destructor || Site.By->Does == OperationFact::Kind::Pop;
    }
  auto Earlier = [](const FieldClear *A, const FieldClear *B) {
    return A->By->Loc < B->By->Loc;
  };
  llvm::sort(Cycle.Clears, Earlier);
  llvm::sort(Cycle.DeadClears, Earlier);
  if (Cycle.Clears.empty())
    return;
  Cycle.Sureness = Cycle.Proven && !IsMeant ? Level::Likely : Level::Possible;
}

// Proofs first, then short loops: what contains them adds nothing. Of equals
// the one that was found first.
static llvm::SmallVector<size_t> bestFirst(llvm::ArrayRef<OwnershipCycle> All) {
  llvm::SmallVector<size_t> Order =
      llvm::to_vector(llvm::seq<size_t>(0, All.size()));
  llvm::sort(Order, [&](size_t A, size_t B) {
    auto Key = [&](size_t I) {
      return std::tuple(Level::Certain > All[I].Sureness, All[I].Hops.size(),
                        I);
    };
    return Key(A) < Key(B);
  });
  return Order;
}

namespace {
/// Loops that were taken, to be asked whether another contains one of them.
class SmallerLoops {
public:
  bool anyWithin(const FieldSet &Fields) const {
    return llvm::any_of(Fields, [&](const FieldFact *First) {
      auto Candidates = ByFirst.find(First);
      return Candidates != ByFirst.end() &&
             llvm::any_of(Candidates->second, [&](const FieldSet &Smaller) {
               return std::includes(Fields.begin(), Fields.end(),
                                    Smaller.begin(), Smaller.end());
             });
    });
  }

  void add(FieldSet Fields) {
    std::vector<FieldSet> &Same = ByFirst[*Fields.begin()];
    Same.push_back(std::move(Fields));
  }

private:
  std::map<const FieldFact *, std::vector<FieldSet>> ByFirst;
};
} // namespace

std::vector<OwnershipCycle>
memtidy::findOwnershipCycles(const Program &Facts, const TypeGraph &Types,
                             const EdgeEvidence &Evidence) {
  std::vector<OwnershipCycle> All;
  All.reserve(Evidence.proofs().size());
  for (const ObjectCycle &Proof : Evidence.proofs())
    All.push_back(fromProof(Proof, Types, Evidence));
  auto IsSet = [&](const FieldFact &Field, const EdgeFact &Edge) {
    return Edge.Kind != EdgeKind::Shared || Evidence.of(Field.Usr).any();
  };
  Types.forEachMinimalCycle(IsSet, [&](const TypeCycle &Loop) {
    if (std::optional<Level> Sureness = levelOf(Loop, Evidence))
      All.push_back(fromTypes(Loop, *Sureness, Evidence));
  });
  std::vector<OwnershipCycle> Minimal;
  SmallerLoops Known;
  for (size_t I : bestFirst(All)) {
    OwnershipCycle &Cycle = All[I];
    FieldSet Fields = fieldsOf(Cycle);
    if (Known.anyWithin(Fields))
      continue;
    rotate(Cycle);
    weighClears(Cycle, Evidence);
    Known.add(std::move(Fields));
    Minimal.push_back(std::move(Cycle));
  }
  chooseClosing(Minimal, Evidence);
  return Minimal;
}
