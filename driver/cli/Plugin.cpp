//===- Plugin.cpp - memtidy plugin ----------------------------------------===//

#include "driver/cli/Command.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace memtidy;

// The plugin lies in ../lib of a build folder, and in the place that the
// install rules give it.
static std::string findPlugin() {
  std::string Self = sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&findPlugin));
  StringRef Prefix = sys::path::parent_path(sys::path::parent_path(Self));
  for (StringRef Place : {MEMTIDY_PLUGIN_INSTALL_PATH, "lib/memtidy.so"}) {
    SmallString<128> Candidate = Prefix;
    sys::path::append(Candidate, Place);
    if (sys::fs::exists(Candidate))
      return Candidate.str().str();
  }
  return "";
}

Expected<ExitCode> memtidy::runPlugin(const CommandLine &) {
  std::string Plugin = findPlugin();
  if (Plugin.empty())
    return createStringError("the plugin memtidy.so is not beside this "
                             "memtidy; build or install it");
  outs() << "clang-tidy-" << LLVM_VERSION_MAJOR << " -load " << Plugin
         << " -checks='-*,memtidy-*'\n";
  return ExitCode::Clean;
}
