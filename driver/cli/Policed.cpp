//===- Policed.cpp - A project's policy over the issues of a run ----------===//

#include "driver/cli/Policed.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace memtidy;

static PolicySubject subjectOf(const Issue &Found) {
  return {Found.Check, Found.EntityName, Found.Path};
}

void memtidy::filterIssues(
    const Policy &Project, std::vector<Issue> &Issues,
    llvm::function_ref<void(std::vector<Issue> &)> Drop) {
  std::vector<Issue> Usual = Issues;
  Drop(Usual);
  llvm::StringSet<> HighEnough;
  for (const Issue &Found : Usual)
    HighEnough.insert(Found.Fingerprint);
  llvm::erase_if(Issues, [&](const Issue &Found) {
    std::optional<Level> Lowest = Project.lowestLevel(Found.Path);
    bool Reported = Lowest ? Found.Sureness >= *Lowest
                           : HighEnough.contains(Found.Fingerprint);
    return !Reported || !Project.wantsFile(Found.Path) ||
           !Project.wantsCheck(subjectOf(Found));
  });
}

std::vector<AllowanceUse> memtidy::markAllowed(const Policy &Project,
                                               std::vector<Issue> &Issues) {
  std::vector<AllowanceUse> Uses;
  Uses.reserve(Project.Allowances.size());
  for (const Allowance &Rule : Project.Allowances) {
    AllowanceUse &Use = Uses.emplace_back();
    Use.Rule = &Rule;
    for (Issue &Found : Issues) {
      if (!Rule.matches(subjectOf(Found)))
        continue;
      ++Use.Matches;
      if (!Rule.Expired && !Found.Suppressed)
        Found.Suppressed = IssueSuppression{"config", Rule.Reason};
    }
  }
  return Uses;
}
