//===- CaptureCycle.cpp - memtidy-capture-cycle
//-----------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/CaptureCycles.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/TuIndex.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static std::string textOf(llvm::ArrayRef<Hop> Way) {
  std::string Text;
  for (const Hop &Step : Way) {
    if (!Text.empty() && !llvm::StringRef(Step.Name).starts_with("["))
      Text += '.';
    Text += Step.Name;
  }
  return Text;
}

static Finding describe(const CaptureCycle &Cycle) {
  Finding Result;
  Result.Loc = Cycle.Capture->Loc;
  std::string Owner = Cycle.Owner ? Cycle.Owner->getNameAsString() : "";
  if (Cycle.Way.empty())
    Result.Message = llvm::formatv(
        "'{0}' is captured by the callable that it points to, so it is never "
        "freed",
        Cycle.Capture->Name);
  else
    Result.Message = llvm::formatv(
        "'{0}' is captured by a callable that '{1}' itself keeps in '{2}', so "
        "neither is ever freed",
        Cycle.Capture->Name, Owner, textOf(Cycle.Way));
  Result.Sureness = Cycle.Inferences == 0  ? Level::Certain
                    : Cycle.Inferences < 3 ? Level::Likely
                                           : Level::Possible;
  Result.Steps.push_back({Cycle.Kept->HandedOver, "handed over here"});
  Result.Steps.push_back({Cycle.Kept->Loc, "kept here"});
  if (Cycle.Owner)
    Result.Subject = entityOf(*Cycle.Owner);
  Result.Discriminator =
      "capture:" + Cycle.Capture->Name + ":" + textOf(Cycle.Way);
  return Result;
}

// When we say it.
namespace {
class CaptureCycleCheck final : public Check {
public:
  explicit CaptureCycleCheck(const OptionReader &Options)
      : Model(builtinOwnershipModel()), Types(Model) {}

  internal::DynTypedMatcher matcher() const override {
    return functionDecl(isDefinition(), unless(isExpansionInSystemHeader()))
        .bind("function");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Function = *Match.Nodes.getNodeAs<FunctionDecl>("function");
    if (!Flow)
      Flow.emplace(Types);
    for (const CaptureCycle &Cycle : captureCyclesIn(Function, *Flow))
      Report(describe(Cycle));
  }

private:
  OwnershipModel Model;
  OwnerTypes Types;
  std::optional<ClosureFlow> Flow;
};
} // namespace

constexpr CheckInfo memtidy::CaptureCycleInfo = {
    .Name = "memtidy-capture-cycle",
    .Summary = "finds callables that keep alive the object that keeps them",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = {},
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<CaptureCycleCheck>(Values);
    },
};
