//===- Settings.cpp - From options to what a run does ---------------------===//

#include "driver/cli/Settings.h"
#include "driver/cli/Changed.h"
#include "driver/cli/CheckPages.h"
#include "driver/cli/ClangTidyWords.h"
#include "driver/cli/Project.h"
#include "driver/config/Names.h"
#include "driver/run/CacheFolder.h"
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

std::vector<FormatInfo> memtidy::reportFormats() {
  std::vector<FormatInfo> Formats;
  for (const Renderer &R : allRenderers())
    Formats.push_back({R.Name, R.Help});
  return Formats;
}

Expected<std::vector<OutputRequest>>
memtidy::parseOutputs(ArrayRef<std::string> Given) {
  std::vector<OutputRequest> Outputs;
  Outputs.reserve(Given.size());
  for (StringRef Word : Given) {
    auto [Name, File] = Word.split(':');
    const Renderer *Format = findRenderer(Name);
    if (!Format)
      return createStringError("--output: unknown format '" + Name +
                               "'; there are " + namesOf(reportFormats()));
    Outputs.push_back({Format, File.str()});
  }
  return Outputs;
}

Expected<std::vector<OutputRequest>>
memtidy::readOutputs(const CommandLine &Line, StringRef Default) {
  std::vector<std::string> Given = Line.Args.getAllArgValues(OPT_output_eq);
  if (Given.empty())
    Given.push_back(Default.str());
  return parseOutputs(Given);
}

static Error readSelection(const CommandLine &Line, Config &Analysis) {
  ConfigFragment Given;
  for (auto [Option, Name, Key] :
       {std::tuple(OPT_select_eq, "--select", "checks.select"),
        std::tuple(OPT_ignore_eq, "--ignore", "checks.ignore")})
    for (const std::string &Glob : commaSeparated(Line, Option))
      Given.Values[Key].push_back({Glob, {Name, 0, 0}});
  if (Error Wrong = checkNames(Given, checkKeys()))
    return Wrong;
  if (std::vector<std::string> Globs = commaSeparated(Line, OPT_select_eq);
      !Globs.empty())
    Analysis.Select = std::move(Globs);
  if (Line.Args.hasArg(OPT_ignore_eq))
    Analysis.Ignore = commaSeparated(Line, OPT_ignore_eq);
  Analysis.ClosedWorld |= Line.Args.hasArg(OPT_closed_world);
  return Error::success();
}

// Reads one of three words.
template <typename T>
static Error readChoice(const CommandLine &Line, ID Option, StringRef Name,
                        const std::pair<StringRef, T> (&Choices)[3],
                        T &Choice) {
  const opt::Arg *Given = Line.Args.getLastArg(Option);
  if (!Given)
    return Error::success();
  const StringRef Word = Given->getValue();
  const auto *Known = find_if(
      Choices, [&](const auto &Candidate) { return Candidate.first == Word; });
  if (Known == std::end(Choices))
    return createStringError(Name + ": '" + Word + "' is neither " +
                             Choices[0].first + ", " + Choices[1].first +
                             " nor " + Choices[2].first);
  Choice = Known->second;
  return Error::success();
}

static Error readSharing(const CommandLine &Line, HeaderSharing &Sharing) {
  static constexpr std::pair<StringRef, HeaderSharing> Choices[] = {
      {"pch", HeaderSharing::Precompiled},
      {"fork", HeaderSharing::Forked},
      {"off", HeaderSharing::Off}};
  return readChoice(Line, OPT_engine_share_eq, "--engine-share", Choices,
                    Sharing);
}

static Error readSkipping(const CommandLine &Line, BodySkipping &Skipping) {
  static constexpr std::pair<StringRef, BodySkipping> Choices[] = {
      {"on", BodySkipping::On},
      {"deep-std", BodySkipping::DeepStd},
      {"off", BodySkipping::Off}};
  return readChoice(Line, OPT_engine_skip_eq, "--engine-skip", Choices,
                    Skipping);
}

