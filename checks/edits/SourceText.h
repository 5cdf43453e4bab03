//===- SourceText.h - What the author spelled -----------------------------===//

#ifndef MEMTIDY_EDITS_SOURCETEXT_H
#define MEMTIDY_EDITS_SOURCETEXT_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// Returns the file range that spells \p Range, or nullopt where it touches a
/// macro expansion partly or spans files: such code is never edited.
std::optional<clang::CharSourceRange>
editableRange(const clang::ASTContext &Context, clang::SourceRange Range);

/// Returns the text of a file range. Valid as long as the TU.
llvm::StringRef sourceText(const clang::ASTContext &Context,
                           clang::CharSourceRange Range);

/// Names a line, for sentences that travel without their location: " (a.h:3)".
/// Empty for an invalid location.
std::string placeNote(const clang::ASTContext &Context,
                      clang::SourceLocation Loc);

} // namespace memtidy

#endif // MEMTIDY_EDITS_SOURCETEXT_H
