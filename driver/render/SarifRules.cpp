//===- SarifRules.cpp - Checks as rules of SARIF --------------------------===//

#include "driver/render/SarifRules.h"
#include "driver/report/JsonText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace memtidy;
using llvm::json::Array;
using llvm::json::Object;

// GitHub's limit for descriptions, less what a cut through a letter costs.
static constexpr size_t MostDescription = 1000;

llvm::StringLiteral memtidy::sarifLevel(Level Sureness) {
  switch (Sureness) {
  case Level::Certain:
    return "error";
  case Level::Likely:
    return "warning";
  case Level::Possible:
    return "note";
  }
  llvm_unreachable("not a level");
}

// GitHub's words for a rule, by the level that its findings usually have.
static Object propertiesOf(const RuleText &Rule) {
  llvm::StringLiteral Precision = "medium", Severity = "recommendation";
  if (Rule.Default == Level::Likely) {
    Precision = "high";
    Severity = "warning";
  } else if (Rule.Default == Level::Certain) {
    Precision = "very-high";
    Severity = "error";
  }
  Array Tags{"memory"};
  if (!Rule.Group.empty())
    Tags.push_back(Rule.Group);
  return Object{{"tags", std::move(Tags)},
                {"precision", Precision},
                {"problem.severity", Severity}};
}

static Object textOf(llvm::StringRef Text) {
  return Object{{"text", jsonText(Text.take_front(MostDescription))}};
}

// "PaddedRecord" of "memtidy-padded-record": SARIF wants a name without blanks.
static std::string friendlyName(llvm::StringRef Check) {
  Check.consume_front("memtidy-");
  return llvm::convertToCamelFromSnakeCase(
      llvm::join(llvm::split(Check, '-'), "_"), /*capitalizeFirst=*/true);
}

static Object ruleOf(const RuleText &Rule) {
  std::string Page = jsonText(Rule.Page);
  return Object{
      {"id", jsonText(Rule.Name)},
      {"name", jsonText(friendlyName(Rule.Name))},
      {"shortDescription", textOf(Rule.Summary)},
      {"fullDescription", textOf(Rule.Summary)},
      {"help", Object{{"text", Page}, {"markdown", Page}}},
      {"defaultConfiguration", Object{{"level", sarifLevel(Rule.Default)}}},
      {"properties", propertiesOf(Rule)},
  };
}

SarifRules::SarifRules(llvm::ArrayRef<const Issue *> Issues,
                       const RenderOptions &Options) {
  std::set<llvm::StringRef> Names;
  for (const Issue *Found : Issues)
    Names.insert(Found->Check);
  for (llvm::StringRef Name : Names) {
    Index[Name] = Rules.size();
    auto Known = llvm::find_if(
        Options.Rules, [&](const RuleText &Rule) { return Rule.Name == Name; });
    if (Known != Options.Rules.end()) {
      Rules.push_back(*Known);
      continue;
    }
    // A report of another version may know other checks.
    RuleText &Unknown = Rules.emplace_back();
    Unknown.Name = Unknown.Summary = Unknown.Page = Name.str();
  }
}

Array SarifRules::toJSON() const {
  Array Result;
  for (const RuleText &Rule : Rules)
    Result.push_back(ruleOf(Rule));
  return Result;
}
