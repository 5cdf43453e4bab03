//===- ConfigKeys.h - The table of settings -------------------------------===//
//
// The one table of what a configuration may hold: the reader, the JSON schema,
// environment variables, --set and docs/config.md derive from it.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_CONFIG_CONFIGKEYS_H
#define MEMTIDY_CONFIG_CONFIGKEYS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

namespace memtidy {

/// What a setting's value looks like.
enum class KeyType {
  Flag,   ///< true or false
  Number, ///< A whole number.
  Text,
  Word, ///< One of ConfigKey::Words.
  List, ///< Of texts; a single text is a list of one.
  // Of one key each.
  CheckOptions, ///< check -> option -> value
  Budgets,      ///< glob -> bytes
  Overrides,
  Allowances,
};

/// One setting.
struct ConfigKey {
  llvm::StringLiteral Name; ///< "gate.fail-on"
  KeyType Type;
  llvm::StringLiteral Words;   ///< Of a Word: "read|ignore".
  llvm::StringLiteral Default; ///< As a user would write it; may be empty.
  llvm::StringLiteral Option;  ///< On the command line; may be empty.
  llvm::StringLiteral Help;    ///< Fragment, no final period.
};

/// Returns all settings in the order of the documentation.
llvm::ArrayRef<ConfigKey> configKeys();

/// Returns the members of an item of "overrides" or "suppressions.allow".
llvm::ArrayRef<ConfigKey> overrideKeys();
llvm::ArrayRef<ConfigKey> allowanceKeys();

/// Returns the key of that name in \p Table, or null.
const ConfigKey *findKey(llvm::ArrayRef<ConfigKey> Table, llvm::StringRef Name);

/// Returns "; did you mean 'X'?" for the nearest of \p Names, or nothing.
std::string didYouMean(llvm::StringRef Given,
                       llvm::ArrayRef<llvm::StringRef> Names);

/// Returns the environment variable of a setting that is one text:
/// "MEMTIDY_GATE_FAIL_ON"; empty for other settings.
std::string environmentName(const ConfigKey &Key);

/// What a schema says about a check: its name and its options.
struct CheckKeys {
  struct Option {
    std::string Name;
    std::string Default;
    std::string Help;
  };
  std::string Name;
  std::string Help;
  std::vector<Option> Options;
};

/// Returns the JSON schema of a configuration.
llvm::json::Value configSchema(llvm::ArrayRef<CheckKeys> Checks);

/// Writes docs/config.md's table of settings.
void writeKeyTable(llvm::raw_ostream &OS);

} // namespace memtidy

#endif // MEMTIDY_CONFIG_CONFIGKEYS_H
