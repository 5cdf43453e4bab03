//===- Frontend.h - From a compile command to an AST ----------------------===//

#ifndef MEMTIDY_RUN_FRONTEND_H
#define MEMTIDY_RUN_FRONTEND_H

#include "driver/config/Config.h"
#include "driver/project/TranslationUnit.h"
#include "driver/report/Report.h"
#include "driver/run/Dependency.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

class PrecompiledPrefix;
struct SharedFiles;

struct ParseOutcome {
  /// What went wrong, if anything.
  std::optional<TuError> Error;
  /// What the front end asked the file system about.
  std::vector<Dependency> Dependencies;
};

/// Parses TUs one after the other; one thread.
class Frontend {
public:
  /// Reads files through \p Files, which must outlive this.
  explicit Frontend(SharedFiles &Files,
                    BodySkipping Skipping = BodySkipping::On)
      : Files(Files), Skipping(Skipping) {}

  /// Parses \p Unit and calls \p Use with its AST, which is gone afterwards.
  /// The traversal scope is what the user wrote. \p Use is not called when the
  /// command or the code has errors. \p Skipped, if there is one, is filled
  /// before with what the preprocessor left out of the user's files. With a \p
  /// Prefix, which skips the same bodies, its headers are not parsed again;
  /// that fails, after
  /// \p Use has been called, if the TU does not include all of them.
  ParseOutcome parse(const TranslationUnit &Unit,
                     llvm::function_ref<void(clang::ASTContext &)> Use,
                     std::vector<clang::SourceRange> *Skipped = nullptr,
                     const PrecompiledPrefix *Prefix = nullptr);

private:
  SharedFiles &Files;
  const BodySkipping Skipping;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_FRONTEND_H
