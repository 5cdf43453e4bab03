//===- FunctionFacts.h - What a function does to ownership ------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_FUNCTIONFACTS_H
#define MEMTIDY_ANALYSIS_FUNCTIONFACTS_H

#include "checks/analysis/FactSource.h"
#include "checks/analysis/OwnerTypes.h"
#include <optional>

namespace memtidy {

/// Returns the fact of \p Function, which has a body; nullopt when the
/// function does nothing to ownership.
std::optional<FunctionFact> functionFactOf(const clang::FunctionDecl &Function,
                                           const OwnerTypes &Types,
                                           FactSource &Source);

/// Returns what \p Method, whose body is not seen, does if it is what it looks
/// like: a constructor that keeps its parameters, a setter, an `add`. Nullopt
/// when its parameters fit no field.
std::optional<FunctionFact> assumedFactOf(const clang::CXXMethodDecl &Method,
                                          const OwnerTypes &Types,
                                          FactSource &Source);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_FUNCTIONFACTS_H
