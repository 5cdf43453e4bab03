//===- ConstantArguments.h - What callers pass ------------------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_CONSTANTARGUMENTS_H
#define MEMTIDY_ANALYSIS_CONSTANTARGUMENTS_H

#include <cstdint>
#include <optional>

namespace clang {
class ASTContext;
class ParmVarDecl;
} // namespace clang

namespace memtidy {

/// Returns the greatest number that calls in this TU pass for \p Param, a
/// parameter of a function. Nullopt when none is seen, or one passes what is no
/// constant. Negative numbers count as zero.
std::optional<uint64_t> greatestArgument(const clang::ParmVarDecl &Param,
                                         clang::ASTContext &Context);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CONSTANTARGUMENTS_H
