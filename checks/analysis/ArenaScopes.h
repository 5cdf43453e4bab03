//===- ArenaScopes.h - Many allocations that die together -----------------===//

#ifndef MEMTIDY_ANALYSIS_ARENASCOPES_H
#define MEMTIDY_ANALYSIS_ARENASCOPES_H

#include "checks/analysis/SequenceUse.h"

namespace memtidy {

/// What is allocated many times.
enum class ArenaBlocks {
  Nodes,    ///< The nodes of a list, a set, a map.
  Elements, ///< Objects that the elements of a container own.
};

/// A local container that gets many blocks of one shape in a loop, none of
/// which outlives its scope.
struct ArenaScope {
  ArenaBlocks Blocks = ArenaBlocks::Nodes;
  const SequenceUse *Use = nullptr;
  const SequenceOp *Filled = nullptr; ///< The first that fills it in a loop.
  clang::QualType Element;            ///< What each block holds.
};

/// Returns the scopes of \p Function; \p Uses are its containers.
llvm::SmallVector<ArenaScope, 2>
arenaScopesIn(const clang::FunctionDecl &Function,
              const std::vector<SequenceUse> &Uses);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ARENASCOPES_H
