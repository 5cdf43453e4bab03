//===- NolintComments.h - What comments silence -----------------*- C++ -*-===//
//
// Facts outlive their TU, and whoever concludes from them sees no comments: so
// facts remember which of them the user has silenced. Findings of one TU are
// silenced by clang-tidy's own reader instead.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_NOLINTCOMMENTS_H
#define MEMTIDY_ANALYSIS_NOLINTCOMMENTS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace clang {
class SourceManager;
} // namespace clang

namespace memtidy {

/// The NOLINT comments for one check. Borrows the sources; the name is static.
class NolintComments {
public:
  NolintComments(const clang::SourceManager &Sources, llvm::StringRef Check)
      : Sources(Sources), Check(Check) {}

  /// Returns true when NOLINT on the line of \p Loc, NOLINTNEXTLINE on the one
  /// before, or a pair of NOLINTBEGIN and NOLINTEND around it, with one list,
  /// names the check. A macro's text counts where the macro is used.
  bool cover(clang::SourceLocation Loc);

private:
  struct Block {
    size_t Begin, End;
  };

  bool isNamedBy(llvm::StringRef List) const;
  bool silences(llvm::StringRef Line, llvm::StringRef Keyword) const;
  std::vector<Block> readBlocks(llvm::StringRef Text) const;

  const clang::SourceManager &Sources;
  llvm::StringRef Check;
  llvm::DenseMap<clang::FileID, std::vector<Block>> Blocks;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_NOLINTCOMMENTS_H
