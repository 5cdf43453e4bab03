//===- Names.h - Names of checks and options in settings ------------------===//

#ifndef MEMTIDY_CONFIG_NAMES_H
#define MEMTIDY_CONFIG_NAMES_H

#include "driver/config/Fragment.h"

namespace memtidy {

/// Returns \p Name with "memtidy-" in front.
std::string fullCheckName(llvm::StringRef Name);

/// Writes the names of checks in full, so that one option is not two.
void completeNames(ConfigFragment &Fragment);

/// Makes "targets" the option that it stands for. The names are complete.
void spreadTargets(ConfigFragment &Fragment);

/// Returns an error with a place if \p Merged names a check or an option that
/// is not among \p Checks, or has a glob over checks that matches none.
llvm::Error checkNames(const ConfigFragment &Merged,
                       llvm::ArrayRef<CheckKeys> Checks);

} // namespace memtidy

#endif // MEMTIDY_CONFIG_NAMES_H
