//===- DynamicAttributes.cpp - memtidy-dynamic-attributes -----------------===//
//
// Everything is concluded from facts, so that one TU and a whole program are
// judged by the same rules. Here: one TU.
//
//===----------------------------------------------------------------------===//

#include "checks/program/DynamicAttributes.h"
#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/MapFacts.h"
#include "checks/analysis/TuIndex.h"
#include "checks/edits/MapToRecord.h"
#include "checks/edits/SourceText.h"
#include "checks/host/Check.h"
#include "checks/host/Conclusion.h"
#include "checks/host/Options.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say: program/DescribeDynamicAttributes.cpp, and of the fix:
static constexpr llvm::StringLiteral WhyUnsafe =
    "a field is there from the start, and 'at' no longer throws";

// When we say it.
namespace {
class DynamicAttributesCheck final : public Check {
public:
  explicit DynamicAttributesCheck(const OptionReader &Options)
      : MaxKeys(Options.getUnsigned("MaxKeys")) {}

  internal::DynTypedMatcher matcher() const override {
    return valueDecl(anyOf(fieldDecl(), varDecl())).bind("value");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Value = *Match.Nodes.getNodeAs<ValueDecl>("value");
    if (!stringMapOf(Value.getType()))
      return;
    const auto &All = Match.Index.get<MapFacts>();
    const MapUses *Uses = All.usesOf(Value);
    const MapFact *Fact = All.facts().map(entityOf(Value).Usr);
    if (!Uses || !Fact)
      return;
    Program OnlyThis;
    OnlyThis.add(*Fact);
    for (const ProgramFinding &Found :
         concludeDynamicAttributes(OnlyThis, MaxKeys))
      Report(describe(Match.Context, Found, *Uses, *Fact));
  }

private:
  static Finding describe(const ASTContext &Context,
                          const ProgramFinding &Found, const MapUses &Uses,
                          const MapFact &Fact) {
    Finding Result = findingOf(Found, Context.getSourceManager());
    Result.Loc = Uses.Value->getLocation();
    if (!Found.FixMayHaveEdits)
      return Result;
    Fix &Cure = Result.Fixes.front();
    EditPlan Plan = mapToRecord(Context, Uses, Fact);
    if (Plan.isRefused()) {
      Cure.Reason = Plan.Refusal + placeNote(Context, Plan.RefusedAt);
      return Result;
    }
    Cure.Safety = Trust::Unsafe;
    Cure.Reason = WhyUnsafe.str();
    Cure.Edits = std::move(Plan.Edits);
    return Result;
  }

  const unsigned MaxKeys;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"MaxKeys", "16", "the most keys that a record has"},
};

constexpr CheckInfo memtidy::DynamicAttributesInfo = {
    .Name = "memtidy-dynamic-attributes",
    .Summary = "finds maps from strings that are used like records",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<DynamicAttributesCheck>(Values);
    },
    .Conclude = [](const Program &Facts,
                   const OptionReader &Values) -> std::vector<ProgramFinding> {
      return concludeDynamicAttributes(Facts, Values.getUnsigned("MaxKeys"));
    },
    .Gather = [](TuIndex &Index,
                 Program &Facts) { Facts.add(Index.get<MapFacts>().facts()); },
};
