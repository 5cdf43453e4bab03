//===- Policy.cpp - What a project says about its findings ----------------===//

#include "driver/report/Policy.h"
#include "checks/model/Glob.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace memtidy;

static bool anyMatches(llvm::ArrayRef<PathGlob> Globs, llvm::StringRef Path) {
  return llvm::any_of(Globs,
                      [&](const PathGlob &Glob) { return Glob.match(Path); });
}

static bool anyMatches(llvm::ArrayRef<std::string> Globs,
                       llvm::StringRef Check) {
  return llvm::any_of(Globs, [&](const std::string &Glob) {
    return checkMatches(Glob, Check);
  });
}

bool Policy::wantsFile(llvm::StringRef Path) const {
  return (Include.empty() || anyMatches(Include, Path)) &&
         !anyMatches(Exclude, Path);
}

std::optional<Level> Policy::lowestLevel(llvm::StringRef Path) const {
  std::optional<Level> Lowest;
  for (const PathOverride &Override : Overrides)
    if (Override.Lowest && anyMatches(Override.Paths, Path))
      Lowest = Override.Lowest;
  return Lowest;
}

bool Policy::wantsCheck(const Issue &Found) const {
  bool Wanted = true;
  for (const PathOverride &Override : Overrides) {
    if (!anyMatches(Override.Paths, Found.Path))
      continue;
    if (Override.Select)
      Wanted = anyMatches(*Override.Select, Found.Check);
    if (Override.Ignore)
      Wanted &= !anyMatches(*Override.Ignore, Found.Check);
  }
  return Wanted;
}

void Policy::filter(std::vector<Issue> &Issues,
                    llvm::function_ref<void(std::vector<Issue> &)> Drop) const {
  std::vector<Issue> Usual = Issues;
  Drop(Usual);
  llvm::StringSet<> HighEnough;
  for (const Issue &Found : Usual)
    HighEnough.insert(Found.Fingerprint);
  llvm::erase_if(Issues, [&](const Issue &Found) {
    std::optional<Level> Lowest = lowestLevel(Found.Path);
    bool Reported = Lowest ? Found.Sureness >= *Lowest
                           : HighEnough.contains(Found.Fingerprint);
    return !Reported || !wantsFile(Found.Path) || !wantsCheck(Found);
  });
}

static bool allows(const Allowance &Rule, const Issue &Found) {
  return (Rule.Check.empty() || checkMatches(Rule.Check, Found.Check)) &&
         (Rule.Symbol.empty() || globMatches(Rule.Symbol, Found.EntityName)) &&
         (!Rule.Path || Rule.Path->match(Found.Path));
}

std::vector<AllowanceUse>
Policy::markAllowed(std::vector<Issue> &Issues) const {
  std::vector<AllowanceUse> Uses;
  Uses.reserve(Allowances.size());
  for (const Allowance &Rule : Allowances) {
    AllowanceUse &Use = Uses.emplace_back();
    Use.Rule = &Rule;
    for (Issue &Found : Issues) {
      if (!allows(Rule, Found))
        continue;
      ++Use.Matches;
      if (!Rule.Expired && !Found.Suppressed)
        Found.Suppressed = IssueSuppression{"config", Rule.Reason};
    }
  }
  return Uses;
}
