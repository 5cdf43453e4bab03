//===- ConfigNode.h - A configuration file as it is written ---------------===//

#ifndef MEMTIDY_CONFIG_CONFIGNODE_H
#define MEMTIDY_CONFIG_CONFIGNODE_H

#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace memtidy {

/// Where a setting was written. Line and column start at 1; 0 when File is no
/// file but a command line option or an environment variable.
struct ConfigPlace {
  std::string File;
  unsigned Line = 0;
  unsigned Col = 0;
};

/// Returns "FILE:LINE:COL", or only the name of what is no file.
std::string toString(const ConfigPlace &Place);

/// Returns an error that starts with \p Place.
llvm::Error configError(const ConfigPlace &Place, const llvm::Twine &Message);

/// A text with its place.
struct ConfigText {
  std::string Text;
  ConfigPlace Place;
};

struct ConfigEntry;

/// A value of YAML. Of Text, Items and Entries the one that Is names is used.
struct ConfigNode {
  enum class Kind { Nothing, Text, List, Map };

  Kind Is = Kind::Nothing;
  ConfigPlace Place;
  std::string Text;
  std::vector<ConfigNode> Items;
  /// In the order of the file; no two keys are equal.
  std::vector<ConfigEntry> Entries;
};

/// A key of a map and its value.
struct ConfigEntry {
  ConfigText Key;
  ConfigNode Value;
};

/// Returns "a list", "a map", "nothing" or the quoted text.
std::string describe(const ConfigNode &Node);

/// Reads \p Content, the text of \p File. Fails with place and reason: syntax,
/// duplicate keys, several documents, more than a configuration can need.
llvm::Expected<ConfigNode> readYaml(llvm::StringRef File,
                                    llvm::StringRef Content);

} // namespace memtidy

#endif // MEMTIDY_CONFIG_CONFIGNODE_H
