//===- Frontend.h - From a compile command to an AST ----------------------===//

#ifndef MEMTIDY_RUN_FRONTEND_H
#define MEMTIDY_RUN_FRONTEND_H

#include "driver/project/TranslationUnit.h"
#include "driver/report/Report.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <memory>
#include <optional>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// Parses TUs one after the other; one thread. Files read once are not read
/// again: a Frontend does not see changes to files.
class Frontend {
public:
  Frontend();
  ~Frontend();

  /// Parses \p Unit and calls \p Use with its AST, which is gone afterwards.
  /// The traversal scope is what the user wrote. Bodies of functions in system
  /// headers are not parsed. Returns what went wrong, and does not call
  /// \p Use, when the command or the code has errors.
  std::optional<TuError>
  parse(const TranslationUnit &Unit,
        llvm::function_ref<void(clang::ASTContext &)> Use);

private:
  struct State;
  std::unique_ptr<State> Impl;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_FRONTEND_H
