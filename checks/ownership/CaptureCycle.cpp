//===- CaptureCycle.cpp - memtidy-capture-cycle --------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/HolderClears.h"
#include "checks/analysis/RecordLayout.h"
#include "checks/analysis/TuIndex.h"
#include "checks/edits/WeakenCapture.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
// Empty where nobody can see in which field.
static std::string textOf(llvm::ArrayRef<Hop> Way) {
  std::string Text;
  for (const Hop &Step : Way) {
    if (!Text.empty() && !Step.Name.empty() &&
        !llvm::StringRef(Step.Name).starts_with("["))
      Text += '.';
    Text += Step.Name;
  }
  return Text;
}

static std::string where(const CaptureCycle &Cycle) {
  if (Cycle.Way.empty())
    return " in the pointed-to callable";
  std::string Place = textOf(Cycle.Way);
  return Place.empty() ? "" : " in '" + Place + "'";
}

static std::string nameOf(const FunctionDecl &Function) {
  return Function.getNameAsString();
}

// Nobody knows whether it is kept at all.
static bool isGuessed(const CaptureCycle &Cycle) {
  return Cycle.Inferences >= Guess && Cycle.Kept->Kind != StoreKind::Queued;
}

static std::string outcome(const CaptureCycle &Cycle,
                           const ClearVerdict &Clears) {
  const bool Alone = Cycle.Way.empty();
  if (Clears.Renews)
    return "so both live for ever: whenever it runs, it queues itself again";
  if (Cycle.Kept->Kind == StoreKind::Queued)
    return "so both live until it has run";
  switch (Clears.Breaks) {
  case Breaker::None:
  case Breaker::OwnDestructor:
    if (isGuessed(Cycle))
      return Alone ? "so it may never be freed"
                   : "so neither may ever be freed";
    return Alone ? "so it is never freed" : "so neither is ever freed";
  case Breaker::OnSomeWay:
  case Breaker::OnSomeBranch:
    return llvm::formatv("so {0} freed unless '{1}' clears it",
                         Alone ? "it is not" : "neither is",
                         nameOf(*Clears.By));
  case Breaker::PoppedQueue:
  case Breaker::OnEveryWay:
    return llvm::formatv("so {0} until '{1}' clears it",
                         Alone ? "it lives" : "both live", nameOf(*Clears.By));
  }
  llvm_unreachable("all breakers are named");
}

static std::string message(const CaptureCycle &Cycle,
                           const ClearVerdict &Clears) {
  std::string Outcome = outcome(Cycle, Clears);
  if (Cycle.Way.empty())
    return llvm::formatv("'{0}' is captured by the callable that it points "
                         "to, {1}",
                         Cycle.Capture->Name, Outcome);
  return llvm::formatv(
      "'{0}' is captured by a callable that '{1}' itself "
      "{2}{3}, {4}",
      Cycle.Capture->Name, Cycle.Owner ? Cycle.Owner->getName() : "its object",
      isGuessed(Cycle) ? "may keep" : "keeps", where(Cycle), Outcome);
}

static void addSteps(Finding &Result, const CaptureCycle &Cycle) {
  const Store &Kept = *Cycle.Kept;
  if (Cycle.Capture->InCallee.isValid())
    Result.Steps.push_back(
        {Cycle.Capture->InCallee, "a callable captures it here"});
  else if (Kept.HandedOver != Kept.Loc)
    Result.Steps.push_back(
        {Kept.HandedOver, "the callable is handed over here"});
  std::string Kind = Kept.Kind == StoreKind::Assigned   ? "is kept"
                     : Kept.Kind == StoreKind::Modelled ? "is known to be kept"
                     : Kept.Kind == StoreKind::Queued   ? "waits for its turn"
                                                        : "is probably kept";
  Result.Steps.push_back(
      {Kept.Loc, llvm::formatv("it {0}{1} here", Kind, where(Cycle))});
  for (const Hop &Step : Cycle.Way)
    if (Step.Field && Step.How != Hold::Value)
      Result.Steps.push_back(
          {Step.Field->getLocation(),
           llvm::formatv("'{0}' owns what it points to", Step.Name)});
}

