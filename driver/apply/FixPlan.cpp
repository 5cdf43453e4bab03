//===- FixPlan.cpp - Which fixes to apply ---------------------------------===//

#include "driver/apply/FixPlan.h"
#include "driver/report/Edits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>
#include <tuple>

using namespace memtidy;

namespace {
/// The edits chosen so far, and which issue brought them.
class ChosenEdits {
public:
  /// Returns the issue whose edits clash with one of \p Fix, or nullopt.
  std::optional<size_t> clashing(const IssueFix &Fix) const {
    for (const IssueEdit &Edit : Fix.Edits) {
      // What is chosen does not clash, so only neighbours can.
      auto Next = Owners.lower_bound(Edit);
      if (Next != Owners.end() && clash(Edit, Next->first))
        return Next->second;
      if (Next != Owners.begin() && clash(std::prev(Next)->first, Edit))
        return std::prev(Next)->second;
    }
    return std::nullopt;
  }

  void add(const IssueFix &Fix, size_t Issue) {
    for (const IssueEdit &Edit : Fix.Edits)
      Owners.try_emplace(Edit, Issue);
  }

private:
  std::map<IssueEdit, size_t> Owners;
};
} // namespace

// Fixes that may be applied, the one that wins a conflict first.
static std::vector<PlannedFix> candidatesOf(llvm::ArrayRef<Issue> Issues,
                                            Trust Lowest) {
  std::vector<PlannedFix> Result;
  for (size_t I = 0; I < Issues.size(); ++I)
    for (size_t F = 0; F < Issues[I].Fixes.size(); ++F) {
      const IssueFix &Fix = Issues[I].Fixes[F];
      if (Fix.Safety <= Lowest && !Fix.Edits.empty())
        Result.push_back({I, F});
    }
  auto KeyOf = [&](const PlannedFix &Planned) {
    const Issue &I = Issues[Planned.Issue];
    return std::tuple(-static_cast<int>(I.Sureness),
                      I.Fixes[Planned.Fix].Safety, llvm::StringRef(I.Path),
                      I.Range.Start.Offset, Planned.Issue, Planned.Fix);
  };
  llvm::sort(Result, [&](const PlannedFix &A, const PlannedFix &B) {
    return KeyOf(A) < KeyOf(B);
  });
  return Result;
}

// Why an issue, none of whose fixes may be applied, gets none.
static std::string reasonAgainst(const Issue &Refused) {
  for (const IssueFix &Fix : Refused.Fixes)
    if (Fix.Safety == Trust::Unsafe)
      return "needs --unsafe-fixes: " + Fix.Reason;
  return Refused.Fixes.front().Reason;
}

FixPlan memtidy::planFixes(llvm::ArrayRef<Issue> Issues, Trust Lowest) {
  FixPlan Plan;
  ChosenEdits Edits;
  std::map<size_t, std::string> Clashes;
  std::vector<bool> IsChosen(Issues.size());
  for (const PlannedFix &Next : candidatesOf(Issues, Lowest)) {
    if (IsChosen[Next.Issue])
      continue;
    const IssueFix &Fix = Issues[Next.Issue].Fixes[Next.Fix];
    if (std::optional<size_t> Winner = Edits.clashing(Fix)) {
      const Issue &Other = Issues[*Winner];
      Clashes.try_emplace(
          Next.Issue,
          llvm::formatv("its edits overlap those of {0} at {1}:{2}:{3}",
                        Other.Check, Other.Path, Other.Range.Start.Line,
                        Other.Range.Start.Col));
      continue;
    }
    Edits.add(Fix, Next.Issue);
    IsChosen[Next.Issue] = true;
    Plan.Chosen.push_back(Next);
  }
  llvm::sort(Plan.Chosen, [](const PlannedFix &A, const PlannedFix &B) {
    return A.Issue < B.Issue;
  });

  for (size_t I = 0; I < Issues.size(); ++I) {
    if (IsChosen[I] || Issues[I].Fixes.empty())
      continue;
    auto Clash = Clashes.find(I);
    Plan.Refused.push_back(
        {I, Clash == Clashes.end() ? reasonAgainst(Issues[I]) : Clash->second});
  }
  return Plan;
}
