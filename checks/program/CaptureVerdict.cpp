//===- CaptureVerdict.cpp - Does a cycle through a callable last? ---------===//

#include "checks/program/CaptureVerdict.h"
#include "checks/model/EndNames.h"
#include "checks/model/QualifiedName.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

using Does = OperationFact::Kind;

// How deep the callable's own work is followed.
static constexpr unsigned MaxDepth = 3;

static bool isClear(const OperationFact &Operation) {
  return Operation.Does == Does::Clear || Operation.Does == Does::Erase ||
         Operation.Does == Does::Pop;
}

HolderFacts::HolderFacts(const Program &Facts,
                         llvm::ArrayRef<CaptureFact> Cycles)
    : Facts(Facts) {
  for (const CaptureFact &Cycle : Cycles) {
    for (const std::string &Field : Cycle.Holders)
      Sites.try_emplace(Field);
    for (const EndingFact &Ending : Cycle.Endings)
      EndingCallers.try_emplace(Ending.Usr);
  }
  if (Sites.empty())
    return;
  const std::vector<const FunctionFact *> Functions = Facts.functions();
  for (const FunctionFact *Function : Functions)
    for (const OperationFact &Operation : Function->Operations)
      if (auto Ending = EndingCallers.find(Operation.Callee);
          Ending != EndingCallers.end())
        Ending->second.push_back(Function);
  for (const FunctionFact *Function : Functions)
    addSites(*Function);
}

void HolderFacts::addSites(const FunctionFact &Function) {
  // A new object has nothing to lose; moving the whole object moves the cycle.
  if (Function.Is == FunctionFact::Kind::Constructor ||
      bareName(Function.Name) == "operator=")
    return;
  const OperationFact *Before = nullptr;
  for (const OperationFact &Operation : Function.Operations) {
    if (isClear(Operation) && !Operation.Place.Hops.empty()) {
      auto Known = Sites.find(Operation.Place.Hops.back().Field);
      const bool TakesOut = Before && Before->Does == Does::Assign &&
                            Before->Value == Operation.Place;
      if (Known != Sites.end())
        Known->second.push_back({&Function, &Operation, TakesOut});
    }
    Before = &Operation;
  }
}

// What the TU of the cycle has not weighed itself.
std::vector<HolderFacts::Site>
HolderFacts::sitesElsewhere(const CaptureFact &Cycle) const {
  std::vector<Site> All;
  for (const std::string &Field : Cycle.Holders)
    for (const Site &One : Sites.find(Field)->second)
      if (!llvm::binary_search(Cycle.Weighed, One.In->Usr) &&
          One.In->Loc.Path != Cycle.Loc.Path)
        All.push_back(One);
  llvm::sort(All, [](const Site &A, const Site &B) {
    return std::tie(A.By->Does, A.By->Loc) < std::tie(B.By->Does, B.By->Loc);
  });
  return All;
}

HolderFacts::Reach HolderFacts::reachOf(llvm::StringRef Usr,
                                        llvm::ArrayRef<Site> Clears,
                                        unsigned Depth) const {
  const FunctionFact *Function = Facts.function(Usr);
  if (!Function)
    return Reach::No;
  Reach Best = Reach::No;
  auto Add = [&](Reach One, const OperationFact &By) {
    if (One != Reach::No && !By.Guards.empty())
      One = Reach::OnBranch;
    Best = std::max(Best, One);
  };
  for (const Site &One : Clears)
    if (One.In == Function)
      Add(Reach::Always, *One.By);
  for (const OperationFact &Operation : Function->Operations)
    if (Depth > 0 && Best != Reach::Always && Operation.Does == Does::Call &&
        Operation.Callee != Usr)
      Add(reachOf(Operation.Callee, Clears, Depth - 1), Operation);
  return Best;
}

HolderFacts::Reach
HolderFacts::reachOfCallable(const CaptureFact &Cycle,
                             llvm::ArrayRef<Site> Clears) const {
  Reach Best = Reach::No;
  for (const CalledFact &Call : Cycle.Runs) {
    Reach One = reachOf(Call.Usr, Clears, MaxDepth);
    if (One != Reach::No && Call.OnBranch)
      One = Reach::OnBranch;
    Best = std::max(Best, One);
  }
  return Best;
}

