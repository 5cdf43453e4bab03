//===- Collect.h - Findings become issues ---------------------------------===//

#ifndef MEMTIDY_RUN_COLLECT_H
#define MEMTIDY_RUN_COLLECT_H

#include "checks/analysis/FilePaths.h"
#include "checks/model/Finding.h"
#include "driver/report/Issue.h"
#include "driver/run/NolintUse.h"
#include "driver/run/Suppress.h"
#include "clang/Basic/SourceLocation.h"
#include <optional>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// Turns the findings of one TU into issues while its SourceManager lives.
/// Places inside macros are given the way clang gives them: an argument where
/// it is written, a macro's body where the macro is used.
class Collector {
public:
  explicit Collector(clang::ASTContext &Context);

  /// Keeps \p Found as an issue of \p Check, unless the code suppresses it or
  /// it lies outside the user's files. A fix that cannot be written to a file
  /// of the user is kept as text with the reason.
  void add(llvm::StringRef Check, const Finding &Found);

  /// Returns the issues in the order of add(), and behind them what is wrong
  /// with NOLINT comments, by clang-tidy's name for that.
  std::vector<Issue> take();

  /// Returns what add() did not keep because the code suppresses it.
  llvm::ArrayRef<SilencedPlace> silenced() const { return Silenced; }

private:
  /// A place in a file, or nothing for what is in no file.
  struct Place {
    std::string Path;
    FilePosition At;
  };

  void keep(llvm::StringRef Check, const Finding &Found, const Place &At);
  std::optional<Place> placeOf(clang::SourceLocation Loc);
  std::vector<IssueStep> stepsOf(llvm::ArrayRef<Step> Steps);
  IssueFix fixOf(const Fix &Wanted);
  /// Fills \p Result, or returns why \p Wanted cannot be written.
  std::string whyNotEditable(const Edit &Wanted, IssueEdit &Result);

  clang::ASTContext &Context;
  const clang::SourceManager &Sources;
  FilePaths Paths;
  Suppressions Suppressed;
  std::vector<Issue> Issues;
  std::vector<SilencedPlace> Silenced;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_COLLECT_H