static Error readSchedule(const CommandLine &Line, ScheduleOptions &Schedule) {
  Expected<unsigned> Jobs = readNumber(Line, OPT_j, "-j", Schedule.Jobs);
  if (!Jobs)
    return Jobs.takeError();
  Schedule.Jobs = std::max(1u, *Jobs);
  Expected<unsigned> Timeout =
      readNumber(Line, OPT_timeout_per_tu_eq, "--timeout-per-tu",
                 Schedule.Timeout.count());
  if (!Timeout)
    return Timeout.takeError();
  Schedule.Timeout = std::chrono::seconds(*Timeout);
  Expected<unsigned> Memory = readNumber(
      Line, OPT_memory_limit_eq, "--memory-limit", Schedule.MemoryLimit);
  if (!Memory)
    return Memory.takeError();
  Schedule.MemoryLimit = *Memory;
  return readSharing(Line, Schedule.Sharing);
}

static Error readLimit(const CommandLine &Line, ID Option, StringRef Name,
                       std::optional<unsigned> &Limit) {
  if (!Line.Args.hasArg(Option))
    return Error::success();
  Expected<unsigned> Given = readNumber(Line, Option, Name, 0);
  if (!Given)
    return Given.takeError();
  Limit = *Given;
  return Error::success();
}

static Error readGate(const CommandLine &Line, RunSettings &Settings) {
  if (Error Wrong =
          readLimit(Line, OPT_max_new_eq, "--max-new", Settings.MaxNew))
    return Wrong;
  if (Error Wrong = readLimit(Line, OPT_max_findings_eq, "--max-findings",
                              Settings.MaxFindings))
    return Wrong;
  if (Error Wrong =
          readLimit(Line, OPT_max_bytes_eq, "--max-bytes", Settings.MaxBytes))
    return Wrong;
  Settings.ForbidUnused |= Line.Args.hasArg(OPT_report_unused_suppressions);
  Settings.Narrowed = Line.Args.hasArg(OPT_select_eq, OPT_ignore_eq,
                                       OPT_level_eq, OPT_checks_eq) ||
                      Line.Args.hasArg(OPT_header_filter_eq, OPT_line_filter_eq,
                                       OPT_exclude_header_filter_eq);
  Settings.ExitZero = Line.Args.hasArg(OPT_exit_zero);
  Settings.Strict |= Line.Args.hasArg(OPT_strict);
  return Error::success();
}

static void readUnits(const CommandLine &Line, RunSettings &Settings) {
  for (ID Option : {OPT_build_dir_eq, OPT_p})
    if (const opt::Arg *Given = Line.Args.getLastArg(Option))
      // clang-tidy's users write -p=DIR.
      Settings.BuildDir = StringRef(Given->getValue()).ltrim('=').str();
  for (const std::string &Flag : Line.Args.getAllArgValues(OPT_extra_arg_eq))
    Settings.Flags.Append.push_back(Flag);
}

RunSettings memtidy::lookSettings(const CommandLine &Line) {
  RunSettings Settings;
  Settings.Quiet = true;
  readUnits(Line, Settings);
  return Settings;
}

static Error readFiles(const CommandLine &Line, RunSettings &Settings) {
  readUnits(Line, Settings);
  if (const opt::Arg *Given = Line.Args.getLastArg(OPT_baseline_eq)) {
    ConfigText Written{Given->getValue(), {"--baseline", 0, 0}};
    Expected<std::string> File = resolvePath(Written);
    if (!File)
      return File.takeError();
    Settings.Baseline = Written.Text == "none" ? "" : std::move(*File);
  }
  return Error::success();
}

// How results come about, which they do not show.
static Error readEngine(const CommandLine &Line, RunSettings &Settings) {
  if (const opt::Arg *Given = Line.Args.getLastArg(OPT_shard_eq)) {
    Expected<Shard> Part = parseShard(Given->getValue());
    if (!Part)
      return Part.takeError();
    Settings.Part = *Part;
  }
  if (Error Wrong = readSkipping(Line, Settings.Analysis.Skipping))
    return Wrong;
  Settings.Analysis.ProfileChecks = Line.Args.hasArg(OPT_profile_checks);
  Settings.ShowStats = Line.Args.hasArg(OPT_stats, OPT_profile_checks);
  // What comes from the cache takes no time that could be measured.
  if (!Line.Args.hasArg(OPT_no_cache, OPT_profile_checks))
    Settings.CacheFolder = cacheFolder(Line);
  return Error::success();
}

