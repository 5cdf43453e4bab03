//===- SarifPlaces.h - Files and regions of SARIF -------------------------===//

#ifndef MEMTIDY_RENDER_SARIFPLACES_H
#define MEMTIDY_RENDER_SARIFPLACES_H

#include "driver/render/SourceLines.h"
#include "driver/report/Issue.h"
#include "llvm/Support/JSON.h"
#include <string>
#include <vector>

namespace memtidy {

/// Turns our places into those of SARIF: URIs, and columns that count Unicode
/// code points. Reads the files; where one cannot be read, columns stay bytes.
class SarifPlaces {
public:
  explicit SarifPlaces(std::string BaseDir) : BaseDir(std::move(BaseDir)) {}

  /// Returns the "originalUriBaseIds" that artifact() refers to.
  static llvm::json::Object baseIds();

  /// Returns an "artifactLocation".
  llvm::json::Object artifact(llvm::StringRef Path) const;

  /// Returns a "physicalLocation" for the part of \p Range on its first line.
  llvm::json::Object physical(llvm::StringRef Path, const FileRange &Range);
  llvm::json::Object physical(llvm::StringRef Path, unsigned Line,
                              unsigned Col);

  /// Returns whether region() knows lines and columns of these bytes.
  bool hasRegion(llvm::StringRef Path, uint64_t Offset, uint64_t Length);
  llvm::json::Object region(llvm::StringRef Path, uint64_t Offset,
                            uint64_t Length);

  /// Returns CodeQL's hash of a line; empty when it cannot be read.
  std::string lineHash(llvm::StringRef Path, unsigned Line);

private:
  unsigned codePointColumn(llvm::StringRef Path, unsigned Line, unsigned Col);

  const std::string BaseDir;
  SourceLines Sources;
  llvm::StringMap<std::vector<std::string>> Hashes;
};

} // namespace memtidy

#endif // MEMTIDY_RENDER_SARIFPLACES_H
