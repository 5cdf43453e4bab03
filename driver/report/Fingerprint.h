//===- Fingerprint.h - What stays the same about an issue -----------------===//
//
// A fingerprint recognises an issue again after lines moved, code was
// reformatted or the message got other numbers. It holds no path and no line.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_REPORT_FINGERPRINT_H
#define MEMTIDY_REPORT_FINGERPRINT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace memtidy {

/// What an issue's identity is made of.
struct FingerprintParts {
  llvm::StringRef Check;
  /// USR of the declaration that the issue is about; may be empty.
  llvm::StringRef EntityUsr;
  llvm::StringRef Discriminator;
  /// The tokens of the flagged code, comments dropped, one space between.
  llvm::StringRef Anchor;
};

/// Returns the fingerprint of these parts: "mt1:" and 32 hexadecimal digits.
/// Issues with equal parts get equal fingerprints; mergeIssues() numbers them.
std::string fingerprintOf(const FingerprintParts &Parts);

/// Returns the fingerprint of the issue number \p Ordinal, from 0 and in source
/// order, among those with the same \p Fingerprint.
std::string numberedFingerprint(llvm::StringRef Fingerprint, unsigned Ordinal);

/// Returns what numberedFingerprint() was given, also when it got no number.
llvm::StringRef baseFingerprint(llvm::StringRef Numbered);

} // namespace memtidy

#endif // MEMTIDY_REPORT_FINGERPRINT_H
