//===- Discover.cpp - Finds the configurations of a folder ----------------===//

#include "driver/config/Discover.h"
#include "driver/support/Path.h"
#include "driver/support/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/VersionTuple.h"

using namespace memtidy;
namespace path = llvm::sys::path;

// Findings have real paths, so globs must start from real folders. The file
// itself may be a link: it speaks for where it lies.
static std::string withRealFolder(llvm::StringRef Path) {
  llvm::SmallString<256> Result;
  if (llvm::sys::fs::real_path(path::parent_path(Path), Result))
    Result = path::parent_path(Path);
  path::append(Result, path::filename(Path));
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

static llvm::Expected<ConfigFragment> readFile(llvm::StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return llvm::createFileError(File, Buffer.getError());
  llvm::Expected<ConfigNode> Root = readYaml(File, (*Buffer)->getBuffer());
  if (!Root)
    return Root.takeError();
  return readFragment(*Root);
}

// "required-version" is the one setting that has to hold before all others.
static llvm::Error checkVersion(const ConfigFragment &Read) {
  const ConfigText *Required = Read.find("required-version");
  if (!Required)
    return llvm::Error::success();
  llvm::StringRef Number = Required->Text;
  llvm::VersionTuple Wanted, Ours;
  Ours.tryParse(toolVersion());
  if (!Number.consume_front(">=") || Wanted.tryParse(Number.trim()))
    return configError(Required->Place,
                       "'required-version' wants '>=' and a version, got '" +
                           Required->Text + "'");
  if (Ours < Wanted)
    return configError(Required->Place, "this project wants memtidy " +
                                            Required->Text + "; this is " +
                                            toolVersion());
  return llvm::Error::success();
}

// \p Open are the files whose "extends" led here.
static llvm::Error addFile(llvm::StringRef File, std::vector<std::string> &Open,
                           ProjectConfig &Out) {
  llvm::Expected<ConfigFragment> Read = readFile(File);
  if (!Read)
    return Read.takeError();
  if (llvm::Error Wrong = checkVersion(*Read))
    return Wrong;
  Open.push_back(File.str());
  for (const ConfigText &Name : Read->list("extends")) {
    std::string Extended =
        withRealFolder(fullPath(Name.Text, path::parent_path(File)));
    if (llvm::is_contained(Open, Extended))
      return configError(Name.Place,
                         "'extends' leads back to '" + Name.Text + "'");
    if (!llvm::sys::fs::exists(Extended))
      return configError(Name.Place,
                         "there is no file '" + Name.Text + "' to extend");
    if (llvm::Error Wrong = addFile(Extended, Open, Out))
      return Wrong;
  }
  Open.pop_back();
  Out.Files.push_back(File.str());
  mergeFragment(Out.Merged, std::move(*Read));
  return llvm::Error::success();
}

llvm::Expected<ProjectConfig> memtidy::loadConfigFile(llvm::StringRef File) {
  llvm::SmallString<256> Absolute(File);
  if (std::error_code Failed = llvm::sys::fs::make_absolute(Absolute))
    return llvm::createFileError(File, Failed);
  ProjectConfig Result;
  std::vector<std::string> Open;
  if (llvm::Error Wrong = addFile(withRealFolder(Absolute), Open, Result))
    return Wrong;
  return Result;
}

llvm::Expected<ProjectConfig> memtidy::discoverConfig(llvm::StringRef Folder) {
  std::vector<ProjectConfig> NearToFar;
  for (; !Folder.empty(); Folder = path::parent_path(Folder)) {
    llvm::SmallString<256> File(Folder);
    path::append(File, ConfigFileName);
    if (!llvm::sys::fs::exists(File))
      continue;
    llvm::Expected<ProjectConfig> Read = loadConfigFile(File);
    if (!Read)
      return Read.takeError();
    NearToFar.push_back(std::move(*Read));
    if (NearToFar.back().Merged.isTrue("root"))
      break;
  }
  ProjectConfig Result;
  for (ProjectConfig &Read : llvm::reverse(NearToFar)) {
    llvm::move(Read.Files, std::back_inserter(Result.Files));
    mergeFragment(Result.Merged, std::move(Read.Merged));
  }
  return Result;
}

llvm::Expected<std::string> memtidy::resolvePath(const ConfigText &Written) {
  if (Written.Place.Line != 0)
    return fullPath(Written.Text, path::parent_path(Written.Place.File));
  llvm::SmallString<128> Folder;
  if (std::error_code Failed = llvm::sys::fs::real_path(".", Folder))
    return llvm::createStringError(Failed, "cannot find the current folder");
  return fullPath(Written.Text, Folder);
}

llvm::Expected<ConfigFragment> memtidy::environmentConfig() {
  ConfigFragment Result;
  for (const ConfigKey &Key : configKeys()) {
    std::string Name = environmentName(Key);
    if (Name.empty())
      continue;
    if (std::optional<std::string> Value = llvm::sys::Process::GetEnv(Name))
      if (llvm::Error Wrong = setValue(Result, Key, {*Value, {Name, 0, 0}}))
        return Wrong;
  }
  return Result;
}
