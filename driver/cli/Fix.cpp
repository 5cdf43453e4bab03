//===- Fix.cpp - memtidy fix ----------------------------------------------===//

#include "driver/apply/Diff.h"
#include "driver/apply/FixPlan.h"
#include "driver/apply/Rewrite.h"
#include "driver/apply/Verify.h"
#include "driver/cli/Analyse.h"
#include "driver/project/Git.h"
#include "driver/run/ResultCache.h"
#include "driver/run/Scheduler.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

// Returns the TUs that can show whether a change of the files Paths breaks
// something: one that was broken before says nothing.
static std::vector<TranslationUnit> witnessesOf(ArrayRef<std::string> Paths,
                                                ArrayRef<TranslationUnit> Units,
                                                const RunSettings &Settings,
                                                const Report &Before) {
  StringSet<> Broken;
  for (const TuError &Failed : Before.Errors)
    Broken.insert(Failed.Path);
  std::vector<TranslationUnit> Whole;
  for (const TranslationUnit &Unit : Units)
    if (!Broken.contains(Unit.Path))
      Whole.push_back(Unit);
  // The cache holds what each TU has read.
  if (Settings.CacheFolder.empty())
    return Whole;
  return ResultCache(Settings.CacheFolder, Settings.Analysis)
      .readersOf(Whole, Paths);
}

static std::optional<std::vector<TuError>>
failuresOf(ArrayRef<TranslationUnit> Units, const RunSettings &Settings) {
  Config ParseOnly;
  ParseOnly.Select.clear();
  ParseOnly.Skipping = Settings.Analysis.Skipping;
  ScheduleResult Parsed =
      runUnits(Units, ParseOnly, Settings.Schedule, [](UnitDone) {}, [] {});
  if (Parsed.Interrupted)
    return std::nullopt;
  std::vector<TuError> Failures;
  for (const std::optional<TuResult> &Result : Parsed.Results)
    if (Result && Result->Error)
      Failures.push_back(*Result->Error);
  return Failures;
}

static void tell(const FixOutcome &Outcome, const FixPlan &Plan,
                 ArrayRef<Issue> Issues, size_t Witnesses, StringRef BaseDir) {
  auto NotFixed = [&](const RefusedFix &Refused) {
    const Issue &Found = Issues[Refused.Issue];
    errs() << "memtidy: not fixed: " << shortPath(Found.Path, BaseDir) << ":"
           << Found.Range.Start.Line << ": " << Refused.Reason << "\n";
  };
  llvm::for_each(Plan.Refused, NotFixed);
  llvm::for_each(Outcome.RolledBack, NotFixed);
  errs() << "memtidy: fixed " << Outcome.Applied.size() << " of "
         << Issues.size() << " findings";
  if (Witnesses)
    errs() << ", and parsed " << Witnesses << " TU"
           << (Witnesses == 1 ? "" : "s") << " again";
  errs() << "\n";
}

// What git cannot bring back is not to be written over. Without git, nobody
// expects it to.
static Error refuseUncommitted(ArrayRef<FileChange> Changes,
                               const CommandLine &Line) {
  if (Changes.empty() || Line.Args.hasArg(OPT_allow_dirty))
    return Error::success();
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();
  Expected<GitTree> Tree = GitTree::open(*Folder);
  if (!Tree) {
    // No work tree.
    consumeError(Tree.takeError());
    return Error::success();
  }
  std::vector<std::string> Paths;
  for (const FileChange &Change : Changes)
    if (StringRef(Change.Path).starts_with(Tree->root() + "/"))
      Paths.push_back(Change.Path);
  if (Paths.empty())
    return Error::success();
  Expected<GitTree::Uncommitted> Found = Tree->uncommitted(Paths);
  if (!Found)
    return Found.takeError();
  auto Refuse = [&](ArrayRef<std::string> Files, StringRef What,
                    StringRef Flag) {
    std::string More;
    if (Files.size() > 1)
      More = formatv(" and {0} more", Files.size() - 1);
    return createStringError(
        "nothing was fixed: " + shortPath(Files.front(), *Folder) + More +
        (Files.size() == 1 ? " has " : " have ") + What +
        " changes; commit them, or use " + Flag);
  };
  if (!Found->Dirty.empty())
    return Refuse(Found->Dirty, "uncommitted", "--allow-dirty");
  if (!Found->Staged.empty() && !Line.Args.hasArg(OPT_allow_staged))
    return Refuse(Found->Staged, "staged", "--allow-staged");
  return Error::success();
}

