//===- Baseline.cpp - Findings that are known already ---------------------===//

#include "driver/report/Baseline.h"
#include "driver/report/Fingerprint.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>

using namespace memtidy;

BaselineEntry memtidy::entryOf(const Issue &Found, llvm::StringRef Folder) {
  BaselineEntry Entry;
  Entry.Fingerprint = Found.Fingerprint;
  if (!Found.EntityUsr.empty())
    Entry.Entity =
        fingerprintOf({Found.Check, Found.EntityUsr, Found.Discriminator, ""});
  Entry.Anchor = Found.Anchor;
  Entry.Check = Found.Check;
  Entry.Name = Found.EntityName;
  Entry.Path = shortPath(Found.Path, Folder);
  return Entry;
}

namespace {
/// Pairs issues and entries, pass by pass.
class Matcher {
public:
  Matcher(llvm::ArrayRef<Issue> Issues, llvm::ArrayRef<BaselineEntry> Entries,
          llvm::StringRef Folder)
      : Entries(Entries), Taken(Entries.size()) {
    Wanted.reserve(Issues.size());
    Open.reserve(Issues.size());
    for (const Issue &Found : Issues) {
      Wanted.push_back(entryOf(Found, Folder));
      Open.push_back(!Found.Suppressed);
    }
  }

  /// What must be equal; empty: matches nothing.
  using Key = llvm::function_ref<std::string(const BaselineEntry &)>;

  /// Pairs what has the same key, in order. \p OnlyOne: only where one issue
  /// and one entry have it.
  void pass(Key KeyOf, bool Exact, bool OnlyOne);

  BaselineMatch finish();

private:
  llvm::ArrayRef<BaselineEntry> Entries;
  std::vector<BaselineEntry> Wanted;
  std::vector<bool> Open;
  std::vector<bool> Taken;
  BaselineMatch Result;
};
} // namespace

void Matcher::pass(Key KeyOf, bool Exact, bool OnlyOne) {
  std::map<std::string, std::pair<std::vector<size_t>, std::vector<size_t>>>
      Candidates;
  for (size_t I = 0; I < Wanted.size(); ++I)
    if (Open[I])
      Candidates[KeyOf(Wanted[I])].first.push_back(I);
  for (size_t I = 0; I < Entries.size(); ++I)
    if (!Taken[I])
      Candidates[KeyOf(Entries[I])].second.push_back(I);
  for (const auto &[Key, Both] : Candidates) {
    const auto &[OfIssues, OfEntries] = Both;
    if (Key.empty() ||
        (OnlyOne && (OfIssues.size() != 1 || OfEntries.size() != 1)))
      continue;
    for (auto [Issue, Entry] : llvm::zip(OfIssues, OfEntries)) {
      Open[Issue] = false;
      Taken[Entry] = true;
      Result.Known.push_back({Issue, Entry, Exact});
    }
  }
}

BaselineMatch Matcher::finish() {
  llvm::sort(Result.Known,
             [](const auto &A, const auto &B) { return A.Issue < B.Issue; });
  for (size_t I = 0; I < Open.size(); ++I)
    if (Open[I])
      Result.New.push_back(I);
  for (size_t I = 0; I < Taken.size(); ++I)
    if (!Taken[I])
      Result.Stale.push_back(I);
  return std::move(Result);
}

BaselineMatch memtidy::matchBaseline(llvm::ArrayRef<Issue> Issues,
                                     llvm::ArrayRef<BaselineEntry> Entries,
                                     llvm::StringRef Folder) {
  Matcher Match(Issues, Entries, Folder);
  Match.pass([](const BaselineEntry &E) { return E.Fingerprint; },
             /*Exact=*/true, /*OnlyOne=*/false);
  Match.pass([](const BaselineEntry &E) { return E.Entity; },
             /*Exact=*/false, /*OnlyOne=*/false);
  Match.pass(
      [](const BaselineEntry &E) {
        return E.Anchor.empty() ? "" : E.Anchor + " " + E.Path;
      },
      /*Exact=*/false, /*OnlyOne=*/false);
  Match.pass([](const BaselineEntry &E) { return E.Anchor; },
             /*Exact=*/false, /*OnlyOne=*/true);
  return Match.finish();
}

void memtidy::markBaseline(std::vector<Issue> &Issues,
                           const BaselineMatch &Match) {
  for (size_t I : Match.New)
    Issues[I].Baseline = BaselineState::New;
  for (const BaselineMatch::Pair &Pair : Match.Known)
    Issues[Pair.Issue].Baseline =
        Pair.Exact ? BaselineState::Unchanged : BaselineState::Updated;
}
