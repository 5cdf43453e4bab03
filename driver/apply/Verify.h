//===- Verify.h - Takes back what does not compile ------------------------===//

#ifndef MEMTIDY_APPLY_VERIFY_H
#define MEMTIDY_APPLY_VERIFY_H

#include "driver/apply/Rewrite.h"
#include "driver/report/Report.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace memtidy {

/// Parses the TUs that see one of the changed files, whose paths it gets, and
/// returns what went wrong that had not been wrong before. Nullopt: the user
/// interrupted, nobody knows.
using ParseAgain = llvm::function_ref<std::optional<std::vector<TuError>>(
    llvm::ArrayRef<std::string>)>;

/// What became of a plan.
struct FixOutcome {
  std::vector<PlannedFix> Applied;
  /// Fixes that were taken back, with the first error they caused. Sorted by
  /// issue.
  std::vector<RefusedFix> RolledBack;
  /// The user interrupted: nothing is applied, the files are as they were.
  bool Interrupted = false;
};

/// Writes \p Planned and parses again. Where that fails, finds the fixes that
/// break the code and takes exactly those back: a fix that only breaks
/// together with others goes if it is the later one. Fails, with the files as
/// they were analysed, when a file cannot be written.
llvm::Expected<FixOutcome> writeVerified(Rewriter &Files,
                                         llvm::ArrayRef<PlannedFix> Planned,
                                         ParseAgain Parse);

} // namespace memtidy

#endif // MEMTIDY_APPLY_VERIFY_H
