//===- Fingerprint.cpp - What stays the same about an issue ---------------===//

#include "driver/report/Fingerprint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/xxhash.h"

using namespace memtidy;

std::string memtidy::fingerprintOf(const FingerprintParts &Parts) {
  // Lengths keep "ab" + "c" apart from "a" + "bc".
  std::string Bytes;
  for (llvm::StringRef Part :
       {Parts.Check, Parts.EntityUsr, Parts.Discriminator, Parts.Anchor})
    Bytes += llvm::formatv("{0}:{1};", Part.size(), Part).str();
  llvm::XXH128_hash_t Hash =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Bytes));
  return llvm::formatv("mt1:{0:x-16}{1:x-16}", Hash.high64, Hash.low64);
}

std::string memtidy::numberedFingerprint(llvm::StringRef Fingerprint,
                                         unsigned Ordinal) {
  if (Ordinal == 0)
    return Fingerprint.str();
  return llvm::formatv("{0}:{1}", Fingerprint, Ordinal);
}

llvm::StringRef memtidy::baseFingerprint(llvm::StringRef Numbered) {
  // "mt1:HASH" or "mt1:HASH:ORDINAL".
  size_t Hash = Numbered.find(':');
  return Hash == llvm::StringRef::npos
             ? Numbered
             : Numbered.take_front(Numbered.find(':', Hash + 1));
}
