//===- WholeCopy.h - Ranges that are copied only to be iterated over ------===//

#ifndef MEMTIDY_ANALYSIS_WHOLECOPY_H
#define MEMTIDY_ANALYSIS_WHOLECOPY_H

#include "checks/analysis/SequenceRead.h"
#include <vector>

namespace memtidy {

/// A range of which all elements are copied, although reading the source
/// would do.
struct WholeCopy {
  /// The construction or the call of std::ranges::to.
  const clang::Expr *Copy = nullptr;
  /// What is copied: a whole range.
  const clang::Expr *Source = nullptr;
  /// The variable that holds the copy; null for the header of a loop.
  const clang::VarDecl *Local = nullptr;
  /// How the copy is read.
  SequenceRead Read;
};

/// Returns the copy that the local container \p Use is, if it is read once and
/// what reads it leaves the source alone.
std::optional<WholeCopy> wholeCopyOf(const SequenceUse &Use,
                                     const clang::Stmt &Function);

/// Returns the copies that range-fors in \p Code go over, outermost first.
std::vector<WholeCopy> wholeCopiesInHeaders(const clang::Stmt &Code,
                                            const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_WHOLECOPY_H
