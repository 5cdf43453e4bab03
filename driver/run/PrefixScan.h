//===- PrefixScan.h - Which headers a TU could share ----------------------===//

#ifndef MEMTIDY_RUN_PREFIXSCAN_H
#define MEMTIDY_RUN_PREFIXSCAN_H

#include "driver/project/TranslationUnit.h"
#include "clang/Basic/FileEntry.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace clang {
class Preprocessor;
} // namespace clang

namespace memtidy {

struct SharedFiles;

/// Macros that a file defines or undefines.
struct FileMacros {
  std::string Path; ///< As clang opened it.
  std::vector<std::string> Names;
};

/// What the preprocessor alone says about a TU.
struct PrefixScan {
  /// System headers that the user's files include, "<vector>", and the user's
  /// own that the main file includes, "\"/path/own.h\"", each once, in this
  /// order. Only those that say nothing a second time.
  std::vector<std::string> Headers;
  /// What other files define before the last of Headers is included: if such
  /// a header knows the name, it must not be moved in front.
  std::vector<FileMacros> Macros;
};

/// Whether the header, "<vector>", belongs to the standard library: includes of
/// it may move.
bool isStandardHeader(llvm::StringRef Written);

/// Whether the header is no system header.
bool isUserHeader(llvm::StringRef Written);

/// Returns the #include directives of \p Headers.
std::string includesOf(llvm::ArrayRef<std::string> Headers);

/// Whether what was parsed can be in front of a TU that includes \p Headers
/// again: it must say nothing twice.
bool canBeInFront(clang::Preprocessor &PP,
                  llvm::ArrayRef<clang::FileEntryRef> Headers);

/// Whether a macro that the TU's own files define before it includes a header
/// means something to one of those in front of it: \p IsInFront tells the files
/// of these, \p IsKnown the names in them.
bool meansSomething(const PrefixScan &Scan,
                    llvm::function_ref<bool(llvm::StringRef Path)> IsInFront,
                    llvm::function_ref<bool(llvm::StringRef Name)> IsKnown);

/// Preprocesses \p Unit as far as directives go, which takes a hundredth of a
/// parse. Returns nothing when that fails, or when the main file is not fit to
/// be read behind something else.
std::optional<PrefixScan> scanPrefix(const TranslationUnit &Unit,
                                     SharedFiles &Files);

} // namespace memtidy

#endif // MEMTIDY_RUN_PREFIXSCAN_H
