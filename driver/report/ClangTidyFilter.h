//===- ClangTidyFilter.h - clang-tidy's filters of headers and lines ------===//

#ifndef MEMTIDY_REPORT_CLANGTIDYFILTER_H
#define MEMTIDY_REPORT_CLANGTIDYFILTER_H

#include "driver/report/Issue.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"
#include <optional>
#include <utility>
#include <vector>

namespace memtidy {

/// What clang-tidy's options -header-filter, -exclude-header-filter and
/// -line-filter let through.
class ClangTidyFilter {
public:
  /// Regular expressions over paths of headers; empty lets all through, or
  /// excludes none.
  llvm::Error setHeaders(llvm::StringRef Shown, llvm::StringRef Excluded);

  /// JSON: [{"name": "end of a path", "lines": [[1, 3]]}]; no lines are all.
  llvm::Error setLines(llvm::StringRef Json);

  /// Returns whether \p Found is to be shown. \p MainFiles are no headers.
  bool wants(const Issue &Found, const llvm::StringSet<> &MainFiles) const;

private:
  struct File {
    std::string Name;
    std::vector<std::pair<unsigned, unsigned>> Lines;
  };

  static bool matches(const File &File, const Issue &Found);

  std::optional<llvm::Regex> Shown;
  std::optional<llvm::Regex> Excluded;
  std::optional<std::vector<File>> Lines;
};

} // namespace memtidy

#endif // MEMTIDY_REPORT_CLANGTIDYFILTER_H
