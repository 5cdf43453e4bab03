//===- Trust.h - How far a fix may be trusted -----------------------------===//

#ifndef MEMTIDY_MODEL_TRUST_H
#define MEMTIDY_MODEL_TRUST_H

#include "llvm/ADT/StringRef.h"
#include <optional>

namespace memtidy {

/// How far a fix may be trusted. Each host maps it to what it knows:
/// clang-tidy applies Safe with --fix and Unsafe only with --fix-notes.
enum class Trust {
  /// Compiles, behaves the same, keeps comments, is idempotent and needs no
  /// other file.
  Safe,
  /// Compiles, but may change behaviour, ABI, lifetime or another file. The
  /// reason names what makes it unsafe.
  Unsafe,
  /// A sketch or a refusal: text only, never edits.
  Display,
};

/// Returns the lower-case name that users write and read.
llvm::StringLiteral toString(Trust Value);

/// Returns the trust named \p Name, or nullopt if there is none.
std::optional<Trust> parseTrust(llvm::StringRef Name);

} // namespace memtidy

#endif // MEMTIDY_MODEL_TRUST_H
