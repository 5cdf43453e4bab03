//===- FactJson.h - Facts as JSON -----------------------------------------===//
//
// Compact: strings are written once and named by number, facts are arrays.
// The same facts always give the same bytes.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_MODEL_FACTJSON_H
#define MEMTIDY_MODEL_FACTJSON_H

#include "checks/model/Program.h"
#include "llvm/Support/JSON.h"

namespace memtidy {

/// The version of the encoding. Other versions are refused.
inline constexpr int FactsVersion = 5;

llvm::json::Value toJSON(const Program &Facts);
/// Refuses what toJSON() of this version did not write.
bool fromJSON(const llvm::json::Value &Json, Program &Facts,
              llvm::json::Path Path);

} // namespace memtidy

#endif // MEMTIDY_MODEL_FACTJSON_H
