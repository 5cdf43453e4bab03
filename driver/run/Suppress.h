//===- Suppress.h - What the code asks not to report ----------------------===//

#ifndef MEMTIDY_RUN_SUPPRESS_H
#define MEMTIDY_RUN_SUPPRESS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// Answers for one TU whether clang-tidy would show a finding: it honours
/// NOLINT comments in all their forms and shows nothing inside system headers
/// and their macros. Lives as long as the TU.
class Suppressions {
public:
  explicit Suppressions(clang::ASTContext &Context);
  ~Suppressions();

  /// A NOLINTBEGIN or NOLINTEND without its other half.
  struct BadComment {
    clang::SourceLocation Loc;
    std::string Message; ///< clang-tidy's.
  };

  /// Returns true if a finding of \p Check at \p Loc must not be reported.
  bool covers(llvm::StringRef Check, clang::SourceLocation Loc);

  /// Visits the bad comments in the files that covers() has looked at, each
  /// once.
  void
  forEachBadComment(llvm::function_ref<void(const BadComment &)> Visit) const;

private:
  class Listener;
  struct State;
  std::unique_ptr<State> Impl;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_SUPPRESS_H
