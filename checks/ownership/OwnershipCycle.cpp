//===- OwnershipCycle.cpp - memtidy-ownership-cycle -----------------------===//
//
// Everything is concluded from facts, so that one TU and a whole program are
// judged by the same rules. Here: one TU.
//
//===----------------------------------------------------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/OwnershipFacts.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/edits/WeakenField.h"
#include "checks/host/Check.h"
#include "checks/host/Conclusion.h"
#include "checks/host/Options.h"
#include "checks/program/OwnershipCycles.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

namespace {
/// What the facts of one TU show: an answer of TuIndex.
class TuConclusion {
public:
  explicit TuConclusion(TuIndex &Index)
      : Findings(concludeOwnershipCycles(Index.get<OwnershipFacts>().facts())) {
  }

  std::vector<ProgramFinding> Findings;
};
} // namespace

// What we say: program/DescribeOwnershipCycle.cpp.

// When we say it.
static const FieldDecl *fieldNamed(const CXXRecordDecl &Record,
                                   llvm::StringRef Name) {
  for (const FieldDecl *Field : Record.fields())
    if (Field->getName() == Name)
      return Field;
  return nullptr;
}

namespace {
// At the record whose field closes the loop.
class OwnershipCycleCheck final : public Check {
public:
  internal::DynTypedMatcher matcher() const override {
    return cxxRecordDecl(isDefinition(), unless(isExpansionInSystemHeader()))
        .bind("record");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Record = *Match.Nodes.getNodeAs<CXXRecordDecl>("record");
    const auto &Known = Match.Index.get<TuConclusion>().Findings;
    if (Known.empty())
      return;
    std::string Usr = entityOf(patternOf(Record)).Usr;
    for (const ProgramFinding &Found : Known)
      if (Found.SubjectUsr == Usr)
        Report(describe(Found, Record));
  }

private:
  Finding describe(const ProgramFinding &Found, const CXXRecordDecl &Record) {
    Finding Result =
        findingOf(Found, Record.getASTContext().getSourceManager());
    const FieldDecl *Closing = fieldNamed(Record, Found.Token);
    if (Closing && Found.FixMayHaveEdits)
      Result.Fixes.assign(1, weakenField(*Closing, Types));
    return Result;
  }

  const OwnershipModel Model = builtinOwnershipModel();
  const OwnerTypes Types{Model};
};
} // namespace

// What we are.
constexpr CheckInfo memtidy::OwnershipCycleInfo = {
    .Name = "memtidy-ownership-cycle",
    .Summary = "finds objects that keep each other alive by their fields",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = {},
    .Create = [](const OptionReader &) -> std::unique_ptr<Check> {
      return std::make_unique<OwnershipCycleCheck>();
    },
    .Conclude = [](const Program &Facts,
                   const OptionReader &) -> std::vector<ProgramFinding> {
      return concludeOwnershipCycles(Facts);
    },
    .Gather =
        [](TuIndex &Index, Program &Facts) {
          Facts.add(Index.get<OwnershipFacts>().facts());
        },
};
