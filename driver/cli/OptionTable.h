//===- OptionTable.h - The options of Options.td --------------------------===//

#ifndef MEMTIDY_CLI_OPTIONTABLE_H
#define MEMTIDY_CLI_OPTIONTABLE_H

#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace memtidy {

/// Which command sees an option. The names are those of Options.td.
enum CommandVisibility : unsigned {
  CheckVis = 1 << 1,
  FixVis = 1 << 2,
  ChecksVis = 1 << 3,
  ExplainVis = 1 << 4,
  DumpVis = 1 << 5,
  ReportVis = 1 << 6,
  ConfigVis = 1 << 7,
  BaselineVis = 1 << 8,
  DiffVis = 1 << 9,
  DoctorVis = 1 << 10,
  CacheVis = 1 << 11,
  PlainVis = 1 << 12,
  LayoutVis = 1 << 13,
  FactsVis = 1 << 14,
};

namespace options {
enum ID {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include "driver/cli/Options.inc"
#undef OPTION
};
} // namespace options

/// Returns the table of all options of all commands.
const llvm::opt::OptTable &optionTable();

/// The words of one command, parsed.
struct CommandLine {
  llvm::opt::InputArgList Args;
  /// What is no option: paths, names.
  std::vector<std::string> Positional;
  /// What follows `--`; HasFlags tells an empty list from none.
  std::vector<std::string> Flags;
  bool HasFlags = false;
};

/// Parses what follows the command's name. Fails on options that the command
/// does not have and on missing values, with a suggestion where one is near.
llvm::Expected<CommandLine> parseCommandLine(llvm::ArrayRef<const char *> Words,
                                             unsigned Visibility);

} // namespace memtidy

#endif // MEMTIDY_CLI_OPTIONTABLE_H
