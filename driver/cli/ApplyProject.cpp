//===- ApplyProject.cpp - From a configuration to what a run does ---------===//

#include "driver/cli/Project.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace memtidy;

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
  Expected<Policy> Project = readPolicy(Merged);
  if (!Project)
    return Project.takeError();
  Settings.Project = std::move(*Project);
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
  if (std::optional<unsigned> Memory = Merged.number("run.memory-limit"))
    Settings.Schedule.MemoryLimit = *Memory;
  Expected<std::vector<OutputRequest>> Outputs =
      parseOutputs(textsOf(Merged.list("output.formats")));
  if (!Outputs)
    return configError(Merged.find("output.formats")->Place,
                       toString(Outputs.takeError()));
  if (!Outputs->empty())
    Settings.Outputs = std::move(*Outputs);
  return Error::success();
}
