//===- LoopWasteEdits.h - Makes something once for all iterations ---------===//

#ifndef MEMTIDY_EDITS_LOOPWASTEEDITS_H
#define MEMTIDY_EDITS_LOOPWASTEEDITS_H

#include "checks/analysis/LoopAllocations.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// Declares the container or stream before the loop, and gives it in the loop
/// what it began with. \p Index tells how many locals of the same loop are
/// hoisted before it.
EditPlan hoistWaste(const LoopAllocation &Waste, unsigned Index,
                    const clang::FunctionDecl &Function);

/// Lets \p Var, a std::function made of a lambda, be the closure. Refuses
/// where a call of the closure would convert other than a call of the function.
EditPlan keepClosure(const clang::VarDecl &Var,
                     const clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_EDITS_LOOPWASTEEDITS_H
