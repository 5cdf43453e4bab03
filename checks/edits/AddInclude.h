//===- AddInclude.h - Includes a header that a fix needs ------------------===//

#ifndef MEMTIDY_EDITS_ADDINCLUDE_H
#define MEMTIDY_EDITS_ADDINCLUDE_H

#include "checks/model/Fix.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// Returns the edit that includes the standard header \p Header ("numeric") in
/// the file of \p Loc, sorted into the first group of such includes; nullopt
/// when the file includes it already. Never below a conditional that is no
/// include guard. Equal for all fixes of a file, so that hosts that merge
/// equal edits add it once.
std::optional<Edit> includeHeader(const clang::ASTContext &Context,
                                  clang::SourceLocation Loc,
                                  llvm::StringRef Header);

} // namespace memtidy

#endif // MEMTIDY_EDITS_ADDINCLUDE_H
