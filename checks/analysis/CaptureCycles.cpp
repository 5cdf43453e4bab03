//===- CaptureCycles.cpp - Callables kept by what they capture -----------===//

#include "checks/analysis/CaptureCycles.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace memtidy;

// Is everything from the captured object to the holder kept alive?
static bool ownsAllTheWay(llvm::ArrayRef<Hop> Way, bool OnlyShared) {
  bool Shared = false;
  for (const Hop &Step : Way) {
    if (Step.How == Hold::None)
      return false;
    // A copy shares what its pointers own, nothing of its own values.
    if (OnlyShared && !Shared && Step.How == Hold::Unique)
      return false;
    Shared |= Step.How == Hold::Shared;
  }
  return Shared || !OnlyShared;
}

static const CXXRecordDecl *ownerOf(const CaptureCycle &Cycle,
                                    const FunctionDecl &Function,
                                    const OwnerTypes &Types) {
  const AccessPath &Target = Cycle.Capture->Target;
  if (Target.From == AccessPath::Root::This && Target.Hops.empty())
    if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function))
      return Method->getParent();
  QualType Pointee = Types.pointeeOf(Cycle.Capture->Type);
  if (Pointee.isNull() && Cycle.Capture->ByHandle)
    Pointee = Cycle.Capture->Type;
  if (const CXXRecordDecl *Record = viewOf(Pointee).Record)
    return Record;
  if (!Cycle.Way.empty() && Cycle.Way.front().Field)
    return dyn_cast<CXXRecordDecl>(Cycle.Way.front().Field->getParent());
  return nullptr;
}

static std::optional<CaptureCycle> closes(const Store &Kept,
                                          const OwningCapture &Capture,
                                          const AccessPath &Object,
                                          const OwnerTypes &Types) {
  if (!Kept.Where.startsWith(Object))
    return std::nullopt;
  size_t Known = Object.Hops.size();
  if (Kept.NewFrom && Known >= *Kept.NewFrom)
    return std::nullopt;
  CaptureCycle Cycle;
  Cycle.Made = Kept.What.Made;
  Cycle.Capture = &Capture;
  Cycle.Kept = &Kept;
  Cycle.Way.assign(Kept.Where.Hops.begin() + Known, Kept.Where.Hops.end());
  // The captured object itself is written only if it is a callable, or many.
  QualType Pointee = Types.pointeeOf(Capture.Type);
  if (Cycle.Way.empty() &&
      (Types.roleOf(Pointee) == Role::Record || !Types.keepsCallables(Pointee)))
    return std::nullopt;
  if (!ownsAllTheWay(Cycle.Way,
                     Capture.ByHandle || Object.Copied || Kept.Where.Copied))
    return std::nullopt;
  Cycle.Inferences = Kept.Inferences;
  for (const Hop &Step : Cycle.Way)
    Cycle.Inferences += Step.Inferred;
  return Cycle;
}

static bool isSame(const CaptureCycle &A, const CaptureCycle &B) {
  if (A.Capture->Loc == B.Capture->Loc)
    return true;
  return A.Kept->HandedOver == B.Kept->HandedOver && A.Way == B.Way &&
         A.Capture->Target.sameAs(B.Capture->Target);
}

// Surer, else the one that was written: it can be rewritten.
static bool isBetter(const CaptureCycle &A, const CaptureCycle &B) {
  if (A.Inferences != B.Inferences)
    return A.Inferences < B.Inferences;
  return A.Capture->Written && !B.Capture->Written;
}

std::vector<CaptureCycle> memtidy::captureCyclesIn(const FunctionDecl &Function,
                                                   ClosureFlow &Flow) {
  std::vector<CaptureCycle> Cycles;
  const FlowSummary &Summary = Flow.of(Function);
  for (const Store &Kept : Summary.Stores) {
    if (!Kept.What.Made)
      continue;
    for (const OwningCapture &Capture : Kept.What.Made->Owns)
      for (const AccessPath &Object : Summary.Paths->namesOf(Capture.Target)) {
        std::optional<CaptureCycle> Cycle =
            closes(Kept, Capture, Object, Flow.types());
        if (!Cycle)
          continue;
        Cycle->Owner = ownerOf(*Cycle, Function, Flow.types());
        // One finding, the surest, for a capture that is kept twice and for
        // captures of captures.
        auto Same = llvm::find_if(Cycles, [&](const CaptureCycle &Other) {
          return isSame(*Cycle, Other);
        });
        if (Same == Cycles.end())
          Cycles.push_back(std::move(*Cycle));
        else if (isBetter(*Cycle, *Same))
          *Same = std::move(*Cycle);
        break;
      }
  }
  return Cycles;
}
