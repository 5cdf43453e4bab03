//===- DumpAnalysis.h - memtidy dump --------------------------------------===//

#ifndef MEMTIDY_RUN_DUMPANALYSIS_H
#define MEMTIDY_RUN_DUMPANALYSIS_H

#include "driver/project/TranslationUnit.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace memtidy {

/// Prints what the analysis \p Name thinks of \p Unit. Fails when there is no
/// such analysis or \p Unit has errors.
llvm::Error dumpAnalysis(const TranslationUnit &Unit, llvm::StringRef Name,
                         llvm::raw_ostream &OS);

} // namespace memtidy

#endif // MEMTIDY_RUN_DUMPANALYSIS_H
