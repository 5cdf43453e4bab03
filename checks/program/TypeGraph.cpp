//===- TypeGraph.cpp - Which records can keep which -----------------------===//

#include "checks/program/TypeGraph.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace memtidy;

// How many types are looked at for the shortest loop through a field. Nobody
// can follow a longer one, and the work stays linear.
static constexpr size_t MaxVisited = 200;

TypeGraph::TypeGraph(const Program &Facts) {
  addRecords(Facts);
  Arcs.resize(2 * Records.size());
  addArcs();
  addDerived(Facts);
  findComponents();
  for (unsigned Node = 0; Node < Records.size(); ++Node)
    for (const Arc &A : Arcs[Node])
      if (A.Field && Component[Node] == Component[A.To])
        Cyclic[A.Field->Usr] = 1;
}

void TypeGraph::addRecords(const Program &Facts) {
  Records = Facts.records();
  for (const auto &[Number, Record] : llvm::enumerate(Records)) {
    Index[Record->Usr] = Number;
    for (const FieldFact &Field : Record->Fields)
      Fields[Field.Usr] = {&Field, Record};
  }
}

std::vector<const RecordFact *>
TypeGraph::withBases(const RecordFact &Record) const {
  std::vector<const RecordFact *> All = {&Record};
  for (size_t I = 0; I < All.size(); ++I)
    for (const std::string &Base : All[I]->Bases)
      if (auto Known = Index.find(Base);
          Known != Index.end() &&
          !llvm::is_contained(All, Records[Known->second]))
        All.push_back(Records[Known->second]);
  return All;
}

void TypeGraph::addArcs() {
  const unsigned Pointers = Records.size();
  for (unsigned Node = 0; Node < Pointers; ++Node) {
    Arcs[Pointers + Node].push_back({Node, nullptr, nullptr});
    for (const RecordFact *Part : withBases(*Records[Node]))
      for (const FieldFact &Field : Part->Fields)
        for (const EdgeFact &Edge : Field.Edges) {
          auto Target = Index.find(Edge.Target);
          if (Target == Index.end() || Edge.Kind < EdgeKind::Assumed ||
              Field.Suppressed)
            continue;
          bool Exact = Edge.Kind == EdgeKind::Value;
          Arcs[Node].push_back(
              {Exact ? Target->second : Pointers + Target->second, &Field,
               &Edge});
        }
  }
}

void TypeGraph::addDerived(const Program &Facts) {
  std::set<unsigned> Made;
  for (const FunctionFact *Function : Facts.functions())
    for (const OperationFact &Operation : Function->Operations)
      if (Operation.Does == OperationFact::Kind::Make)
        if (auto Known = Index.find(Operation.Entity); Known != Index.end())
          Made.insert(Known->second);
  for (unsigned Node : Made) {
    std::vector<const RecordFact *> Bases = withBases(*Records[Node]);
    for (const RecordFact *Base : llvm::drop_begin(Bases))
      Arcs[Records.size() + Index.lookup(Base->Usr)].push_back(
          {Node, nullptr, nullptr});
  }
}

// Tarjan's algorithm with its recursion on a stack of our own: programs have
// chains of types that are deeper than the machine's stack.
void TypeGraph::findComponents() {
  constexpr unsigned Unseen = 0;
  const unsigned Size = Arcs.size();
  std::vector<unsigned> Order(Size, Unseen), Low(Size, 0);
  std::vector<bool> Open(Size, false);
  std::vector<unsigned> Stack;
  std::vector<std::pair<unsigned, unsigned>> Frames;
  Component.assign(Size, 0);
  unsigned Next = 1;
  unsigned Components = 0;
  auto Enter = [&](unsigned Node) {
    Order[Node] = Low[Node] = Next++;
    Open[Node] = true;
    Stack.push_back(Node);
    Frames.push_back({Node, 0});
  };
  auto Leave = [&](unsigned Node) {
    if (Low[Node] != Order[Node])
      return;
    while (Open[Node]) {
      Component[Stack.back()] = Components;
      Open[Stack.back()] = false;
      Stack.pop_back();
    }
    ++Components;
  };
  for (unsigned Root = 0; Root < Size; ++Root) {
    if (Order[Root] != Unseen)
      continue;
    Enter(Root);
    while (!Frames.empty()) {
      auto &[Node, Arc] = Frames.back();
      if (Arc < Arcs[Node].size()) {
        unsigned To = Arcs[Node][Arc++].To;
        if (Order[To] == Unseen)
          Enter(To);
        else if (Open[To])
          Low[Node] = std::min(Low[Node], Order[To]);
        continue;
      }
      unsigned Done = Node;
      Leave(Done);
      Frames.pop_back();
      if (!Frames.empty())
        Low[Frames.back().first] =
            std::min(Low[Frames.back().first], Low[Done]);
    }
  }
}

