//===- Settings.cpp - From options to what a run does ---------------------===//

#include "driver/cli/Settings.h"
#include "driver/cli/CheckPages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

static std::vector<std::string> commaSeparated(const CommandLine &Line,
                                               ID Option) {
  std::vector<std::string> Parts;
  for (const std::string &Value : Line.Args.getAllArgValues(Option))
    for (StringRef Part : split(Value, ','))
      if (StringRef Trimmed = Part.trim(); !Trimmed.empty())
        Parts.push_back(Trimmed.str());
  return Parts;
}

static Expected<unsigned> readNumber(const CommandLine &Line, ID Option,
                                     StringRef Name, unsigned Default) {
  const opt::Arg *Given = Line.Args.getLastArg(Option);
  if (!Given)
    return Default;
  unsigned Value = 0;
  if (!to_integer(StringRef(Given->getValue()), Value, 10))
    return createStringError(Name + " wants a whole number, got '" +
                             Given->getValue() + "'");
  return Value;
}

static Error readLevels(const CommandLine &Line, RunSettings &Settings) {
  if (const opt::Arg *Given = Line.Args.getLastArg(OPT_level_eq)) {
    std::optional<Level> Lowest = parseLevel(Given->getValue());
    if (!Lowest)
      return createStringError("--level wants possible, likely or certain, "
                               "got '" +
                               StringRef(Given->getValue()) + "'");
    Settings.Analysis.Lowest = *Lowest;
  }
  if (const opt::Arg *Given = Line.Args.getLastArg(OPT_fail_on_eq)) {
    Settings.FailOn = parseLevel(Given->getValue());
    if (!Settings.FailOn && StringRef(Given->getValue()) != "never")
      return createStringError("--fail-on wants possible, likely, certain or "
                               "never, got '" +
                               StringRef(Given->getValue()) + "'");
  }
  return Error::success();
}

static Error readCheckOptions(const CommandLine &Line, Config &Analysis) {
  for (const std::string &Given : Line.Args.getAllArgValues(OPT_set_eq)) {
    auto [Key, Value] = StringRef(Given).split('=');
    auto [Check, Option] = Key.rsplit('.');
    if (Option.empty() || Key.size() == Given.size())
      return createStringError("--set wants CHECK.OPTION=VALUE, got '" + Given +
                               "'");
    std::string Name = Check.starts_with("memtidy-")
                           ? Check.str()
                           : ("memtidy-" + Check).str();
    Analysis.Options[Name][Option.str()] = Value.str();
  }
  return Error::success();
}

Expected<std::vector<OutputRequest>>
memtidy::readOutputs(const CommandLine &Line, StringRef Default) {
  std::vector<OutputRequest> Outputs;
  std::vector<std::string> Given = Line.Args.getAllArgValues(OPT_output_eq);
  if (Given.empty())
    Given.push_back(Default.str());
  for (StringRef Word : Given) {
    auto [Name, File] = Word.split(':');
    const Renderer *Format = findRenderer(Name);
    if (!Format) {
      auto Names = map_range(
          allRenderers(), [](const Renderer &R) { return StringRef(R.Name); });
      return createStringError("--output: unknown format '" + Name +
                               "'; there are " + join(Names, ", "));
    }
    Outputs.push_back({Format, File.str()});
  }
  return Outputs;
}

Expected<RunSettings> memtidy::readRunSettings(const CommandLine &Line) {
  RunSettings Settings;
  if (Error Bad = readLevels(Line, Settings))
    return Bad;
  if (Error Bad = readCheckOptions(Line, Settings.Analysis))
    return Bad;
  if (std::vector<std::string> Globs = commaSeparated(Line, OPT_select_eq);
      !Globs.empty())
    Settings.Analysis.Select = std::move(Globs);
  Settings.Analysis.Ignore = commaSeparated(Line, OPT_ignore_eq);

  Expected<unsigned> Jobs = readNumber(
      Line, OPT_j, "-j", hardware_concurrency().compute_thread_count());
  if (!Jobs)
    return Jobs.takeError();
  Settings.Schedule.Jobs = std::max(1u, *Jobs);
  Expected<unsigned> Timeout =
      readNumber(Line, OPT_timeout_per_tu_eq, "--timeout-per-tu", 300);
  if (!Timeout)
    return Timeout.takeError();
  Settings.Schedule.Timeout = std::chrono::seconds(*Timeout);

  Expected<std::vector<OutputRequest>> Outputs = readOutputs(Line, "full");
  if (!Outputs)
    return Outputs.takeError();
  Settings.Outputs = std::move(*Outputs);

  Settings.ExitZero = Line.Args.hasArg(OPT_exit_zero);
  Settings.Analysis.ClosedWorld = Line.Args.hasArg(OPT_closed_world);
  Settings.Strict = Line.Args.hasArg(OPT_strict);
  Settings.Quiet = Line.Args.hasArg(OPT_quiet);
  Settings.ShowProgress = !Settings.Quiet && !Line.Args.hasArg(OPT_no_progress);
  return Settings;
}

Expected<std::string> memtidy::currentFolder() {
  SmallString<128> Folder;
  if (std::error_code Failed = sys::fs::real_path(".", Folder))
    return createStringError(Failed, "cannot find the current folder");
  return Folder.str().str();
}

// NO_COLOR: https://no-color.org
static Expected<bool> wantsColor(const CommandLine &Line) {
  StringRef When = Line.Args.getLastArgValue(OPT_color_eq, "auto");
  if (When == "always" || When == "never")
    return When == "always";
  if (When != "auto")
    return createStringError("--color wants auto, always or never, got '" +
                             When + "'");
  std::optional<std::string> NoColor = sys::Process::GetEnv("NO_COLOR");
  return (!NoColor || NoColor->empty()) && sys::Process::StandardOutHasColors();
}

Error memtidy::writeOutputs(const Report &Results,
                            ArrayRef<OutputRequest> Outputs,
                            const CommandLine &Line) {
  Expected<bool> Color = wantsColor(Line);
  if (!Color)
    return Color.takeError();
  Expected<std::string> Base = currentFolder();
  if (!Base)
    return Base.takeError();
  RenderOptions Options;
  Options.BaseDir = std::move(*Base);
  Options.Rules = ruleTexts();
  const Report Open = openOnly(Results);

  for (const OutputRequest &Output : Outputs) {
    const Report &Shown = Output.Format->ShowsHidden ? Results : Open;
    if (Output.File.empty()) {
      Options.Color = *Color;
      outs().enable_colors(*Color);
      Output.Format->Render(Shown, Options, outs());
      outs().flush();
      continue;
    }
    Options.Color = false;
    if (Error Failed = writeToOutput(Output.File, [&](raw_ostream &Out) {
          Output.Format->Render(Shown, Options, Out);
          return Error::success();
        }))
      return createFileError(Output.File, std::move(Failed));
  }
  return Error::success();
}
