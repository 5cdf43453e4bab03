//===- SharePlan.h - Which TUs can share parsed headers -------------------===//
//
// TUs with equal flags include the same headers of the system again and again.
// A tree says which: each node's headers are included by all TUs below it.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_RUN_SHAREPLAN_H
#define MEMTIDY_RUN_SHAREPLAN_H

#include "driver/project/TranslationUnit.h"
#include "driver/run/RecordingFiles.h"
#include "llvm/ADT/ArrayRef.h"
#include <memory>
#include <string>
#include <vector>

namespace memtidy {

/// Headers that are parsed once, after those of the parent, and who needs them.
struct ShareNode {
  /// As between the angle brackets.
  std::vector<std::string> Headers;
  std::vector<std::unique_ptr<ShareNode>> Children;
  /// Indexes of the TUs that need no more shared headers.
  std::vector<size_t> Units;
};

/// TUs for one worker: indexes of TUs with equal flags, and their tree.
struct ShareBatch {
  std::vector<size_t> Units;
  ShareNode Root;
};

/// Plans for \p Jobs workers. A TU in no batch is to be analysed alone. Looks
/// at directives only: whether a TU includes what the plan says must be found
/// out when it is parsed.
std::vector<ShareBatch> planSharing(llvm::ArrayRef<TranslationUnit> Units,
                                    unsigned Jobs, SharedFiles &Files);

} // namespace memtidy

#endif // MEMTIDY_RUN_SHAREPLAN_H
