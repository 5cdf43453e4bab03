//===- Settings.h - From options to what a run does -----------------------===//

#ifndef MEMTIDY_CLI_SETTINGS_H
#define MEMTIDY_CLI_SETTINGS_H

#include "driver/cli/Command.h"
#include "driver/config/Config.h"
#include "driver/render/Renderer.h"
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
  ScheduleOptions Schedule;
  std::vector<OutputRequest> Outputs;
  /// Nullopt: never fail.
  std::optional<Level> FailOn = Level::Likely;
  bool ExitZero = false;
  bool Strict = false;
  bool Quiet = false;
  bool ShowProgress = true;
};

/// Returns the real path of the current folder.
llvm::Expected<std::string> currentFolder();

/// Reads the options of `check` and `fix`. Fails with the option's name.
llvm::Expected<RunSettings> readRunSettings(const CommandLine &Line);

/// Reads --output; \p Default is used when there is none.
llvm::Expected<std::vector<OutputRequest>> readOutputs(const CommandLine &Line,
                                                       llvm::StringRef Default);

/// Renders \p Results to every output. A file is replaced as a whole or not
/// at all.
llvm::Error writeOutputs(const Report &Results,
                         llvm::ArrayRef<OutputRequest> Outputs,
                         const CommandLine &Line);

} // namespace memtidy

#endif // MEMTIDY_CLI_SETTINGS_H
