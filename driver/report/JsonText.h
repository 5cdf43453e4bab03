//===- JsonText.h - Text that JSON can hold -------------------------------===//

#ifndef MEMTIDY_REPORT_JSONTEXT_H
#define MEMTIDY_REPORT_JSONTEXT_H

#include "llvm/Support/JSON.h"
#include <string>

namespace memtidy {

/// Returns \p Text with what is not UTF-8 replaced by U+FFFD: names and sources
/// of users come in any encoding, JSON has only this one.
inline std::string jsonText(llvm::StringRef Text) {
  return llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
}

} // namespace memtidy

#endif // MEMTIDY_REPORT_JSONTEXT_H
