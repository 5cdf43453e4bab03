//===- ReturnGenerator.h - Yields elements instead of collecting them -----===//

#ifndef MEMTIDY_EDITS_RETURNGENERATOR_H
#define MEMTIDY_EDITS_RETURNGENERATOR_H

#include "checks/analysis/SequenceResults.h"
#include "checks/edits/EditPlan.h"

namespace memtidy {

/// A coroutine type whose objects yield elements.
struct GeneratorType {
  std::string Name;   ///< "std::generator"
  std::string Header; ///< "generator"
};

/// Returns whether this TU's language and library offer std::generator.
bool hasStdGenerator(const clang::ASTContext &Context);

/// Makes \p Maker a coroutine that yields each element where it appended it.
/// \p Calls are all its calls; refuses where one of them could not take a
/// generator.
EditPlan returnGenerator(const SequenceMaker &Maker,
                         llvm::ArrayRef<ResultCall> Calls,
                         const GeneratorType &Type);

/// Returns why the caller could not take a lazy sequence; empty where it could.
llvm::StringRef whyNoLoopTakes(const ResultCall &Call);

} // namespace memtidy

#endif // MEMTIDY_EDITS_RETURNGENERATOR_H
