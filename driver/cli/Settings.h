//===- Settings.h - From options to what a run does -----------------------===//

#ifndef MEMTIDY_CLI_SETTINGS_H
#define MEMTIDY_CLI_SETTINGS_H

#include "driver/cli/Command.h"
#include "driver/config/Config.h"
#include "driver/config/Policy.h"
#include "driver/project/CompileDatabase.h"
#include "driver/render/Renderer.h"
#include "driver/report/ChangedLines.h"
#include "driver/report/ClangTidyFilter.h"
#include "driver/run/FactsFile.h"
#include "driver/run/Scheduler.h"
#include <optional>

namespace memtidy {

/// One --output.
struct OutputRequest {
  const Renderer *Format = nullptr;
  /// Empty: standard output.
  std::string File;
};

/// What `check` and `fix` were asked to do.
struct RunSettings {
  Config Analysis;
  /// The files that the settings were read from.
  std::vector<std::string> ConfigFiles;
  ScheduleOptions Schedule;
  Policy Project;
  /// Where the compile database is; empty: looked for.
  std::string BuildDir;
  /// Other TUs of the project are not analysed.
  bool OnlyPart = false;
  /// Of these TUs, the ones that this run is for.
  Shard Part;
  FlagChanges Flags;
  ClangTidyFilter Filter;
  /// Only findings there are shown.
  std::optional<ChangedLines> Changed;
  /// Only findings that were not there where HEAD and this revision part are
  /// new; empty: all.
  std::string NewSince;
  /// The baseline's file; empty: none. Without a meaning if NewSince has one.
  std::string Baseline;
  std::vector<OutputRequest> Outputs;
  /// Nullopt: never fail.
  std::optional<Level> FailOn = Level::Likely;
  /// How many findings at or above FailOn are fine: outside the baseline, and
  /// in all.
  std::optional<unsigned> MaxNew;
  std::optional<unsigned> MaxFindings;
  /// How many bytes those outside the baseline may waste, one unit each.
  std::optional<unsigned> MaxBytes;
  /// Name suppressions that silence nothing; and let them be findings.
  bool ReportUnused = true;
  bool ForbidUnused = false;
  /// Comments that silence checks without naming them are findings.
  bool ForbidBlanket = false;
  /// The command line keeps checks or findings back that the project's own
  /// settings would let through.
  bool Narrowed = false;
  /// Globs of checks whose findings fail at any level.
  std::vector<std::string> AlwaysFail;
  /// A selection without a check is no mistake.
  bool NoCheckIsFine = false;
  bool ExitZero = false;
  bool Strict = false;
  bool Quiet = false;
  bool ShowProgress = true;
  bool ShowStats = false;
  /// Where results of earlier runs are; empty: they do not count.
  std::string CacheFolder;
};

/// Returns the real path of the current folder.
llvm::Expected<std::string> currentFolder();

/// Returns the settings of commands that only look at the code of some TUs.
RunSettings lookSettings(const CommandLine &Line);

/// Reads the configuration and, over it, the options of `check` and `fix`.
/// Fails with the place or the option's name.
llvm::Expected<RunSettings> readRunSettings(const CommandLine &Line);

/// Reads "FORMAT" or "FORMAT:FILE".
llvm::Expected<std::vector<OutputRequest>>
parseOutputs(llvm::ArrayRef<std::string> Given);

/// Returns the folder of --cache-dir or the default one; empty if there is
/// none.
std::string cacheFolder(const CommandLine &Line);

/// Reads --output; \p Default is used when there is none.
llvm::Expected<std::vector<OutputRequest>> readOutputs(const CommandLine &Line,
                                                       llvm::StringRef Default);

/// Writes what \p Write does into \p File, which is replaced as a whole or not
/// at all. A link stays one: what it leads to is replaced.
llvm::Error writeWhole(llvm::StringRef File,
                       llvm::function_ref<void(llvm::raw_ostream &)> Write);

/// Renders \p Results to every output. A file is replaced as a whole or not
/// at all.
llvm::Error writeOutputs(const Report &Results,
                         llvm::ArrayRef<OutputRequest> Outputs,
                         const CommandLine &Line);

} // namespace memtidy

#endif // MEMTIDY_CLI_SETTINGS_H
