//===- Fragment.h - Settings as they are written --------------------------===//

#ifndef MEMTIDY_CONFIG_FRAGMENT_H
#define MEMTIDY_CONFIG_FRAGMENT_H

#include "driver/config/ConfigKeys.h"
#include "driver/config/ConfigNode.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

/// Returns the texts without their places.
std::vector<std::string> textsOf(llvm::ArrayRef<ConfigText> Texts);

/// The values of one table of keys: key -> one text, or several of a list.
using ConfigValues = std::map<std::string, std::vector<ConfigText>>;

/// An item of "overrides" or "suppressions.allow".
struct ConfigItem {
  ConfigPlace Place;
  ConfigValues Values;
};

/// What one source - a file, the environment, the command line - says. Also
/// the result of merging them. Values have the right type.
struct ConfigFragment {
  ConfigValues Values;
  /// Check as written -> option -> value.
  std::map<std::string, std::map<std::string, ConfigText>> Options;
  std::vector<ConfigItem> Overrides;
  std::vector<ConfigItem> Allowances;

  /// Returns the last text of a setting that was given.
  const ConfigText *find(llvm::StringRef Key) const;
  /// Returns all texts of a setting; empty if it was not given.
  llvm::ArrayRef<ConfigText> list(llvm::StringRef Key) const;
  bool isTrue(llvm::StringRef Key) const;
  std::optional<unsigned> number(llvm::StringRef Key) const;
};

/// Reads a file's tree. Fails with place and reason on unknown keys and wrong
/// types.
llvm::Expected<ConfigFragment> readFragment(const ConfigNode &Root);

/// Adds a setting that was given as text: by --set or in the environment.
/// A list is separated by commas.
llvm::Error setValue(ConfigFragment &Fragment, const ConfigKey &Key,
                     ConfigText Value);

/// Merges \p Near, which wins, into \p Far: a setting replaces the same
/// setting, items of overrides and suppressions.allow are added.
void mergeFragment(ConfigFragment &Far, ConfigFragment Near);

} // namespace memtidy

#endif // MEMTIDY_CONFIG_FRAGMENT_H