// Writes the plan and analyses again, so that what is left is reported where
// it now stands.
static Expected<Analysis> applyPlan(Rewriter &Files, const FixPlan &Plan,
                                    ArrayRef<Issue> Issues,
                                    ArrayRef<TranslationUnit> Units,
                                    const RunSettings &Settings,
                                    const Analysis &Before, size_t &Applied) {
  std::optional<std::vector<TranslationUnit>> Witnesses;
  auto Parse = [&](ArrayRef<std::string> Paths) {
    if (!Witnesses)
      Witnesses = witnessesOf(Paths, Units, Settings, Before.Results);
    return failuresOf(*Witnesses, Settings);
  };
  Expected<FixOutcome> Outcome = writeVerified(Files, Plan.Chosen, Parse);
  if (!Outcome)
    return Outcome.takeError();
  if (Outcome->Interrupted) {
    Analysis Unfixed = Before;
    Unfixed.Interrupted = true;
    return Unfixed;
  }
  Expected<std::string> Base = currentFolder();
  if (!Base)
    return Base.takeError();
  tell(*Outcome, Plan, Issues, Witnesses ? Witnesses->size() : 0, *Base);
  Applied = Outcome->Applied.size();
  if (!Applied)
    return Before;
  return analyse(Units, Settings);
}

Expected<ExitCode> memtidy::runFix(const CommandLine &Line) {
  Expected<RunSettings> Settings = readRunSettings(Line);
  if (!Settings)
    return Settings.takeError();
  Expected<TranslationUnits> Found =
      findUnits(Line, Line.Positional, *Settings);
  if (!Found)
    return Found.takeError();

  size_t Applied = 0;
  const sys::TimePoint<> Start = std::chrono::system_clock::now();
  Settings->OnlyPart = Found->OnlyPart;
  Expected<Analysis> Done = analyse(Found->Units, *Settings);
  if (!Done)
    return Done.takeError();
  if (!Done->Interrupted) {
    // What is known or allowed stays as it is.
    const std::vector<Issue> Open = openOnly(Done->Results).Issues;
    FixPlan Plan = planFixes(
        Open, Line.Args.hasArg(OPT_unsafe_fixes) ? Trust::Unsafe : Trust::Safe);
    Expected<Rewriter> Files = Rewriter::open(Open, Plan.Chosen, Start);
    if (!Files)
      return Files.takeError();
    if (Line.Args.hasArg(OPT_diff)) {
      Expected<std::string> Base = currentFolder();
      if (!Base)
        return Base.takeError();
      writeDiff(Files->changes(Plan.Chosen), *Base, outs());
      return judge(*Done, *Settings);
    }
    if (Error Refused = refuseUncommitted(Files->changes(Plan.Chosen), Line))
      return Refused;
    Done =
        applyPlan(*Files, Plan, Open, Found->Units, *Settings, *Done, Applied);
    if (!Done)
      return Done.takeError();
  }
  if (Error Failed = writeOutputs(Done->Results, Settings->Outputs, Line))
    return Failed;
  const ExitCode Code = judge(*Done, *Settings);
  if (Code == ExitCode::Clean && Applied &&
      Line.Args.hasArg(OPT_exit_non_zero_on_fix))
    return ExitCode::GateFailed;
  return Code;
}
