//===- ApplyProject.cpp - From a configuration to what a run does ---------===//

#include "driver/cli/Project.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"
#include <ctime>

using namespace llvm;
using namespace memtidy;

static std::vector<std::string> textsOf(ArrayRef<ConfigText> Texts) {
  std::vector<std::string> Result;
  Result.reserve(Texts.size());
  for (const ConfigText &Text : Texts)
    Result.push_back(Text.Text);
  return Result;
}

static Expected<PathGlob> pathGlob(const ConfigText &Written) {
  ConfigText Folder = Written;
  Folder.Text = ".";
  Expected<std::string> Base = resolvePath(Folder);
  if (!Base)
    return Base.takeError();
  Expected<PathGlob> Glob =
      PathGlob::create(StringRef(*Base).rtrim("/."), Written.Text);
  if (!Glob)
    return configError(Written.Place, toString(Glob.takeError()));
  return Glob;
}

static Error addGlobs(ArrayRef<ConfigText> Texts, std::vector<PathGlob> &Out) {
  for (const ConfigText &Text : Texts) {
    Expected<PathGlob> Glob = pathGlob(Text);
    if (!Glob)
      return Glob.takeError();
    Out.push_back(std::move(*Glob));
  }
  return Error::success();
}

static ArrayRef<ConfigText> valuesOf(const ConfigItem &Item, StringRef Key) {
  auto Found = Item.Values.find(Key.str());
  if (Found == Item.Values.end())
    return {};
  return Found->second;
}

static Error addOverride(const ConfigItem &Item, Policy &Out) {
  PathOverride &Override = Out.Overrides.emplace_back();
  if (valuesOf(Item, "paths").empty())
    return configError(Item.Place, "an override needs 'paths'");
  if (Error Wrong = addGlobs(valuesOf(Item, "paths"), Override.Paths))
    return Wrong;
  if (Item.Values.count("select"))
    Override.Select = textsOf(valuesOf(Item, "select"));
  if (Item.Values.count("ignore"))
    Override.Ignore = textsOf(valuesOf(Item, "ignore"));
  if (ArrayRef<ConfigText> Lowest = valuesOf(Item, "level"); !Lowest.empty())
    Override.Lowest = parseLevel(Lowest.back().Text);
  return Error::success();
}

// "YYYY-MM-DD" compares like a date.
static Expected<bool> isOver(const ConfigText &Day) {
  StringRef Text = Day.Text;
  unsigned Year = 0, Month = 0, Date = 0;
  if (Text.size() != 10 || Text[4] != '-' || Text[7] != '-' ||
      !to_integer(Text.substr(0, 4), Year, 10) ||
      !to_integer(Text.substr(5, 2), Month, 10) || Month < 1 || Month > 12 ||
      !to_integer(Text.substr(8, 2), Date, 10) || Date < 1 || Date > 31)
    return configError(Day.Place,
                       "'until' wants a day as YYYY-MM-DD, got '" + Text + "'");
  std::time_t Now = std::time(nullptr);
  std::tm Today;
  gmtime_r(&Now, &Today);
  return formatv("{0}-{1,0+2}-{2,0+2}", Today.tm_year + 1900, Today.tm_mon + 1,
                 Today.tm_mday)
             .str() > Text.str();
}

static Error addAllowance(const ConfigItem &Item, bool NeedsReason,
                          Policy &Out) {
  auto Text = [&](StringRef Key) {
    ArrayRef<ConfigText> Texts = valuesOf(Item, Key);
    return Texts.empty() ? "" : Texts.back().Text;
  };
  Allowance &Rule = Out.Allowances.emplace_back();
  Rule.Check = Text("check");
  Rule.Symbol = Text("symbol");
  Rule.Reason = Text("reason");
  Rule.File = Item.Place.File;
  Rule.Line = Item.Place.Line;
  Rule.Col = Item.Place.Col;
  if (Error Bad = GlobPattern::create(Rule.Symbol).takeError())
    return configError(valuesOf(Item, "symbol").back().Place,
                       toString(std::move(Bad)));
  if (ArrayRef<ConfigText> Paths = valuesOf(Item, "path"); !Paths.empty()) {
    Expected<PathGlob> Glob = pathGlob(Paths.back());
    if (!Glob)
      return Glob.takeError();
    Rule.Path = std::move(*Glob);
  }
  if (Rule.Check.empty() && Rule.Symbol.empty() && !Rule.Path)
    return configError(Item.Place,
                       "this would allow everything: name a check, a symbol "
                       "or a path");
  if (NeedsReason && Rule.Reason.empty())
    return configError(Item.Place, "'suppressions.require-reason' is on, but "
                                   "this has no reason");
  if (ArrayRef<ConfigText> Days = valuesOf(Item, "until"); !Days.empty()) {
    Expected<bool> Over = isOver(Days.back());
    if (!Over)
      return Over.takeError();
    Rule.Expired = *Over;
  }
  return Error::success();
}

