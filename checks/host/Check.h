//===- Check.h - What a check is ------------------------------------------===//
//
// A check sees an AST and a sink. It does not know who listens: clang-tidy,
// clangd or memtidy's own driver.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_HOST_CHECK_H
#define MEMTIDY_HOST_CHECK_H

#include "checks/model/Finding.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace memtidy {

class TuIndex;

/// What a check gets for each match.
struct MatchResult {
  const clang::ast_matchers::BoundNodes &Nodes;
  clang::ASTContext &Context;
  /// Answers that need the whole TU; shared by all checks of one TU.
  TuIndex &Index;
};

/// Takes the findings of one match. Valid during run() only.
using FindingSink = llvm::function_ref<void(Finding)>;

/// One matcher and one run. Made once per TU, used on one thread. State that
/// outlives a match belongs into an analysis, not into the check.
class Check {
public:
  virtual ~Check();

  /// Returns what to look for. Hosts match what is spelled in the source
  /// (clang::TK_IgnoreUnlessSpelledInSource): template patterns once, no
  /// instantiations, no implicit code. System headers are never visited.
  /// No hasParent or hasAncestor: they build parents for the whole TU.
  virtual clang::ast_matchers::internal::DynTypedMatcher matcher() const = 0;

  /// Called for each match, in source order.
  virtual void run(const MatchResult &Match, FindingSink Report) = 0;
};

} // namespace memtidy

#endif // MEMTIDY_HOST_CHECK_H
