//===- NewSince.h - What a change brings ----------------------------------===//

#ifndef MEMTIDY_CLI_NEWSINCE_H
#define MEMTIDY_CLI_NEWSINCE_H

#include "driver/cli/Analyse.h"

namespace memtidy {

/// Analyses \p Units as they were where HEAD and Settings.NewSince part, and
/// marks the findings of \p Done that were there already. Fails when git does.
llvm::Error markNewSince(llvm::ArrayRef<TranslationUnit> Units,
                         const RunSettings &Settings, Analysis &Done);

} // namespace memtidy

#endif // MEMTIDY_CLI_NEWSINCE_H