// Every method that ends the owner's work clears, and somebody calls one.
bool HolderFacts::endsEveryWay(const CaptureFact &Cycle,
                               llvm::ArrayRef<Site> Clears) const {
  bool IsCalled = false;
  for (const EndingFact &Ending : Cycle.Endings) {
    if (!Ending.IsSeen && !Facts.function(Ending.Usr))
      continue;
    if (!Ending.Clears && reachOf(Ending.Usr, Clears, MaxDepth) == Reach::No)
      return false;
    IsCalled |= llvm::any_of(
        EndingCallers.find(Ending.Usr)->second, [&](const FunctionFact *By) {
          return By->Is != FunctionFact::Kind::Destructor ||
                 !llvm::binary_search(Cycle.Classes, By->Parent);
        });
  }
  return IsCalled;
}

Breaker HolderFacts::breakerOf(const CaptureFact &Cycle,
                               llvm::ArrayRef<Site> Clears) const {
  // auto done = std::move(done_); done();
  if (llvm::any_of(Clears, [](const Site &One) {
        return One.TakesOut && !namesAnEnd(bareName(One.In->Name));
      }))
    return Breaker::OnEveryWay;
  switch (reachOfCallable(Cycle, Clears)) {
  case Reach::Always:
    return Breaker::OnEveryWay;
  case Reach::OnBranch:
    return Breaker::OnSomeBranch;
  case Reach::No:
    break;
  }
  return llvm::all_of(
             Clears,
             [](const Site &One) { return One.By->Does != Does::Clear; })
             ? Breaker::PoppedQueue
             : Breaker::OnSomeWay;
}

// One that sounds like it before the others.
const NamedFunctionFact *HolderFacts::unseenOf(const CaptureFact &Cycle) const {
  const NamedFunctionFact *First = nullptr;
  for (const NamedFunctionFact &Awaited : Cycle.Awaits) {
    const FunctionFact *Known = Facts.function(Awaited.Usr);
    if (Known && !Known->Assumed)
      continue;
    if (namesAnEnd(Awaited.Name))
      return &Awaited;
    if (!First)
      First = &Awaited;
  }
  return First;
}

static Level surenessOf(const CaptureFact &Cycle, Breaker Breaks) {
  switch (Breaks) {
  case Breaker::None:
  case Breaker::OwnDestructor:
    if (Cycle.Inferences == 0)
      return Level::Certain;
    break;
  case Breaker::OnSomeWay:
    break;
  case Breaker::OnSomeBranch:
    if (Cycle.Inferences > 0)
      return Level::Possible;
    break;
  case Breaker::PoppedQueue:
  case Breaker::OnEveryWay:
    if (!Cycle.Renews)
      return Level::Possible;
    break;
  }
  // A queue is a guess because it is emptied; this one never is.
  const unsigned Limit = Cycle.Renews ? Guess : Guess - 1;
  return Cycle.Inferences <= Limit ? Level::Likely : Level::Possible;
}

CaptureVerdict HolderFacts::judge(const CaptureFact &Cycle) const {
  CaptureVerdict Result;
  Result.Breaks = Cycle.Breaks;
  Result.By = Cycle.ClearedBy;
  Result.At = Cycle.ClearedAt;
  Result.ByDestructor = Cycle.ByDestructor;
  auto Take = [&](Breaker Breaks, const Site &By) {
    if (Breaks <= Result.Breaks)
      return;
    Result.Breaks = Breaks;
    Result.By = {By.In->Usr, bareName(By.In->Name).str(), By.In->Loc};
    Result.At = By.By->Loc;
    Result.ByDestructor = By.In->Is == FunctionFact::Kind::Destructor;
  };
  // Destroying an object of the cycle presumes that the cycle is gone.
  auto IsDead = [&](const Site &One) {
    return One.In->Is == FunctionFact::Kind::Destructor &&
           llvm::binary_search(Cycle.Classes, One.In->Parent);
  };
  std::vector<Site> Clears = sitesElsewhere(Cycle);
  auto Dead = llvm::find_if(Clears, IsDead);
  if (Dead != Clears.end())
    Take(Breaker::OwnDestructor, *Dead);
  llvm::erase_if(Clears, IsDead);
  if (!Clears.empty())
    Take(breakerOf(Cycle, Clears), Clears.front());
  if (Result.Breaks == Breaker::OnSomeWay && endsEveryWay(Cycle, Clears))
    Result.Breaks = Breaker::OnEveryWay;
  Result.Sureness = surenessOf(Cycle, Result.Breaks);
  if (Result.Sureness != Level::Certain)
    return Result;
  Result.Unseen = unseenOf(Cycle);
  if (Result.Unseen || (Cycle.IsOpen && (Facts.OnlyPart || Facts.Unread > 0)))
    Result.Sureness = Level::Likely;
  return Result;
}
