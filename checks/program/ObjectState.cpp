//===- ObjectState.cpp - Objects and what their fields keep ---------------===//

#include "checks/program/ObjectState.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

// Elements of containers that are no field are reached by this.
static constexpr llvm::StringLiteral ElementField = "[]";

bool memtidy::isWithin(const Guards &Inner, const Guards &Outer) {
  return Outer.size() <= Inner.size() &&
         std::equal(Outer.begin(), Outer.end(), Inner.begin());
}

bool memtidy::areExclusive(const Guards &A, const Guards &B) {
  for (const GuardFact &One : A)
    for (const GuardFact &Other : B)
      if (One.Id == Other.Id && One.Arm != Other.Arm)
        return true;
  return false;
}

ObjectState::ObjectState(const TypeGraph &Types) : Types(Types) {
  make(Origin::Nothing);
}

unsigned ObjectState::make(Origin From, std::string Record) {
  ObjectNode Node;
  Node.From = From;
  Node.Record = std::move(Record);
  Objects.push_back(std::move(Node));
  return Objects.size() - 1;
}

unsigned ObjectState::makeCopy(std::optional<unsigned> Original) {
  unsigned Copy = make(Origin::Unseen);
  if (Original && *Original != Null) {
    Objects[Copy].CopyOf = Original;
    Objects[Copy].Record = Objects[*Original].Record;
  }
  return Copy;
}

// The last write on this way decides. A later one on some other way makes it
// unsure, unless there was nothing before: then only that one can be meant.
std::optional<unsigned> ObjectState::known(const std::vector<Keep> &Links,
                                           const PathHop &Hop,
                                           const Guards &When,
                                           const Keep *&Unsure) const {
  for (const Keep &Link : llvm::reverse(Links)) {
    bool Same = Link.Element == Hop.Element ||
                (Link.Element.empty() && Hop.Element == "back()");
    if (!Same || areExclusive(Link.When, When))
      continue;
    if (isWithin(When, Link.When)) {
      if (!Unsure)
        return Link.To;
      if (Link.To == Null)
        return Unsure->To;
      return std::nullopt;
    }
    // Nobody goes through a pointer that was perhaps cleared unless it is not.
    if (!Unsure && Link.To != Null)
      Unsure = &Link;
  }
  return std::nullopt;
}

unsigned ObjectState::follow(unsigned Object, const PathHop &Hop,
                             const Guards &When) {
  const ObjectNode &Node = Objects[Object];
  if (Hop.Field == ElementField && Node.Holder) {
    PathHop Through = {Node.HolderField,
                       Hop.Element.empty() ? "[]" : Hop.Element};
    return followField(*Node.Holder, Through, When);
  }
  const FieldFact *Field = Types.field(Hop.Field);
  if (Field && Field->IsContainer && Hop.Element.empty()) {
    auto [Known, IsNew] = Containers.try_emplace({Object, Hop.Field}, 0);
    if (IsNew) {
      unsigned Container = make(Node.From);
      Objects[Container].Holder = Object;
      Objects[Container].HolderField = Hop.Field;
      Known->second = Container;
    }
    return Known->second;
  }
  return followField(Object, Hop, When);
}

unsigned ObjectState::followField(unsigned Object, const PathHop &Hop,
                                  const Guards &When) {
  const Keep *Unsure = nullptr;
  auto Slot = Slots.find({Object, Hop.Field});
  if (Slot != Slots.end())
    if (std::optional<unsigned> Target = known(Slot->second, Hop, When, Unsure))
      return *Target;
  Keep Link;
  Link.From = Object;
  Link.Field = Types.field(Hop.Field);
  Link.Element = Hop.Element;
  const ObjectNode &Node = Objects[Object];
  if (Unsure) {
    // Whatever it is, the statement of the last write put it there.
    Link.By = Unsure->By;
    Link.Assumed = Unsure->Assumed;
    Link.Through = Unsure->Through;
    Link.When = When;
    Link.To = make(Origin::Unseen);
    Slots[{Object, Hop.Field}].push_back(Link);
    return Link.To;
  }
  if (Node.CopyOf) {
    Link.To = follow(*Node.CopyOf, Hop, When);
  } else {
    Link.To =
        make(Node.From == Origin::Parameter ? Origin::Outside : Node.From);
  }
  // It was so before everything that is known.
  std::vector<Keep> &Links = Slots[{Object, Hop.Field}];
  for (const Keep &Later : Links)
    if (Later.Element == Hop.Element)
      Link.Unless.push_back(Later.When);
  Links.insert(Links.begin(), Link);
  return Link.To;
}

