//===- DescribeCaptureCycle.cpp - What is said of a kept callable ---------===//

#include "checks/program/CaptureVerdict.h"
#include "checks/program/SeenSetter.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

// Nobody knows whether it is kept at all.
static bool isGuessed(const CaptureFact &Cycle) {
  return Cycle.Inferences >= Guess && Cycle.Kind != StoreKind::Queued &&
         !Cycle.IsAlone;
}

static std::string outcome(const CaptureFact &Cycle,
                           const CaptureVerdict &Verdict) {
  const bool Alone = Cycle.IsAlone;
  if (Cycle.Renews)
    return "so both live for ever: whenever it runs, it queues itself again";
  if (Cycle.Kind == StoreKind::Queued)
    return "so both live until it has run";
  switch (Verdict.Breaks) {
  case Breaker::None:
  case Breaker::OwnDestructor:
    if (isGuessed(Cycle))
      return "so neither may ever be freed";
    return Alone ? "so it is never freed" : "so neither is ever freed";
  case Breaker::OnSomeWay:
  case Breaker::OnSomeBranch:
    return llvm::formatv("so {0} freed unless '{1}' clears it",
                         Alone ? "it is not" : "neither is", Verdict.By.Name);
  case Breaker::PoppedQueue:
  case Breaker::OnEveryWay:
    return llvm::formatv("so {0} until '{1}' clears it",
                         Alone ? "it lives" : "both live", Verdict.By.Name);
  }
  llvm_unreachable("all breakers are named");
}

static std::string placeOf(const CaptureFact &Cycle) {
  if (Cycle.IsAlone)
    return " in the pointed-to callable";
  return Cycle.Place.empty() ? "" : " in '" + Cycle.Place + "'";
}

static std::string messageOf(const CaptureFact &Cycle,
                             const CaptureVerdict &Verdict) {
  std::string Outcome = outcome(Cycle, Verdict);
  if (Cycle.IsAlone)
    return llvm::formatv("'{0}' is captured by the callable that it points "
                         "to, {1}",
                         Cycle.Capture, Outcome);
  const std::string By =
      Cycle.Coroutine.empty()
          ? "captured by a callable"
          : "kept by the frame of coroutine '" + Cycle.Coroutine + "'";
  return llvm::formatv(
      "'{0}' is {1} that '{2}' itself {3}{4}, {5}", Cycle.Capture, By,
      Cycle.Owner.empty() ? "its object" : Cycle.Owner,
      isGuessed(Cycle) ? "may keep" : "keeps", placeOf(Cycle), Outcome);
}

static void addSteps(ProgramFinding &Result, const CaptureFact &Cycle) {
  if (!Cycle.Coroutine.empty())
    Result.Steps.push_back({Cycle.InCallee, "the frame keeps this parameter "
                                            "until its task is destroyed"});
  else if (!Cycle.InCallee.Path.empty())
    Result.Steps.push_back({Cycle.InCallee, "a callable captures it here"});
  else if (Cycle.HandedOver != Cycle.KeptAt)
    Result.Steps.push_back(
        {Cycle.HandedOver, "the callable is handed over here"});
  llvm::StringRef Kind =
      Cycle.Kind == StoreKind::Assigned   ? "is kept"
      : Cycle.Kind == StoreKind::Modelled ? "is known to be kept"
      : Cycle.Kind == StoreKind::Queued   ? "waits for its turn"
                                          : "is probably kept";
  Result.Steps.push_back(
      {Cycle.KeptAt, llvm::formatv("{0} {1}{2} here",
                                   Cycle.Coroutine.empty() ? "it" : "the task",
                                   Kind, placeOf(Cycle))});
  for (const OwningFieldFact &Field : Cycle.Owning)
    Result.Steps.push_back(
        {Field.Loc, llvm::formatv("'{0}' owns what it points to", Field.Name)});
}

static llvm::StringRef wayOf(const CaptureVerdict &Verdict) {
  switch (Verdict.Breaks) {
  case Breaker::OwnDestructor:
    return Verdict.ByDestructor
               ? "but never runs: the cycle keeps the object alive"
               : "but only the destructor calls it, which never runs: the "
                 "cycle keeps the object alive";
  case Breaker::OnSomeBranch:
    return "not on every branch that the callable takes";
  case Breaker::OnSomeWay:
    return "if somebody calls it";
  default:
    return "as the work goes on";
  }
}

static void addRelated(ProgramFinding &Result, const CaptureFact &Cycle,
                       const CaptureVerdict &Verdict) {
  if (Verdict.Breaks != Breaker::None)
    Result.Related.push_back(
        {Verdict.At, llvm::formatv("'{0}' clears it, {1}", Verdict.By.Name,
                                   wayOf(Verdict))});
  if (!Cycle.MissedBy.Name.empty())
    Result.Related.push_back(
        {Cycle.MissedBy.Loc,
         llvm::formatv("'{0}' does not", Cycle.MissedBy.Name)});
  if (Verdict.Unseen)
    Result.Related.push_back(
        {Verdict.Unseen->Loc,
         llvm::formatv("'{0}' may clear it: its body is not seen",
                       Verdict.Unseen->Name)});
}

static ProgramFinding describe(const CaptureFact &Cycle,
                               const CaptureVerdict &Verdict) {
  ProgramFinding Result;
  Result.Loc = Cycle.Loc;
  Result.Token = Cycle.Token;
  Result.Message = messageOf(Cycle, Verdict);
  Result.Sureness = Verdict.Sureness;
  Result.Waste.Unit = "cycle";
  if (Cycle.Bytes > 0) {
    Result.Waste.Bytes = Cycle.Bytes;
    Result.Waste.Assumption = "the object alone, without what it owns in turn";
  }
  addSteps(Result, Cycle);
  addRelated(Result, Cycle, Verdict);
  Result.FixMayHaveEdits = true;
  Result.SubjectUsr = Cycle.OwnerUsr;
  Result.SubjectName = Cycle.OwnerName;
  Result.Discriminator = Cycle.Discriminator;
  return Result;
}

std::vector<ProgramFinding>
memtidy::concludeCaptureCycles(const Program &Facts) {
  std::vector<CaptureFact> Cycles;
  for (const CaptureFact *Cycle : Facts.captures())
    Cycles.push_back(withSeenSetter(*Cycle, Facts));
  HolderFacts Holders(Facts, Cycles);
  std::vector<ProgramFinding> Findings;
  Findings.reserve(Cycles.size());
  for (const CaptureFact &Cycle : Cycles)
    Findings.push_back(describe(Cycle, Holders.judge(Cycle)));
  return Findings;
}
