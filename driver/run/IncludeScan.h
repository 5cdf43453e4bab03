//===- IncludeScan.h - Which headers of the system a TU includes ----------===//

#ifndef MEMTIDY_RUN_INCLUDESCAN_H
#define MEMTIDY_RUN_INCLUDESCAN_H

#include "driver/project/TranslationUnit.h"
#include "driver/run/RecordingFiles.h"
#include <string>
#include <vector>

namespace clang {
class CompilerInvocation;
} // namespace clang

namespace memtidy {

/// Scans the TUs of one set of flags. Reads only the directives of the user's
/// files, none of the system's: macros of the system are unknown, and the
/// answer is a good guess.
class IncludeScan {
public:
  /// Takes the flags from \p Sample.
  IncludeScan(SharedFiles &Files, const TranslationUnit &Sample);
  ~IncludeScan();

  /// Returns the headers of the system that the user's files of \p Unit include
  /// with angle brackets and that look as if their second inclusion had no
  /// effect; sorted, each once. Empty if nothing is known.
  std::vector<std::string> headersOf(const TranslationUnit &Unit);

private:
  SharedFiles &Files;
  std::shared_ptr<clang::CompilerInvocation> Flags;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_INCLUDESCAN_H
