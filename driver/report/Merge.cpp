//===- Merge.cpp - One report from many TUs -------------------------------===//

#include "driver/report/Merge.h"
#include "checks/model/SortOnce.h"
#include "driver/report/Edits.h"
#include "driver/report/Fingerprint.h"
#include "driver/support/Bytes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>
#include <tuple>

using namespace memtidy;

// What makes findings of different TUs the same one.
static auto identityOf(const Issue &Issue) {
  return std::tie(Issue.Path, Issue.Range.Start.Offset, Issue.Check,
                  Issue.Fingerprint);
}

static auto keyOf(const IssueStep &Step) {
  return std::tie(Step.Path, Step.Line, Step.Col, Step.Message);
}

void memtidy::sortByPlace(std::vector<Issue> &Issues) {
  llvm::stable_sort(Issues, [](const Issue &A, const Issue &B) {
    return std::tie(A.Path, A.Range.Start.Offset, A.Check, A.Message,
                    A.Fingerprint) < std::tie(B.Path, B.Range.Start.Offset,
                                              B.Check, B.Message,
                                              B.Fingerprint);
  });
}

static void sortAndUnique(std::vector<IssueStep> &Steps) {
  llvm::sort(Steps, [](const IssueStep &A, const IssueStep &B) {
    return keyOf(A) < keyOf(B);
  });
  Steps.erase(llvm::unique(Steps,
                           [](const IssueStep &A, const IssueStep &B) {
                             return keyOf(A) == keyOf(B);
                           }),
              Steps.end());
}

// One fix that all TUs offer under the same title. Each TU knows only its own
// uses, so the edits are those of all.
static IssueFix mergeFix(llvm::ArrayRef<const IssueFix *> Offers) {
  IssueFix Result;
  Result.Title = Offers.front()->Title;
  std::vector<std::string> Reasons;
  for (const IssueFix *Offer : Offers)
    Result.Safety = std::max(Result.Safety, Offer->Safety);
  for (const IssueFix *Offer : Offers) {
    if (Offer->Safety == Result.Safety && !Offer->Reason.empty())
      Reasons.push_back(Offer->Reason);
    if (Result.Safety != Trust::Display)
      Result.Edits.insert(Result.Edits.end(), Offer->Edits.begin(),
                          Offer->Edits.end());
  }
  sortOnce(Reasons);
  Result.Reason = llvm::join(Reasons, "; ");
  sortOnce(Result.Edits);
  for (size_t I = 1; I < Result.Edits.size(); ++I)
    if (clash(Result.Edits[I - 1], Result.Edits[I]))
      return {Result.Title,
              Trust::Display,
              "translation units disagree about the edits",
              {}};
  return Result;
}

std::vector<IssueFix> memtidy::mergeFixes(llvm::ArrayRef<Issue> Same) {
  std::vector<IssueFix> Result;
  for (const IssueFix &First : Same.front().Fixes) {
    std::vector<const IssueFix *> Offers;
    for (const Issue &Issue : Same) {
      auto It = llvm::find_if(Issue.Fixes, [&](const IssueFix &Fix) {
        return Fix.Title == First.Title;
      });
      if (It != Issue.Fixes.end())
        Offers.push_back(&*It);
    }
    if (Offers.size() == Same.size())
      Result.push_back(mergeFix(Offers));
  }
  if (!Result.empty())
    return Result;
  for (const Issue &Issue : Same)
    for (const IssueFix &Fix : Issue.Fixes)
      if (Fix.Safety == Trust::Display)
        return {Fix};
  return Result;
}

// \p Same is sorted by what a reader prefers least: the first one speaks.
static Issue mergeSame(llvm::ArrayRef<Issue> Same) {
  Issue Result = Same.front();
  if (Same.size() == 1)
    return Result;
  for (const Issue &Other : Same.drop_front())
    Result.Related.insert(Result.Related.end(), Other.Related.begin(),
                          Other.Related.end());
  sortAndUnique(Result.Related);
  Result.Fixes = mergeFixes(Same);
  return Result;
}

// Equal fingerprints get their number in source order; the issues are sorted.
static void numberFingerprints(std::vector<Issue> &Issues) {
  llvm::StringMap<unsigned> Seen;
  for (Issue &Issue : Issues)
    Issue.Fingerprint =
        numberedFingerprint(Issue.Fingerprint, Seen[Issue.Fingerprint]++);
}

std::vector<Issue> memtidy::mergeIssues(std::vector<Issue> Issues) {
  // TUs that agree send equal text; where they do not, the text decides who
  // speaks, so that the order of arrival cannot.
  std::map<std::tuple<std::string, uint64_t, std::string, std::string, Level,
                      std::string>,
           Issue>
      Distinct;
  for (Issue &Issue : Issues) {
    // Another run may have seen fewer, and numbered them otherwise.
    Issue.Fingerprint = baseFingerprint(Issue.Fingerprint).str();
    std::string Text = toBytes(Issue);
    std::tuple Key =
        std::tuple_cat(identityOf(Issue), std::tuple(Issue.Sureness, Text));
    Distinct.try_emplace(std::move(Key), std::move(Issue));
  }
  std::vector<Issue> Sorted;
  Sorted.reserve(Distinct.size());
  for (auto &[Key, Issue] : Distinct)
    Sorted.push_back(std::move(Issue));

  std::vector<Issue> Result;
  llvm::ArrayRef<Issue> Rest(Sorted);
  while (!Rest.empty()) {
    llvm::ArrayRef<Issue> Same = Rest.take_while([&](const Issue &Issue) {
      return identityOf(Issue) == identityOf(Rest.front());
    });
    Result.push_back(mergeSame(Same));
    Rest = Rest.drop_front(Same.size());
  }
  sortByPlace(Result);
  numberFingerprints(Result);
  return Result;
}
