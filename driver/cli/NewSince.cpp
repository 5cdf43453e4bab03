//===- NewSince.cpp - What a change brings --------------------------------===//
//
// Compares findings, not lines: what a change causes in a file that it does
// not touch is new, and what it only moves is not.
//
//===----------------------------------------------------------------------===//

#include "driver/cli/NewSince.h"
#include "driver/cli/Cause.h"
#include "driver/cli/UnchangedUnits.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace memtidy;

// All levels and all files: whatever was there is not new. What reads nothing
// that has changed was found then as it is found now.
static Expected<Analysis> analyseBase(const BaseTree &Base,
                                      ArrayRef<std::string> Changed,
                                      ArrayRef<TranslationUnit> Units,
                                      const RunSettings &Settings) {
  std::optional<ResultCache> Cache;
  std::optional<UnchangedUnits> Unchanged;
  if (!Settings.CacheFolder.empty()) {
    Cache.emplace(Settings.CacheFolder, Settings.Analysis);
    Unchanged.emplace(*Cache, Base, Changed);
  }
  ScheduleResult Scheduled;
  std::vector<TranslationUnit> All, Unknown;
  std::vector<size_t> Indexes; // Of what is unknown, into All.
  for (const TranslationUnit &Unit : Units) {
    std::optional<TranslationUnit> Was = Base.unitOf(Unit);
    if (!Was)
      continue;
    Scheduled.Results.push_back(Unchanged ? Unchanged->resultOf(Unit)
                                          : std::nullopt);
    if (!Scheduled.Results.back()) {
      Unknown.push_back(*Was);
      Indexes.push_back(All.size());
    }
    All.push_back(std::move(*Was));
  }
  RunSettings Plain;
  Plain.Analysis = Settings.Analysis;
  Plain.Analysis.Lowest = Level::Possible;
  Plain.ForbidUnused = Settings.ForbidUnused;
  Plain.ForbidBlanket = Settings.ForbidBlanket;
  Plain.OnlyPart = Settings.OnlyPart;
  Plain.CacheFolder = Settings.CacheFolder;
  Plain.Schedule = Settings.Schedule;
  Plain.ShowStats = Settings.ShowStats;
  Plain.ShowProgress = Settings.ShowProgress;
  Expected<ScheduleResult> Analysed = analyseEach(Unknown, Plain);
  if (!Analysed)
    return Analysed.takeError();
  Scheduled.Interrupted = Analysed->Interrupted;
  for (size_t I = 0; I < Indexes.size(); ++I)
    Scheduled.Results[Indexes[I]] = std::move(Analysed->Results[I]);
  return conclude(std::move(Scheduled), All, Plain);
}

Error memtidy::markNewSince(ArrayRef<TranslationUnit> Units,
                            const RunSettings &Settings, Analysis &Done) {
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();
  Expected<GitTree> Tree = GitTree::open(*Folder);
  if (!Tree)
    return Tree.takeError();
  Expected<std::string> Commit = Tree->mergeBase(Settings.NewSince);
  if (!Commit)
    return Commit.takeError();
  Expected<BaseTree> Base =
      BaseTree::create(*Tree, *Commit, Settings.CacheFolder);
  if (!Base)
    return Base.takeError();
  Expected<std::vector<std::string>> Changed = Tree->changedFiles(*Commit);
  if (!Changed)
    return Changed.takeError();
  Expected<Analysis> Before = analyseBase(*Base, *Changed, Units, Settings);
  if (!Before)
    return Before.takeError();

  Done.Interrupted |= Before->Interrupted;
  if (!Before->Results.Errors.empty() && !Settings.Quiet)
    errs() << "memtidy: note: " << Before->Results.Errors.size()
           << " TUs could not be analysed as they were, so what was found in "
              "them counts as new; the first: "
           << Before->Results.Errors.front().Reason << "\n";
  std::vector<BaselineEntry> Known;
  for (Issue &Found : Before->Results.Issues) {
    Found.Path = Base->originalPath(Found.Path);
    Known.push_back(entryOf(Found, Tree->root()));
  }
  markBaseline(Done.Results.Issues,
               matchBaseline(Done.Results.Issues, Known, Tree->root()));
  return addCauses(*Tree, *Commit, Settings.NewSince, Done.Results.Issues);
}