static const char *wayOf(const ClearVerdict &Clears) {
  switch (Clears.Breaks) {
  case Breaker::OwnDestructor:
    return isa<CXXDestructorDecl>(Clears.By)
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

static void addBreaker(Finding &Result, const ClearVerdict &Clears) {
  if (Clears.Breaks == Breaker::None)
    return;
  Result.Related.push_back(
      {Clears.Loc, llvm::formatv("'{0}' clears it, {1}", nameOf(*Clears.By),
                                 wayOf(Clears))});
  if (Clears.MissedBy)
    Result.Related.push_back(
        {Clears.MissedBy->getLocation(),
         llvm::formatv("'{0}' does not", nameOf(*Clears.MissedBy))});
}

static Finding describe(const CaptureCycle &Cycle, const ClearVerdict &Clears,
                        const FunctionDecl &Function) {
  Finding Result;
  Result.Loc = Cycle.Capture->Loc;
  Result.Message = message(Cycle, Clears);
  Result.Sureness = surenessOf(Cycle, Clears);
  Result.Waste.Unit = "cycle";
  if (const CXXRecordDecl *Owner = Cycle.Owner) {
    Result.Subject = entityOf(*Owner);
    Result.Waste.Bytes = sizeOf(*Owner);
    if (Result.Waste.Bytes)
      Result.Waste.Assumption =
          "the object alone, without what it owns in turn";
  }
  Result.Discriminator =
      "capture:" + Cycle.Capture->Name + ":" + textOf(Cycle.Way);
  addSteps(Result, Cycle);
  addBreaker(Result, Clears);
  Result.Fixes.push_back(weakenCapture(Cycle, Function));
  return Result;
}

// When we say it.
namespace {
class CaptureCycleCheck final : public Check {
public:
  explicit CaptureCycleCheck(const OptionReader &Options)
      : Model(builtinOwnershipModel()), Types(Model), Flow(Types) {
    Model.Strong.add(Options.getGlobs("StrongPointers"));
    Model.Weak.add(Options.getGlobs("WeakPointers"));
    Model.Callable.add(Options.getGlobs("Callables"));
    Model.Stores.add(Options.getGlobs("StoringFunctions"));
    Model.RunOnce.add(Options.getGlobs("RunOnceFunctions"));
    Model.RunNow.add(Options.getGlobs("RunNowFunctions"));
  }

  internal::DynTypedMatcher matcher() const override {
    return functionDecl(isDefinition(), unless(isExpansionInSystemHeader()))
        .bind("function");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Function = *Match.Nodes.getNodeAs<FunctionDecl>("function");
    for (const CaptureCycle &Cycle : captureCyclesIn(Function, Flow)) {
      if (!Clears)
        Clears.emplace(Match.Index, Types);
      Report(describe(Cycle, clearsOf(Cycle, Function, *Clears), Function));
    }
  }

private:
  OwnershipModel Model;
  OwnerTypes Types;
  ClosureFlow Flow;
  std::optional<ClearSites> Clears;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"StrongPointers", "",
     "more smart pointers that share ownership, as names or globs"},
    {"WeakPointers", "", "more weak pointers"},
    {"Callables", "", "more classes that keep a callable"},
    {"StoringFunctions", "",
     "more functions that keep a callable in the object they are called on"},
    {"RunOnceFunctions", "",
     "more functions that let go of a callable after one call"},
    {"RunNowFunctions", "",
     "more functions that call a callable before they return"},
};

constexpr CheckInfo memtidy::CaptureCycleInfo = {
    .Name = "memtidy-capture-cycle",
    .Summary = "finds callables that keep alive the object that keeps them",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<CaptureCycleCheck>(Values);
    },
};
