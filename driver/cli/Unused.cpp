//===- Unused.cpp - Suppressions that silence nothing ---------------------===//

#include "driver/cli/Unused.h"
#include "checks/Registry.h"
#include "checks/model/Glob.h"
#include "driver/report/Fingerprint.h"
#include "driver/run/Selection.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace memtidy;

// More are not read; the number says how it stands.
static constexpr size_t MostLines = 20;

// A glob is judged when all that it could silence has run; when the project
// itself has some switched off, the others are enough.
static bool isJudged(StringRef Glob, const RunSettings &Settings) {
  const std::vector<const CheckInfo *> Selected =
      selectedChecks(Settings.Analysis);
  bool AnyRan = false;
  for (const RegisteredCheck &Check : allChecks()) {
    if (!checkMatches(Glob, Check.Info->Name))
      continue;
    const bool Ran = is_contained(Selected, Check.Info);
    if (!Ran && Settings.Narrowed)
      return false;
    AnyRan |= Ran;
  }
  return AnyRan;
}

static std::string hintFor(StringRef Glob) {
  if (!Glob.starts_with("memtidy-") || Glob == UnusedSuppression ||
      Glob == BlanketSuppression ||
      any_of(allChecks(), [&](const RegisteredCheck &Check) {
        return globMatches(Glob, Check.Info->Name);
      }))
    return "";
  return toString(unknownCheck(Glob));
}

// A header's comment may be needed by any TU, a main file's only by its own.
static std::vector<NolintComment> knownComments(const Analysis &Done,
                                                ArrayRef<TranslationUnit> Units,
                                                const RunSettings &Settings) {
  StringSet<> Analysed;
  for (const TranslationUnit &Unit : Units)
    Analysed.insert(Unit.Path);
  for (const TuError &Failed : Done.Results.Errors)
    Analysed.erase(Failed.Path);
  const bool KnowsAll = Done.Results.Complete && !Settings.OnlyPart;
  std::vector<NolintComment> Result;
  if (!Done.Interrupted)
    copy_if(Done.Comments, std::back_inserter(Result),
            [&](const NolintComment &Comment) {
              return (KnowsAll || Analysed.contains(Comment.Path)) &&
                     Settings.Project.wantsFile(Comment.Path);
            });
  return Result;
}

static std::vector<Issue> unusedIn(const Analysis &Done,
                                   ArrayRef<TranslationUnit> Units,
                                   const RunSettings &Settings) {
  return unusedComments(
      knownComments(Done, Units, Settings),
      [&](StringRef Glob) {
        return Glob.starts_with("memtidy-") && isJudged(Glob, Settings);
      },
      hintFor);
}

std::vector<Issue> memtidy::forbiddenComments(const Analysis &Done,
                                              ArrayRef<TranslationUnit> Units,
                                              const RunSettings &Settings) {
  std::vector<Issue> Result;
  if (Settings.ForbidUnused)
    Result = unusedIn(Done, Units, Settings);
  if (Settings.ForbidBlanket)
    append_range(Result, blanketComments(Done.Comments));
  return Result;
}

// Whether findings could be missing that an allowance is for.
static bool seesProject(const Analysis &Done, const RunSettings &Settings) {
  return Done.Results.Complete && !Settings.OnlyPart && !Settings.Narrowed &&
         !Settings.Changed && Settings.NewSince.empty();
}

// What is wrong with an allowance; empty: nothing.
static StringRef complaintOf(const AllowanceUse &Use) {
  if (!Use.Matches)
    return "this allows nothing that was found";
  return Use.Rule->Expired
             ? "this allowance is over, and its findings are shown"
             : "";
}

static uint64_t offsetOf(const Allowance &Rule) {
  auto Buffer = MemoryBuffer::getFile(Rule.File);
  if (!Buffer)
    return 0;
  StringRef Text = (*Buffer)->getBuffer();
  size_t Begin = 0;
  for (unsigned Line = 1; Line < Rule.Line && Begin < Text.size(); ++Line)
    Begin = std::min(Text.find('\n', Begin), Text.size() - 1) + 1;
  return Begin + Rule.Col - 1;
}

std::vector<Issue> memtidy::forbiddenAllowances(const Analysis &Done,
                                                const RunSettings &Settings) {
  std::vector<Issue> Result;
  if (!Settings.ForbidUnused || !seesProject(Done, Settings))
    return Result;
  for (const AllowanceUse &Use : Done.AllowanceUses) {
    if (complaintOf(Use).empty())
      continue;
    const Allowance &Rule = *Use.Rule;
    Issue &Found = Result.emplace_back();
    Found.Check = UnusedSuppression.str();
    Found.Message = complaintOf(Use).str();
    Found.Path = Rule.File;
    Found.Range.Start = {Rule.Line, Rule.Col, offsetOf(Rule)};
    Found.Range.End = Found.Range.Start;
    Found.Discriminator = Rule.Check + " " + Rule.Symbol + " " + Rule.Reason;
    Found.Fingerprint =
        fingerprintOf({Found.Check, "", Found.Discriminator, ""});
  }
  return Result;
}

static void tellComments(ArrayRef<Issue> Unused) {
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    // Then paths stay long.
    consumeError(Folder.takeError());
  for (const Issue &Found : Unused.take_front(MostLines))
    errs() << "memtidy: warning: "
           << (Folder ? shortPath(Found.Path, *Folder) : Found.Path) << ":"
           << Found.Range.Start.Line << ":" << Found.Range.Start.Col << ": "
           << Found.Message << "\n";
  if (Unused.size() > MostLines)
    errs() << "memtidy: warning: and " << Unused.size() - MostLines
           << " more such comments; --report-unused-suppressions reports all\n";
}

void memtidy::tellUnused(const Analysis &Done, ArrayRef<TranslationUnit> Units,
                         const RunSettings &Settings) {
  if (Settings.Quiet || !seesProject(Done, Settings))
    return;
  if (Settings.ReportUnused && !Settings.ForbidUnused)
    tellComments(unusedIn(Done, Units, Settings));
  for (const AllowanceUse &Use : Done.AllowanceUses)
    if (StringRef Wrong = complaintOf(Use);
        !Wrong.empty() && !Settings.ForbidUnused &&
        (Use.Matches || Settings.ReportUnused))
      errs() << "memtidy: warning: " << Use.Rule->File << ":" << Use.Rule->Line
             << ":" << Use.Rule->Col << ": " << Wrong << "\n";
  if (!Done.Stale.empty())
    errs() << "memtidy: note: " << Done.Stale.size()
           << " of the baseline are gone; 'memtidy baseline prune' removes "
              "them\n";
}
