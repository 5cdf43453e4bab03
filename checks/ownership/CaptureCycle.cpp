//===- CaptureCycle.cpp - memtidy-capture-cycle --------------------------===//
//
// What the TU shows of a cycle becomes a fact. How sure it is, is concluded
// from facts: in the program of all TUs, who clears the holder is known.
//
//===----------------------------------------------------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/CaptureFacts.h"
#include "checks/analysis/OwnershipFacts.h"
#include "checks/analysis/TuIndex.h"
#include "checks/edits/WeakenCapture.h"
#include "checks/host/Check.h"
#include "checks/host/Conclusion.h"
#include "checks/host/Options.h"
#include "checks/program/CaptureVerdict.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say: program/DescribeCaptureCycle.cpp.

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
      const CaptureFact Fact = Match.Index.get<CaptureFacts>().add(
          Cycle, clearsOf(Cycle, Function, *Clears));
      Report(describe(Cycle, Fact, Function));
    }
  }

private:
  // As sure as one TU can be: another may clear what is not private.
  static Finding describe(const CaptureCycle &Cycle, const CaptureFact &Fact,
                          const FunctionDecl &Function) {
    Program OnlyThis;
    OnlyThis.OnlyPart = true;
    OnlyThis.add(Fact);
    Finding Result = findingOf(concludeCaptureCycles(OnlyThis).front(),
                               Function.getASTContext().getSourceManager());
    Result.Loc = Cycle.Capture->Loc;
    Result.Fixes.push_back(weakenCapture(Cycle, Function));
    return Result;
  }

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
    .Conclude = [](const Program &Facts, const OptionReader &)
        -> std::vector<ProgramFinding> { return concludeCaptureCycles(Facts); },
    .Gather =
        [](TuIndex &Index, Program &Facts) {
          Facts.add(Index.get<CaptureFacts>().facts());
          Facts.add(Index.get<OwnershipFacts>().facts());
        },
};
