//===- Changed.h - Which lines a run is about -----------------------------===//

#ifndef MEMTIDY_CLI_CHANGED_H
#define MEMTIDY_CLI_CHANGED_H

#include "driver/cli/OptionTable.h"
#include "driver/report/ChangedLines.h"
#include <optional>

namespace memtidy {

/// Reads --changed-lines and --staged, and asks git what they mean. Nullopt:
/// neither was given.
llvm::Expected<std::optional<ChangedLines>>
readChangedLines(const CommandLine &Line);

} // namespace memtidy

#endif // MEMTIDY_CLI_CHANGED_H
