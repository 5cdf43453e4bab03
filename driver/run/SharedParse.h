//===- SharedParse.h - Parses many TUs that begin alike -------------------===//

#ifndef MEMTIDY_RUN_SHAREDPARSE_H
#define MEMTIDY_RUN_SHAREDPARSE_H

#include "driver/run/SharePlan.h"
#include "driver/run/UserCodeConsumer.h"
#include <functional>

namespace memtidy {

/// What parseShared() calls, one after the other, each in a process of its own.
struct SharedParse {
  /// The AST of a TU, as Frontend would give it.
  std::function<void(size_t Unit, clang::ASTContext &Context,
                     std::vector<Dependency> Dependencies)>
      Use;
  /// A TU that must be parsed alone, and why. May come more than once, and even
  /// after Use.
  std::function<void(size_t Unit, llvm::StringRef Reason)> GiveUp;
};

/// Parses the TUs of \p Batch, indexes into \p Units. Each header of the tree
/// is parsed once: where the tree branches, the process forks. Wants one
/// thread. Nothing that happens to a TU, nor an error in it, harms another.
void parseShared(llvm::ArrayRef<TranslationUnit> Units, const ShareBatch &Batch,
                 SharedFiles &Files, const SharedParse &Results);

} // namespace memtidy

#endif // MEMTIDY_RUN_SHAREDPARSE_H