void ObjectState::keep(Keep Link, bool Replaces) {
  std::vector<Keep> &Links = Slots[{Link.From, Link.Field->Usr}];
  if (Replaces) {
    // Other elements of the container stay what they are.
    auto IsReplaced = [&](const Keep &Old) {
      return Link.Element.empty() || Old.Element == Link.Element;
    };
    llvm::erase_if(Links, [&](const Keep &Old) {
      return IsReplaced(Old) && isWithin(Old.When, Link.When);
    });
    for (Keep &Old : Links)
      if (IsReplaced(Old) && !areExclusive(Old.When, Link.When))
        Old.Unless.push_back(Link.When);
  }
  Links.push_back(std::move(Link));
}

void ObjectState::keepElements(const Keep &Link) {
  const ObjectNode &Container = Objects[Link.To];
  Slot Elements = {Link.To, ElementField.str()};
  if (Container.Holder)
    Elements = {*Container.Holder, Container.HolderField};
  auto Known = Slots.find(Elements);
  if (Known == Slots.end())
    return;
  std::vector<Keep> Copies = Known->second;
  for (Keep &Element : Copies) {
    Keep Copy = Link;
    Copy.To = Element.To;
    Copy.Element = Element.Element;
    keep(std::move(Copy), /*Replaces=*/false);
  }
}

void ObjectState::expandCopies() {
  for (unsigned Object = 0; Object < Objects.size(); ++Object) {
    if (!Objects[Object].CopyOf)
      continue;
    std::vector<Keep> Shared;
    for (auto Slot = Slots.lower_bound({*Objects[Object].CopyOf, ""});
         Slot != Slots.end() && Slot->first.first == *Objects[Object].CopyOf;
         ++Slot)
      if (!Slots.count({Object, Slot->first.second}))
        llvm::append_range(Shared, Slot->second);
    for (Keep &Link : Shared) {
      Link.From = Object;
      std::string Field = Link.Field ? Link.Field->Usr : ElementField.str();
      Slots[{Object, Field}].push_back(Link);
    }
  }
}

bool ObjectState::keepsAlive(const Keep &Link) const {
  if (Link.To == Null || !Link.Field || Link.Field->Suppressed)
    return false;
  const EdgeFact *Edge = Types.edgeTo(*Link.Field, Objects[Link.To].Record);
  return Edge && Edge->Kind >= EdgeKind::Assumed;
}

static bool canHoldTogether(const ObjectCycle &Loop) {
  for (const Keep &One : Loop)
    for (const Keep &Other : Loop) {
      if (areExclusive(One.When, Other.When))
        return false;
      for (const Guards &Gone : One.Unless)
        if (isWithin(Other.When, Gone))
          return false;
    }
  return true;
}

ObjectCycle ObjectState::shortestLoop(
    const Keep &Start,
    const std::map<unsigned, std::vector<const Keep *>> &Out) const {
  llvm::DenseMap<unsigned, const Keep *> CameBy;
  std::vector<unsigned> Queue = {Start.To};
  CameBy[Start.To] = &Start;
  for (size_t I = 0; I < Queue.size() && Start.To != Start.From; ++I) {
    auto Links = Out.find(Queue[I]);
    if (Links == Out.end())
      continue;
    for (const Keep *Link : Links->second)
      if (!areExclusive(Link->When, Start.When) &&
          CameBy.try_emplace(Link->To, Link).second)
        Queue.push_back(Link->To);
  }
  ObjectCycle Loop;
  if (!CameBy.contains(Start.From))
    return Loop;
  unsigned Node = Start.From;
  do {
    Loop.push_back(*CameBy.lookup(Node));
    Node = Loop.back().From;
  } while (Node != Start.From);
  std::reverse(Loop.begin(), Loop.end());
  return Loop;
}

std::vector<ObjectCycle> ObjectState::cycles() const {
  std::map<unsigned, std::vector<const Keep *>> Out;
  for (const auto &[Slot, Links] : Slots)
    for (const Keep &Link : Links)
      if (keepsAlive(Link))
        Out[Link.From].push_back(&Link);
  std::vector<ObjectCycle> Found;
  for (const auto &[Object, Links] : Out)
    for (const Keep *Link : Links) {
      if (!Link->By)
        continue;
      ObjectCycle Loop = shortestLoop(*Link, Out);
      bool Shares = llvm::any_of(Loop, [&](const Keep &Hop) {
        return Types.edgeTo(*Hop.Field, Objects[Hop.To].Record)->Kind ==
               EdgeKind::Shared;
      });
      if (Shares && canHoldTogether(Loop))
        Found.push_back(std::move(Loop));
    }
  return Found;
}
