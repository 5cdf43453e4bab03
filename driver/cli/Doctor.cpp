//===- Doctor.cpp - memtidy doctor ----------------------------------------===//
//
// Looks at what a run needs before the run: one line per thing, with what to
// do about it.
//
//===----------------------------------------------------------------------===//

#include "driver/cli/Analyse.h"
#include "driver/cli/Project.h"
#include "driver/project/Git.h"
#include "driver/support/Path.h"
#include "driver/support/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

namespace {
/// Says how things are, and remembers whether a run can work at all.
class Examination {
public:
  explicit Examination(std::string Folder) : Folder(std::move(Folder)) {}

  void fine(StringRef Topic, const Twine &Text) { say("ok", Topic, Text); }
  void odd(StringRef Topic, const Twine &Text) { say("note", Topic, Text); }
  void wrong(StringRef Topic, const Twine &Text) {
    Healthy = false;
    say("BAD", Topic, Text);
  }

  void lookAtConfig(const CommandLine &Line);
  void lookAtDatabase(const CommandLine &Line);
  void lookAtBaseline();
  void lookAtGit();
  void lookAtClangTidy();

  bool isHealthy() const { return Healthy; }

private:
  void say(StringRef Sign, StringRef Topic, const Twine &Text) {
    outs() << formatv("{0,-5} {1,-16} ", Sign, Topic) << Text << "\n";
  }

  const std::string Folder;
  RunSettings Settings;
  bool Healthy = true;
};
} // namespace

void Examination::lookAtConfig(const CommandLine &Line) {
  Expected<ProjectConfig> Project = readProject(Line);
  if (!Project)
    return wrong("configuration", toString(Project.takeError()));
  std::vector<std::string> Files;
  for (StringRef File : Project->Files)
    Files.push_back(shortPath(File, Folder));
  Expected<RunSettings> Read = readRunSettings(Line);
  if (!Read)
    return wrong("configuration", toString(Read.takeError()));
  Settings = std::move(*Read);
  if (Files.empty())
    return odd("configuration",
               "no .memtidy.yaml here or above; 'memtidy config init' writes "
               "one");
  fine("configuration", join(Files, ", "));
}

void Examination::lookAtDatabase(const CommandLine &Line) {
  Settings.Quiet = true;
  Expected<TranslationUnits> Found = findUnits(Line, {}, Settings);
  if (!Found)
    return wrong("compile database", toString(Found.takeError()));
  size_t Gone = llvm::count_if(Found->Units, [](const TranslationUnit &Unit) {
    return !sys::fs::exists(Unit.Path);
  });
  std::string Text = formatv("{0} TUs", Found->Units.size());
  if (Gone)
    wrong("compile database",
          formatv("{0}, of which {1} name a file that is gone; build anew",
                  Text, Gone)
              .str());
  else
    fine("compile database", Text);
  if (!Found->DroppedFlags.empty())
    odd("flags", "clang does not know, and memtidy drops: " +
                     join(Found->DroppedFlags, " "));
}

void Examination::lookAtBaseline() {
  if (Settings.Baseline.empty())
    return odd("baseline", "none; 'memtidy baseline create' writes one");
  Expected<std::vector<BaselineEntry>> Known = readBaseline(Settings.Baseline);
  if (!Known)
    return wrong("baseline", toString(Known.takeError()));
  fine("baseline", formatv("{0}, {1} known",
                           shortPath(Settings.Baseline, Folder), Known->size())
                       .str());
}

void Examination::lookAtGit() {
  Expected<GitTree> Tree = GitTree::open(Folder);
  if (!Tree)
    return odd("git", "--changed-lines, --staged and --new-since do not work "
                      "here: " +
                          toString(Tree.takeError()));
  fine("git", Tree->root());
}

void Examination::lookAtClangTidy() {
  const std::string Name =
      ("clang-tidy-" + llvmVersion().split('.').first).str();
  ErrorOr<std::string> Program = sys::findProgramByName(Name);
  if (!Program)
    return odd("clang-tidy", Name + ", which the plugin needs, is not "
                                    "installed; memtidy itself does not need "
                                    "it");
  fine("clang-tidy", *Program + "; 'memtidy plugin' tells how to load the "
                                "checks");
}

Expected<ExitCode> memtidy::runDoctor(const CommandLine &Line) {
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();
  outs() << "memtidy " << toolVersion() << ", LLVM " << llvmVersion() << "\n";
  Examination Look(*Folder);
  Look.lookAtConfig(Line);
  Look.lookAtDatabase(Line);
  Look.lookAtBaseline();
  Look.lookAtGit();
  Look.lookAtClangTidy();
  return Look.isHealthy() ? ExitCode::Clean : ExitCode::GateFailed;
}
