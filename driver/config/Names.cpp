//===- Names.cpp - Names of checks and options in settings ----------------===//

#include "driver/config/Names.h"
#include "checks/model/Glob.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace memtidy;

static constexpr llvm::StringLiteral Prefix = "memtidy-";

std::string memtidy::fullCheckName(llvm::StringRef Name) {
  return Name.starts_with(Prefix) ? Name.str() : (Prefix + Name).str();
}

void memtidy::completeNames(ConfigFragment &Fragment) {
  decltype(Fragment.Options) Full;
  for (auto &[Check, Options] : Fragment.Options)
    for (auto &[Option, Value] : Options)
      Full[fullCheckName(Check)][Option] = std::move(Value);
  Fragment.Options = std::move(Full);
}

void memtidy::spreadTargets(ConfigFragment &Fragment) {
  llvm::ArrayRef<ConfigText> Targets = Fragment.list("targets");
  if (!Targets.empty())
    Fragment.Options["memtidy-padded-record"].try_emplace(
        "Targets",
        ConfigText{llvm::join(textsOf(Targets), ";"), Targets.front().Place});
}

static llvm::Error unknownCheck(const ConfigText &Given,
                                llvm::ArrayRef<CheckKeys> Checks) {
  const bool IsFull = llvm::StringRef(Given.Text).starts_with(Prefix);
  std::vector<llvm::StringRef> Names;
  Names.reserve(Checks.size());
  for (const CheckKeys &Check : Checks)
    Names.push_back(
        llvm::StringRef(Check.Name).drop_front(IsFull ? 0 : Prefix.size()));
  return configError(Given.Place, "there is no check '" + Given.Text + "'" +
                                      didYouMean(Given.Text, Names));
}

static llvm::Error checkGlobs(llvm::ArrayRef<ConfigText> Globs,
                              llvm::ArrayRef<CheckKeys> Checks) {
  for (const ConfigText &Glob : Globs) {
    if (llvm::Error Bad = llvm::GlobPattern::create(Glob.Text).takeError())
      return configError(Glob.Place, "'" + Glob.Text +
                                         "' is not a valid pattern: " +
                                         llvm::toString(std::move(Bad)));
    if (llvm::none_of(Checks, [&](const CheckKeys &Check) {
          return checkMatches(Glob.Text, Check.Name);
        }))
      return unknownCheck(Glob, Checks);
  }
  return llvm::Error::success();
}

static llvm::Error checkItems(llvm::ArrayRef<ConfigItem> Items,
                              llvm::ArrayRef<CheckKeys> Checks) {
  for (const ConfigItem &Item : Items)
    for (llvm::StringRef Key : {"select", "ignore", "check"})
      if (auto Found = Item.Values.find(Key.str()); Found != Item.Values.end())
        if (llvm::Error Wrong = checkGlobs(Found->second, Checks))
          return Wrong;
  return llvm::Error::success();
}

static llvm::Error checkOption(const std::string &Check,
                               const std::string &Option,
                               const ConfigPlace &Place,
                               llvm::ArrayRef<CheckKeys> Checks) {
  const auto *Keys = llvm::find_if(Checks, [&](const CheckKeys &Keys) {
    return Keys.Name == fullCheckName(Check);
  });
  if (Keys == Checks.end())
    return unknownCheck({Check, Place}, Checks);
  std::vector<llvm::StringRef> Names;
  Names.reserve(Keys->Options.size());
  for (const CheckKeys::Option &Known : Keys->Options)
    Names.push_back(Known.Name);
  if (llvm::is_contained(Names, Option))
    return llvm::Error::success();
  return configError(Place, "'" + Keys->Name + "' has no option '" + Option +
                                "'" + didYouMean(Option, Names));
}

llvm::Error memtidy::checkNames(const ConfigFragment &Merged,
                                llvm::ArrayRef<CheckKeys> Checks) {
  for (llvm::StringRef Key : {"checks.select", "checks.ignore"})
    if (llvm::Error Wrong = checkGlobs(Merged.list(Key), Checks))
      return Wrong;
  if (llvm::Error Wrong = checkItems(Merged.Overrides, Checks))
    return Wrong;
  if (llvm::Error Wrong = checkItems(Merged.Allowances, Checks))
    return Wrong;
  for (const auto &[Check, Options] : Merged.Options)
    for (const auto &[Option, Value] : Options)
      if (llvm::Error Wrong = checkOption(Check, Option, Value.Place, Checks))
        return Wrong;
  return llvm::Error::success();
}
