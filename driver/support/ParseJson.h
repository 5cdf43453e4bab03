//===- ParseJson.h - JSON from strangers ----------------------------------===//

#ifndef MEMTIDY_SUPPORT_PARSEJSON_H
#define MEMTIDY_SUPPORT_PARSEJSON_H

#include "llvm/Support/JSON.h"

namespace memtidy {

/// Returns whether \p Json nests more deeply than any file that we read:
/// parsers call themselves for each level, and would crash.
bool isNestedTooDeep(llvm::StringRef Json);

/// Parses \p Text; what is nested too deeply is an error.
llvm::Expected<llvm::json::Value> parseJson(llvm::StringRef Text);

} // namespace memtidy

#endif // MEMTIDY_SUPPORT_PARSEJSON_H
