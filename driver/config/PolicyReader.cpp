//===- PolicyReader.cpp - From settings to a policy -----------------------===//

#include "driver/config/Discover.h"
#include "driver/config/Policy.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/GlobPattern.h"
#include <ctime>

using namespace llvm;
using namespace memtidy;

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

Expected<Policy> memtidy::readPolicy(const ConfigFragment &Merged) {
  Policy Out;
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
  return Out;
}
