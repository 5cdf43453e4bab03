//===- Project.cpp - Reads all sources of settings ------------------------===//

#include "driver/cli/Project.h"
#include "checks/Registry.h"
#include "driver/cli/CheckPages.h"
#include "driver/config/Names.h"
#include "driver/project/ClangTidyFile.h"
#include "driver/run/TuRunner.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

// Lets validate(), which knows the checks but no places, judge one value.
static Error at(const ConfigPlace &Place, const Config &OneValue) {
  if (Error Wrong = validate(OneValue))
    return configError(Place, toString(std::move(Wrong)));
  return Error::success();
}

// Names first: of what there is, the values can be judged.
static Error checkSettings(const ConfigFragment &Merged) {
  if (Error Wrong = checkNames(Merged, checkKeys()))
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
    if (Error Unknown = checkSettings(One)) {
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
  completeNames(Files->Merged);
  mergeFragment(Lowest, std::move(Files->Merged));
  Files->Merged = std::move(Lowest);
  return Files;
}

std::vector<CheckKeys> memtidy::checkKeys() {
  std::vector<CheckKeys> Checks;
  for (const RegisteredCheck &Check : allChecks()) {
    CheckKeys &Keys = Checks.emplace_back();
    Keys.Name = Check.Info->Name.str();
    Keys.Help = Check.Info->Summary.str();
    forEachOption(*Check.Info, [&](const OptionInfo &Option) {
      Keys.Options.push_back(
          {Option.Name.str(), Option.Default.str(), Option.Help.str()});
    });
  }
  return Checks;
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
  completeNames(Result->Merged);
  completeNames(*Set);
  mergeFragment(Result->Merged, std::move(*Set));
  spreadTargets(Result->Merged);
  if (Error Wrong = checkSettings(Result->Merged))
    return Wrong;
  return Result;
}