const FieldFact *TypeGraph::field(llvm::StringRef Usr) const {
  return Fields.lookup(Usr).first;
}

const RecordFact *TypeGraph::ownerOf(llvm::StringRef FieldUsr) const {
  return Fields.lookup(FieldUsr).second;
}

bool TypeGraph::isCyclic(llvm::StringRef FieldUsr) const {
  return Cyclic.contains(FieldUsr);
}

const EdgeFact *TypeGraph::edgeTo(const FieldFact &Field,
                                  llvm::StringRef TargetUsr) const {
  const EdgeFact *Strongest = nullptr;
  const EdgeFact *Exact = nullptr;
  for (const EdgeFact &Edge : Field.Edges) {
    const EdgeFact *&Best = Edge.Target == TargetUsr ? Exact : Strongest;
    if (!Best || Best->Kind < Edge.Kind)
      Best = &Edge;
  }
  return Exact ? Exact : Strongest;
}

// Breadth first from where First leads, back to From.
TypeCycle TypeGraph::shortestLoop(
    unsigned From, const Arc &First,
    llvm::function_ref<bool(const FieldFact &, const EdgeFact &)> Counts)
    const {
  llvm::DenseMap<unsigned, std::pair<unsigned, const Arc *>> CameBy;
  std::vector<unsigned> Queue = {First.To};
  CameBy[First.To] = {From, &First};
  for (size_t I = 0;
       I < Queue.size() && I < MaxVisited && !CameBy.contains(From); ++I)
    for (const Arc &A : Arcs[Queue[I]])
      if (Component[A.To] == Component[From] &&
          (!A.Field || Counts(*A.Field, *A.Edge)) &&
          CameBy.try_emplace(A.To, Queue[I], &A).second)
        Queue.push_back(A.To);
  TypeCycle Loop;
  if (!CameBy.contains(From))
    return Loop;
  unsigned Node = From;
  do {
    auto [Before, By] = CameBy.lookup(Node);
    if (By->Field)
      Loop.push_back({ownerOf(By->Field->Usr), By->Field, By->Edge});
    Node = Before;
  } while (Node != From);
  std::reverse(Loop.begin(), Loop.end());
  return Loop;
}

void TypeGraph::forEachMinimalCycle(
    llvm::function_ref<bool(const FieldFact &, const EdgeFact &)> Counts,
    llvm::function_ref<void(const TypeCycle &)> Visit) const {
  std::set<std::vector<std::string>> Known;
  std::set<const FieldFact *> Covered;
  // Bases come into play only where their own record closes no loop.
  for (bool Inherited : {false, true})
    for (unsigned Node = 0; Node < Records.size(); ++Node)
      for (const Arc &A : Arcs[Node]) {
        bool Own = ownerOf(A.Field->Usr) == Records[Node];
        if (Own == Inherited || Covered.count(A.Field) ||
            A.Edge->Kind != EdgeKind::Shared ||
            Component[Node] != Component[A.To] || !Counts(*A.Field, *A.Edge))
          continue;
        TypeCycle Loop = shortestLoop(Node, A, Counts);
        std::vector<std::string> Key;
        Key.reserve(Loop.size());
        for (const TypeEdge &Edge : Loop)
          Key.push_back(Edge.Field->Usr);
        llvm::sort(Key);
        if (!Loop.empty() && Known.insert(Key).second)
          Visit(Loop);
        for (const TypeEdge &Edge : Loop)
          if (Edge.Field == A.Field)
            Covered.insert(Edge.Field);
      }
}
