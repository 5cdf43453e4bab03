//===- Project.cpp - Reads all sources of settings ------------------------===//

#include "driver/cli/Project.h"
#include "driver/project/ClangTidyFile.h"
#include "driver/run/TuRunner.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

std::string memtidy::fullCheckName(StringRef Name) {
  return Name.starts_with("memtidy-") ? Name.str() : ("memtidy-" + Name).str();
}

Expected<std::string> memtidy::resolvePath(const ConfigText &Written) {
  if (Written.Place.Line != 0)
    return fullPath(Written.Text, sys::path::parent_path(Written.Place.File));
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();
  return fullPath(Written.Text, *Folder);
}

// Lets validate(), which knows the checks but no places, judge one value.
static Error at(const ConfigPlace &Place, const Config &OneValue) {
  if (Error Wrong = validate(OneValue))
    return configError(Place, toString(std::move(Wrong)));
  return Error::success();
}

static Error checkGlobs(ArrayRef<ConfigText> Globs) {
  for (const ConfigText &Glob : Globs) {
    Config OneValue;
    OneValue.Select = {Glob.Text};
    if (Error Wrong = at(Glob.Place, OneValue))
      return Wrong;
  }
  return Error::success();
}

static Error checkItems(ArrayRef<ConfigItem> Items) {
  for (const ConfigItem &Item : Items)
    for (StringRef Key : {"select", "ignore", "check"})
      if (auto Found = Item.Values.find(Key.str()); Found != Item.Values.end())
        if (Error Wrong = checkGlobs(Found->second))
          return Wrong;
  return Error::success();
}

Error memtidy::checkNames(const ConfigFragment &Merged) {
  for (StringRef Key : {"checks.select", "checks.ignore"})
    if (Error Wrong = checkGlobs(Merged.list(Key)))
      return Wrong;
  if (Error Wrong = checkItems(Merged.Overrides))
    return Wrong;
  if (Error Wrong = checkItems(Merged.Allowances))
    return Wrong;
  for (const auto &[Check, Options] : Merged.Options)
    for (const auto &[Option, Value] : Options) {
      Config OneValue;
      OneValue.Options[fullCheckName(Check)][Option] = Value.Text;
      if (Error Wrong = at(Value.Place, OneValue))
        return Wrong;
    }
  return Error::success();
}

static ConfigFragment clangTidyConfig(StringRef Folder) {
  ConfigFragment Result;
  for (const auto &[Key, Value] : readClangTidyOptions(Folder)) {
    auto [Check, Option] = StringRef(Key).rsplit('.');
    ConfigText Text{Value, {".clang-tidy", 0, 0}};
    // Like clang-tidy, do not mind options of other versions.
    ConfigFragment One;
    One.Options[Check.str()][Option.str()] = Text;
    if (Error Unknown = checkNames(One)) {
      consumeError(std::move(Unknown));
      continue;
    }
    Result.Options[Check.str()][Option.str()] = std::move(Text);
  }
  return Result;
}

static Expected<ConfigFragment> setOptions(const CommandLine &Line) {
  ConfigFragment Result;
  for (const std::string &Given : Line.Args.getAllArgValues(OPT_set_eq)) {
    auto [Name, Value] = StringRef(Given).split('=');
    const ConfigPlace Place{"--set", 0, 0};
    if (const ConfigKey *Key = findKey(configKeys(), Name);
        Key && !environmentName(*Key).empty()) {
      if (Error Wrong = setValue(Result, *Key, {Value.str(), Place}))
        return Wrong;
      continue;
    }
    auto [Check, Option] = Name.rsplit('.');
    if (Option.empty() || Name.size() == Given.size())
      return createStringError("--set wants SETTING=VALUE or "
                               "CHECK.OPTION=VALUE, got '" +
                               Given + "'");
    Result.Options[Check.str()][Option.str()] = {Value.str(), Place};
  }
  return Result;
}

// The check's name in full, so that one option is not two.
static void normalise(ConfigFragment &Fragment) {
  decltype(Fragment.Options) Full;
  for (auto &[Check, Options] : Fragment.Options)
    for (auto &[Option, Value] : Options)
      Full[fullCheckName(Check)][Option] = std::move(Value);
  Fragment.Options = std::move(Full);
}

static Expected<ProjectConfig> readFiles(const CommandLine &Line,
                                         StringRef Folder) {
  if (Line.Args.hasArg(OPT_isolated))
    return ProjectConfig();
  StringRef Named = Line.Args.getLastArgValue(OPT_config_eq);
  Expected<ProjectConfig> Files =
      Named.empty() ? discoverConfig(Folder) : loadConfigFile(Named);
  if (!Files)
    return Files.takeError();
  if (const ConfigText *Word = Files->Merged.find("clang-tidy");
      Word && Word->Text == "ignore")
    return Files;
  ConfigFragment Lowest = clangTidyConfig(Folder);
  normalise(Files->Merged);
  mergeFragment(Lowest, std::move(Files->Merged));
  Files->Merged = std::move(Lowest);
  return Files;
}

// The targets of a project are what its records are laid out for.
static void spreadTargets(ConfigFragment &Merged) {
  ArrayRef<ConfigText> Targets = Merged.list("targets");
  if (Targets.empty())
    return;
  ConfigText Joined = {"", Targets.front().Place};
  Joined.Text = join(map_range(Targets,
                               [](const ConfigText &Target) {
                                 return StringRef(Target.Text);
                               }),
                     ";");
  Merged.Options["memtidy-padded-record"].try_emplace("Targets",
                                                      std::move(Joined));
}

Expected<ProjectConfig> memtidy::readProject(const CommandLine &Line) {
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();
  Expected<ProjectConfig> Result = readFiles(Line, *Folder);
  if (!Result)
    return Result.takeError();
  if (!Line.Args.hasArg(OPT_isolated)) {
    Expected<ConfigFragment> Environment = environmentConfig();
    if (!Environment)
      return Environment.takeError();
    mergeFragment(Result->Merged, std::move(*Environment));
  }
  Expected<ConfigFragment> Set = setOptions(Line);
  if (!Set)
    return Set.takeError();
  normalise(Result->Merged);
  normalise(*Set);
  mergeFragment(Result->Merged, std::move(*Set));
  spreadTargets(Result->Merged);
  if (Error Wrong = checkNames(Result->Merged))
    return Wrong;
  return Result;
}
