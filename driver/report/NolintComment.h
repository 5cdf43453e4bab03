//===- NolintComment.h - Comments that ask memtidy for silence ------------===//

#ifndef MEMTIDY_REPORT_NOLINTCOMMENT_H
#define MEMTIDY_REPORT_NOLINTCOMMENT_H

#include "driver/report/Issue.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>
#include <vector>

namespace memtidy {

/// A name in the list of a NOLINT comment.
struct NolintName {
  std::string Glob; ///< As written.
  /// It has silenced a finding of any level, or a place that a check of the
  /// whole program looks at.
  bool Used = false;
};

/// A NOLINT, NOLINTNEXTLINE or NOLINTBEGIN comment in code that is compiled. It
/// names a check of memtidy, or it has silenced one without naming it.
struct NolintComment {
  std::string Path;
  FileRange Range; ///< From "NOLINT" to the end of the list.
  /// The line that it is about, without comments: recognises it again.
  std::string Code;
  /// In the order of the list; those of other tools, too. Empty: no list.
  std::vector<NolintName> Names;
  /// The checks that it silenced without naming them.
  std::vector<std::string> Unnamed;
  /// What takes the comment away; of a block, both ends.
  std::vector<IssueEdit> Removal;
  /// The lists between the parentheses, as edits that leave them as they are.
  std::vector<IssueEdit> Lists;
};

/// Returns each comment once, by path and place: what one TU needs is used,
/// however many others do not.
std::vector<NolintComment> mergeComments(std::vector<NolintComment> Comments);

/// The check under whose name unused suppressions are reported.
inline constexpr llvm::StringLiteral UnusedSuppression =
    "memtidy-unused-suppression";
/// The check under whose name comments without names are reported.
inline constexpr llvm::StringLiteral BlanketSuppression =
    "memtidy-blanket-suppression";

/// Returns an issue per comment with names that \p IsJudged and that silenced
/// nothing; its fix takes those names away. \p HintFor returns what to say
/// about a name that no check has, or nothing for names of checks.
std::vector<Issue>
unusedComments(llvm::ArrayRef<NolintComment> Comments,
               llvm::function_ref<bool(llvm::StringRef Glob)> IsJudged,
               llvm::function_ref<std::string(llvm::StringRef Glob)> HintFor);

/// Returns an issue per comment that silenced checks without naming them.
std::vector<Issue> blanketComments(llvm::ArrayRef<NolintComment> Comments);

} // namespace memtidy

#endif // MEMTIDY_REPORT_NOLINTCOMMENT_H