Expected<RunSettings> memtidy::readRunSettings(const CommandLine &Line) {
  RunSettings Settings;
  Settings.Schedule.Jobs =
      std::max(1u, hardware_concurrency().compute_thread_count());
  Settings.Schedule.Timeout = std::chrono::seconds(300);
  Settings.Outputs = {{findRenderer("full"), ""}};
  Expected<ProjectConfig> Project = readProject(Line);
  if (!Project)
    return Project.takeError();
  if (Error Wrong = applyProject(Project->Merged, Settings))
    return Wrong;
  Settings.ConfigFiles = std::move(Project->Files);

  if (Error Wrong = readLevels(Line, Settings))
    return Wrong;
  if (Error Wrong = readSelection(Line, Settings.Analysis))
    return Wrong;
  if (Error Wrong = readSchedule(Line, Settings.Schedule))
    return Wrong;
  if (Error Wrong = readGate(Line, Settings))
    return Wrong;
  if (Error Wrong = readFiles(Line, Settings))
    return Wrong;
  Expected<std::vector<OutputRequest>> Outputs =
      parseOutputs(Line.Args.getAllArgValues(OPT_output_eq));
  if (!Outputs)
    return Outputs.takeError();
  if (!Outputs->empty())
    Settings.Outputs = std::move(*Outputs);
  if (Error Wrong = readClangTidyWords(Line, Settings))
    return Wrong;
  Expected<std::optional<ChangedLines>> Changed = readChangedLines(Line);
  if (!Changed)
    return Changed.takeError();
  Settings.Changed = std::move(*Changed);
  Settings.NewSince = Line.Args.getLastArgValue(OPT_new_since_eq).str();
  if (Error Wrong = readEngine(Line, Settings))
    return Wrong;
  Settings.Quiet = Line.Args.hasArg(OPT_quiet);
  Settings.ShowProgress = !Settings.Quiet && !Line.Args.hasArg(OPT_no_progress);
  return Settings;
}

std::string memtidy::cacheFolder(const CommandLine &Line) {
  const opt::Arg *Given = Line.Args.getLastArg(OPT_cache_dir_eq);
  return Given ? std::string(Given->getValue()) : defaultCacheFolder();
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
  if (const opt::Arg *Given =
          Line.Args.getLastArg(OPT_use_color, OPT_use_color_eq))
    return Given->getNumValues() == 0 ||
           StringRef(Given->getValue()) != "false";
  if (When == "always" || When == "never")
    return When == "always";
  if (When != "auto")
    return createStringError("--color wants auto, always or never, got '" +
                             When + "'");
  std::optional<std::string> NoColor = sys::Process::GetEnv("NO_COLOR");
  return (!NoColor || NoColor->empty()) && sys::Process::StandardOutHasColors();
}

// A stream that keeps its error to the end takes the program down with it.
static Error flushed(raw_fd_ostream &Out) {
  Out.flush();
  const std::error_code Failed = Out.error();
  Out.clear_error();
  return Failed ? errorCodeToError(Failed) : Error::success();
}

static Error writeText(StringRef File, StringRef Text) {
  // Devices and pipes cannot be replaced.
  if (sys::fs::exists(File) && !sys::fs::is_regular_file(File)) {
    std::error_code Failed;
    raw_fd_ostream Out(File, Failed);
    if (Failed)
      return errorCodeToError(Failed);
    Out << Text;
    return flushed(Out);
  }
  Expected<sys::fs::TempFile> Temporary =
      sys::fs::TempFile::create(File + "-%%%%%%%%.memtidy-tmp");
  if (!Temporary)
    return Temporary.takeError();
  raw_fd_ostream Out(Temporary->FD, /*shouldClose=*/false);
  Out << Text;
  if (Error Failed = flushed(Out))
    return joinErrors(std::move(Failed), Temporary->discard());
  return Temporary->keep(File);
}

Error memtidy::writeWhole(StringRef File,
                          function_ref<void(raw_ostream &)> Write) {
  if (sys::fs::is_directory(File))
    return createFileError(File, make_error_code(std::errc::is_a_directory));
  SmallString<256> Target;
  if (!sys::fs::is_symlink_file(File) || sys::fs::real_path(File, Target))
    Target = File;
  std::string Text;
  raw_string_ostream Out(Text);
  Write(Out);
  if (Error Failed = writeText(Target, Text))
    return createFileError(File, std::move(Failed));
  return Error::success();
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
      if (Error Failed = flushed(outs()))
        return createFileError("standard output", std::move(Failed));
      continue;
    }
    Options.Color = false;
    if (Error Failed = writeWhole(Output.File, [&](raw_ostream &Out) {
          Output.Format->Render(Shown, Options, Out);
        }))
      return Failed;
  }
  return Error::success();
}
