//===- Frontend.h - From a compile command to an AST ----------------------===//

#ifndef MEMTIDY_RUN_FRONTEND_H
#define MEMTIDY_RUN_FRONTEND_H

#include "driver/project/TranslationUnit.h"
#include "driver/report/Report.h"
#include "driver/run/Dependency.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <optional>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// Returns the folder of clang's own headers.
llvm::StringRef resourceDir();

struct ParseOutcome {
  /// What went wrong, if anything.
  std::optional<TuError> Error;
  /// What the front end asked the file system about.
  std::vector<Dependency> Dependencies;
};

/// Parses TUs one after the other; one thread. Files read once are not read
/// again: a Frontend does not see changes to files.
class Frontend {
public:
  Frontend();
  ~Frontend();

  /// Parses \p Unit and calls \p Use with its AST, which is gone afterwards.
  /// The traversal scope is what the user wrote. Bodies of functions in system
  /// headers are not parsed. \p Use is not called when the command or the code
  /// has errors.
  ParseOutcome parse(const TranslationUnit &Unit,
                     llvm::function_ref<void(clang::ASTContext &)> Use);

private:
  struct State;
  std::unique_ptr<State> Impl;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_FRONTEND_H
