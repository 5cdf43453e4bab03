//===- NolintUse.h - Which NOLINT comments of a TU are needed -------------===//
//
// clang-tidy's own reader decides what is silent (run/Suppress.h), but does not
// say by which comment. This finds the comments that can have been the reason;
// in doubt a comment counts as used.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_RUN_NOLINTUSE_H
#define MEMTIDY_RUN_NOLINTUSE_H

#include "driver/report/NolintComment.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// A finding, or a fact, that the code asks not to report.
struct SilencedPlace {
  std::string Check;
  clang::SourceLocation Loc;
};

/// Returns the comments in the user's files of the TU that name checks of
/// memtidy or that silenced some without naming them, sorted by path and place.
/// Comments in code that the preprocessor left out, \p Skipped, are left out:
/// another configuration may need them. Comments of documentation speak about
/// NOLINT and do not count either.
std::vector<NolintComment>
commentsOf(const clang::ASTContext &Context,
           llvm::ArrayRef<SilencedPlace> Silenced,
           llvm::ArrayRef<clang::SourceRange> Skipped);

} // namespace memtidy

#endif // MEMTIDY_RUN_NOLINTUSE_H
