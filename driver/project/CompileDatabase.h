//===- CompileDatabase.h - From compile_commands.json to TUs --------------===//

#ifndef MEMTIDY_PROJECT_COMPILEDATABASE_H
#define MEMTIDY_PROJECT_COMPILEDATABASE_H

#include "driver/project/TranslationUnit.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace memtidy {

/// TUs, and what the user should hear about how they were made.
struct TranslationUnits {
  /// Sorted by path, then arguments; no duplicates. One file may occur in
  /// several configurations.
  std::vector<TranslationUnit> Units;
  /// Flags that clang does not know and that were dropped, sorted, each once.
  std::vector<std::string> DroppedFlags;
  /// The database has others that were not asked for.
  bool OnlyPart = false;
};

/// What is changed in each command before it is read.
struct FlagChanges {
  std::vector<std::string> Remove;  ///< Words that are equal to one of these.
  std::vector<std::string> Prepend; ///< Behind the compiler.
  std::vector<std::string> Append;
};

struct DatabaseRequest {
  /// A folder that holds compile_commands.json or the file itself; empty:
  /// looked for upward from the first path, then from the current folder.
  std::string BuildDir;
  /// Files and folders to analyse; empty: everything in the database.
  std::vector<std::string> Paths;
  FlagChanges Flags;
};

/// Reads a compile database. Nothing in it is ever executed. Fails with a
/// message that says what to do when there is no database, when it cannot be
/// read, or when a path in \p Request is not in it.
llvm::Expected<TranslationUnits> loadUnits(const DatabaseRequest &Request);

/// Makes TUs of \p Files with the fixed \p Flags (what follows `--`). A
/// compiler in front of them is dropped.
llvm::Expected<TranslationUnits>
unitsFromFlags(llvm::ArrayRef<std::string> Files,
               llvm::ArrayRef<std::string> Flags, const FlagChanges &Changes);

} // namespace memtidy

#endif // MEMTIDY_PROJECT_COMPILEDATABASE_H
