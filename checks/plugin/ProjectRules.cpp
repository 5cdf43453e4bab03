//===- ProjectRules.cpp - What .memtidy.yaml says, for clang-tidy ---------===//

#include "checks/plugin/ProjectRules.h"
#include "checks/Registry.h"
#include "checks/host/Options.h"
#include "checks/model/Glob.h"
#include "driver/config/Names.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace memtidy;

static std::vector<CheckKeys> checkKeys() {
  std::vector<CheckKeys> Checks;
  for (const RegisteredCheck &Check : allChecks()) {
    CheckKeys &Keys = Checks.emplace_back();
    Keys.Name = Check.Info->Name.str();
    for (llvm::ArrayRef<OptionInfo> Table :
         {Check.Info->Options, commonOptions()})
      for (const OptionInfo &Option : Table)
        Keys.Options.push_back({Option.Name.str(), "", ""});
  }
  return Checks;
}

llvm::Expected<ProjectRules> ProjectRules::load(llvm::StringRef File) {
  // A folder above a link is not the one above what it leads to.
  const llvm::StringRef Folder = llvm::sys::path::parent_path(File);
  llvm::SmallString<256> Real;
  llvm::Expected<ProjectConfig> Found = discoverConfig(
      llvm::sys::fs::real_path(Folder, Real) ? Folder : Real.str());
  if (!Found)
    return Found.takeError();
  completeNames(Found->Merged);
  spreadTargets(Found->Merged);
  if (llvm::Error Wrong = checkNames(Found->Merged, checkKeys()))
    return Wrong;
  llvm::Expected<Policy> Project = readPolicy(Found->Merged);
  if (!Project)
    return Project.takeError();
  ProjectRules Result;
  Result.Settings = std::move(Found->Merged);
  Result.Project = std::move(*Project);
  return Result;
}

const ConfigText *ProjectRules::option(llvm::StringRef Check,
                                       llvm::StringRef Name) const {
  if (auto OfCheck = Settings.Options.find(Check.str());
      OfCheck != Settings.Options.end())
    if (auto Value = OfCheck->second.find(Name.str());
        Value != OfCheck->second.end())
      return &Value->second;
  return Name == "Level" ? Settings.find("checks.level") : nullptr;
}

bool ProjectRules::isSelected(llvm::StringRef Check) const {
  auto AnyMatches = [&](llvm::StringRef Key) {
    return llvm::any_of(Settings.list(Key), [&](const ConfigText &Glob) {
      return checkMatches(Glob.Text, Check);
    });
  };
  return (!Settings.find("checks.select") || AnyMatches("checks.select")) &&
         !AnyMatches("checks.ignore");
}

bool ProjectRules::wants(const PolicySubject &Found, Level Sureness,
                         Level Lowest) const {
  return Sureness >= Project.lowestLevel(Found.Path).value_or(Lowest) &&
         isSelected(Found.Check) && Project.wantsFile(Found.Path) &&
         Project.wantsCheck(Found) &&
         llvm::none_of(Project.Allowances, [&](const Allowance &Rule) {
           return !Rule.Expired && Rule.matches(Found);
         });
}
