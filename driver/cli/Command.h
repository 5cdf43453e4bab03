//===- Command.h - What memtidy's commands have in common -----------------===//

#ifndef MEMTIDY_CLI_COMMAND_H
#define MEMTIDY_CLI_COMMAND_H

#include "driver/cli/OptionTable.h"
#include "llvm/ADT/ArrayRef.h"

namespace memtidy {

/// What the shell sees. The numbers are part of the interface.
enum class ExitCode : int {
  Clean = 0,
  /// Findings at or above --fail-on.
  GateFailed = 1,
  /// Usage, configuration or I/O error: no trustworthy result.
  Error = 2,
  /// No gate failure, but some TU could not be analysed.
  Incomplete = 3,
  Interrupted = 130,
};

/// A format of --output.
struct FormatInfo {
  llvm::StringRef Name;
  llvm::StringRef Help; ///< Fragment for --help.
};

/// One command of memtidy.
struct Command {
  llvm::StringLiteral Name;
  /// What follows the name: "[PATHS...] [-- FLAGS...]".
  llvm::StringLiteral Usage;
  /// Fragment for the list of commands.
  llvm::StringLiteral Help;
  unsigned Visibility;
  /// Errors end as ExitCode::Error with their message on standard error.
  llvm::Expected<ExitCode> (*Run)(const CommandLine &);
  /// Returns what --output takes; null for a command that has no --output.
  std::vector<FormatInfo> (*Formats)() = nullptr;
};

// Each command has a file of its own.
llvm::Expected<ExitCode> runCheck(const CommandLine &);
llvm::Expected<ExitCode> runFix(const CommandLine &);
llvm::Expected<ExitCode> runChecks(const CommandLine &);
llvm::Expected<ExitCode> runExplain(const CommandLine &);
llvm::Expected<ExitCode> runDump(const CommandLine &);
llvm::Expected<ExitCode> runLayout(const CommandLine &);
llvm::Expected<ExitCode> runFacts(const CommandLine &);
llvm::Expected<ExitCode> runReport(const CommandLine &);
llvm::Expected<ExitCode> runConfig(const CommandLine &);
llvm::Expected<ExitCode> runBaseline(const CommandLine &);
llvm::Expected<ExitCode> runDiff(const CommandLine &);
llvm::Expected<ExitCode> runDoctor(const CommandLine &);
llvm::Expected<ExitCode> runCache(const CommandLine &);
llvm::Expected<ExitCode> runPlugin(const CommandLine &);
llvm::Expected<ExitCode> runCompletion(const CommandLine &);

/// The formats of reports, which several commands write.
std::vector<FormatInfo> reportFormats();
std::vector<FormatInfo> checksFormats();
std::vector<FormatInfo> explainFormats();

/// Returns the names with a comma between, for messages.
std::string namesOf(llvm::ArrayRef<FormatInfo> Formats);

/// Returns all commands in the order of the help text; the first is the
/// default.
llvm::ArrayRef<Command> allCommands();

/// Returns the command of that name, or null.
const Command *findCommand(llvm::StringRef Name);

} // namespace memtidy

#endif // MEMTIDY_CLI_COMMAND_H