static Error applyPolicy(const ConfigFragment &Merged, Policy &Out) {
  if (Error Wrong = addGlobs(Merged.list("files.include"), Out.Include))
    return Wrong;
  if (Error Wrong = addGlobs(Merged.list("files.exclude"), Out.Exclude))
    return Wrong;
  for (const ConfigItem &Item : Merged.Overrides)
    if (Error Wrong = addOverride(Item, Out))
      return Wrong;
  for (const ConfigItem &Item : Merged.Allowances)
    if (Error Wrong = addAllowance(
            Item, Merged.isTrue("suppressions.require-reason"), Out))
      return Wrong;
  return Error::success();
}

static void applyAnalysis(const ConfigFragment &Merged, Config &Out) {
  if (Merged.find("checks.select"))
    Out.Select = textsOf(Merged.list("checks.select"));
  Out.Ignore = textsOf(Merged.list("checks.ignore"));
  if (const ConfigText *Lowest = Merged.find("checks.level"))
    Out.Lowest = *parseLevel(Lowest->Text);
  Out.ClosedWorld = Merged.isTrue("whole-program.closed-world");
  for (const auto &[Check, Options] : Merged.Options)
    for (const auto &[Option, Value] : Options)
      Out.Options[Check][Option] = Value.Text;
}

static Error applyFile(const ConfigFragment &Merged, StringRef Key,
                       std::string &Out) {
  const ConfigText *Written = Merged.find(Key);
  if (!Written || Written->Text.empty())
    return Error::success();
  Expected<std::string> Path = resolvePath(*Written);
  if (!Path)
    return Path.takeError();
  Out = std::move(*Path);
  return Error::success();
}

Error memtidy::applyProject(const ConfigFragment &Merged,
                            RunSettings &Settings) {
  applyAnalysis(Merged, Settings.Analysis);
  if (Error Wrong = applyPolicy(Merged, Settings.Project))
    return Wrong;
  if (Error Wrong = applyFile(Merged, "build-dir", Settings.BuildDir))
    return Wrong;
  if (const ConfigText *File = Merged.find("baseline");
      File && File->Text != "none")
    if (Error Wrong = applyFile(Merged, "baseline", Settings.Baseline))
      return Wrong;
  Settings.Flags.Append = textsOf(Merged.list("extra-args"));
  if (const ConfigText *FailOn = Merged.find("gate.fail-on"))
    Settings.FailOn = parseLevel(FailOn->Text);
  Settings.MaxNew = Merged.number("gate.max-new");
  Settings.MaxFindings = Merged.number("gate.max-findings");
  Settings.MaxBytes = Merged.number("gate.max-bytes");
  Settings.Strict = Merged.isTrue("gate.strict");
  if (const ConfigText *Unused = Merged.find("suppressions.report-unused"))
    Settings.ReportUnused = Unused->Text == "true";
  Settings.ForbidUnused = Merged.isTrue("suppressions.forbid-unused");
  Settings.ForbidBlanket = Merged.isTrue("suppressions.forbid-blanket");
  if (std::optional<unsigned> Jobs = Merged.number("run.jobs"))
    Settings.Schedule.Jobs = std::max(1u, *Jobs);
  if (std::optional<unsigned> Seconds = Merged.number("run.timeout-per-tu"))
    Settings.Schedule.Timeout = std::chrono::seconds(*Seconds);
  Expected<std::vector<OutputRequest>> Outputs =
      parseOutputs(textsOf(Merged.list("output.formats")));
  if (!Outputs)
    return configError(Merged.find("output.formats")->Place,
                       toString(Outputs.takeError()));
  if (!Outputs->empty())
    Settings.Outputs = std::move(*Outputs);
  return Error::success();
}
