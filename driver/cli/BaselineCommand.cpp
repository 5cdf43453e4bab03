//===- BaselineCommand.cpp - memtidy baseline -----------------------------===//

#include "driver/cli/Analyse.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

static constexpr StringLiteral DefaultFile = ".memtidy-baseline.jsonl";

namespace {
/// What the commands work on.
struct Comparison {
  std::string File;
  std::string Folder;
  std::vector<BaselineEntry> Known;
  Analysis Done;
  BaselineMatch Match;
};
} // namespace

static Error write(StringRef File, std::vector<BaselineEntry> Entries) {
  return writeWhole(
      File, [&](raw_ostream &Out) { writeBaseline(std::move(Entries), Out); });
}

// A part of the findings must not become the whole baseline.
static Error wantComplete(const Analysis &Done) {
  if (Done.Interrupted)
    return createStringError("interrupted; the baseline is as it was");
  if (Done.Results.Complete)
    return Error::success();
  const TuError &First = Done.Results.Errors.front();
  return createStringError("the baseline is as it was, because " +
                           Twine(Done.Results.Errors.size()) +
                           " TUs could not be analysed, the first " +
                           First.Path + ": " + First.Reason);
}

static Expected<Comparison> compare(const CommandLine &Line, bool Reads) {
  Expected<RunSettings> Settings = readRunSettings(Line);
  if (!Settings)
    return Settings.takeError();
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();
  Comparison Result;
  Result.File = Settings->Baseline.empty() ? fullPath(DefaultFile, *Folder)
                                           : Settings->Baseline;
  Result.Folder = sys::path::parent_path(Result.File).str();
  Settings->Baseline.clear();
  if (Reads) {
    Expected<std::vector<BaselineEntry>> Known = readBaseline(Result.File);
    if (!Known)
      return Known.takeError();
    Result.Known = std::move(*Known);
  }
  ArrayRef<std::string> Paths = ArrayRef(Line.Positional).drop_front();
  Expected<TranslationUnits> Units = findUnits(Line, Paths, *Settings);
  if (!Units)
    return Units.takeError();
  Settings->OnlyPart = Units->OnlyPart;
  Expected<Analysis> Done = analyse(Units->Units, *Settings);
  if (!Done)
    return Done.takeError();
  Result.Done = std::move(*Done);
  Result.Match =
      matchBaseline(Result.Done.Results.Issues, Result.Known, Result.Folder);
  return Result;
}

// Known findings as they are now, with what people wrote about them.
static std::vector<BaselineEntry> current(const Comparison &Now) {
  std::vector<BaselineEntry> Entries;
  Entries.reserve(Now.Match.Known.size());
  for (const BaselineMatch::Pair &Pair : Now.Match.Known) {
    Entries.push_back(entryOf(Now.Done.Results.Issues[Pair.Issue], Now.Folder));
    Entries.back().Why = Now.Known[Pair.Entry].Why;
  }
  return Entries;
}

static Expected<ExitCode> create(const CommandLine &Line) {
  Expected<Comparison> Now = compare(Line, /*Reads=*/false);
  if (!Now)
    return Now.takeError();
  if (Error Partial = wantComplete(Now->Done))
    return Partial;
  if (sys::fs::exists(Now->File))
    return createFileError(
        Now->File, createStringError("there already; 'memtidy baseline update "
                                     "--accept-new' adds what is new"));
  std::vector<BaselineEntry> Entries;
  for (size_t I : Now->Match.New)
    Entries.push_back(entryOf(Now->Done.Results.Issues[I], Now->Folder));
  const size_t Count = Entries.size();
  if (Error Failed = write(Now->File, std::move(Entries)))
    return Failed;
  outs() << "wrote " << Count << (Count == 1 ? " finding" : " findings")
         << " to " << shortPath(Now->File, Now->Folder) << "\n";
  return ExitCode::Clean;
}

static Expected<ExitCode> update(const CommandLine &Line) {
  // Paths would make everything outside them look gone.
  if (Line.Positional.size() > 1)
    return createStringError("'update' and 'prune' look at the whole project; "
                             "name no paths");
  Expected<Comparison> Now = compare(Line, /*Reads=*/true);
  if (!Now)
    return Now.takeError();
  if (Error Partial = wantComplete(Now->Done))
    return Partial;
  const bool Prunes = Line.Positional.front() == "prune";
  std::vector<BaselineEntry> Entries;
  size_t Added = 0;
  if (Prunes)
    for (const BaselineMatch::Pair &Pair : Now->Match.Known)
      Entries.push_back(Now->Known[Pair.Entry]);
  else
    Entries = current(*Now);
  if (!Prunes && Line.Args.hasArg(OPT_accept_new))
    for (size_t I : Now->Match.New) {
      Entries.push_back(entryOf(Now->Done.Results.Issues[I], Now->Folder));
      ++Added;
    }
  if (Error Failed = write(Now->File, std::move(Entries)))
    return Failed;
  size_t Moved = llvm::count_if(Now->Match.Known,
                                [](const auto &Pair) { return !Pair.Exact; });
  outs() << Now->Match.Stale.size() << " removed, " << (Prunes ? 0 : Moved)
         << " rewritten, " << Added << " added, "
         << Now->Match.New.size() - Added << " new and not in the baseline\n";
  return ExitCode::Clean;
}

// All entries and findings, or only what is not the same.
static Expected<ExitCode> showEntries(const CommandLine &Line,
                                      bool OnlyDifferences) {
  Expected<Comparison> Now = compare(Line, /*Reads=*/true);
  if (!Now)
    return Now.takeError();
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();
  auto Print = [&](StringRef State, const Issue &Found, StringRef Why) {
    outs() << State << shortPath(Found.Path, *Folder) << ":"
           << Found.Range.Start.Line << ":" << Found.Range.Start.Col << ": "
           << Found.Message << " [" << Found.Check << "]"
           << (Why.empty() ? "" : " because " + Why) << "\n";
  };
  const std::vector<Issue> &Issues = Now->Done.Results.Issues;
  for (const BaselineMatch::Pair &Pair : Now->Match.Known)
    if (!Pair.Exact || !OnlyDifferences)
      Print(Pair.Exact ? "known  " : "moved  ", Issues[Pair.Issue],
            Now->Known[Pair.Entry].Why);
  for (size_t I : Now->Match.New)
    Print("new    ", Issues[I], "");
  // A partial run cannot tell what is gone.
  bool KnowsGone = Now->Done.Results.Complete && Line.Positional.size() == 1;
  if (KnowsGone)
    for (size_t I : Now->Match.Stale)
      outs() << "gone   " << Now->Known[I].Path << ": " << Now->Known[I].Name
             << " [" << Now->Known[I].Check << "]\n";
  if (Now->Done.Interrupted)
    return ExitCode::Interrupted;
  bool Differs =
      !Now->Match.New.empty() || (KnowsGone && !Now->Match.Stale.empty());
  return OnlyDifferences && Differs ? ExitCode::GateFailed : ExitCode::Clean;
}

Expected<ExitCode> memtidy::runBaseline(const CommandLine &Line) {
  StringRef Action;
  if (!Line.Positional.empty())
    Action = Line.Positional.front();
  if (Action == "create")
    return create(Line);
  if (Action == "update" || Action == "prune")
    return update(Line);
  if (Action == "show" || Action == "diff")
    return showEntries(Line, /*OnlyDifferences=*/Action == "diff");
  return createStringError(
      "baseline wants create, update, prune, show or diff");
}
