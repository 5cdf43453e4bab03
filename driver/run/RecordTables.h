//===- RecordTables.h - From a TU to the layouts of its records -----------===//

#ifndef MEMTIDY_RUN_RECORDTABLES_H
#define MEMTIDY_RUN_RECORDTABLES_H

#include "driver/project/TranslationUnit.h"
#include "driver/report/RecordTable.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace memtidy {

/// Returns the layouts of the user's records in \p Unit that are called \p
/// Name, in source order. A name matches with or without the namespaces and
/// classes around it and the arguments of a template. Fails when \p Unit cannot
/// be parsed.
llvm::Expected<std::vector<RecordTable>>
readRecordTables(const TranslationUnit &Unit, llvm::StringRef Name);

} // namespace memtidy

#endif // MEMTIDY_RUN_RECORDTABLES_H
