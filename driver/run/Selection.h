//===- Selection.h - Which checks run, and with which options -------------===//

#ifndef MEMTIDY_RUN_SELECTION_H
#define MEMTIDY_RUN_SELECTION_H

#include "checks/host/Options.h"
#include "driver/config/Config.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace memtidy {

/// Returns the checks that \p Settings select, in the order of the registry.
std::vector<const CheckInfo *> selectedChecks(const Config &Settings);

/// Adds \p Part, which can hold anything, to \p Text with its length, so that
/// different parts never make the same text.
void appendPart(std::string &Text, llvm::StringRef Part);

/// Returns a text that is the same for settings under which TUs yield the same,
/// and only for those.
std::string settingsText(const Config &Settings);

/// Returns a text that is the same for settings under which the same results of
/// TUs show the same together.
std::string programSettingsText(const Config &Settings);

/// Returns an error that says so, and which name may have been meant.
llvm::Error unknownCheck(llvm::StringRef Name);

/// Reads one check's options from a Config. An explicit option "Level" wins
/// over Config::Lowest. Complaints are kept for validate().
class ConfigOptions final : public OptionReader {
public:
  ConfigOptions(const CheckInfo &Info, const Config &Settings)
      : OptionReader(Info), Settings(Settings) {}

  /// The first complaint, "check.Option: why"; empty if there was none.
  const std::string &complaint() const { return Complaint; }

  bool runsBeside(llvm::StringRef Other) const override;

private:
  std::optional<std::string> lookup(llvm::StringRef Name) const override;
  void complain(llvm::StringRef Option,
                const llvm::Twine &Message) const override;

  const Config &Settings;
  mutable std::string Complaint;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_SELECTION_H
