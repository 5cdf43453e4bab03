//===- ReturnView.h - Returns a view instead of a container ---------------===//

#ifndef MEMTIDY_EDITS_RETURNVIEW_H
#define MEMTIDY_EDITS_RETURNVIEW_H

#include "checks/analysis/SequenceResults.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// Makes the function of \p Maker return one filter, one transformation, or
/// both of them, of the range that its loop goes over. Refuses where the loop
/// is more than that, the range would die with the function, or a caller
/// cannot take a view.
EditPlan returnView(const SequenceMaker &Maker,
                    llvm::ArrayRef<ResultCall> Calls);

} // namespace memtidy

#endif // MEMTIDY_EDITS_RETURNVIEW_H
