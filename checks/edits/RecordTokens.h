//===- RecordTokens.h - The tokens between a record's braces --------------===//

#ifndef MEMTIDY_EDITS_RECORDTOKENS_H
#define MEMTIDY_EDITS_RECORDTOKENS_H

#include "clang/Basic/SourceLocation.h"
#include "clang/Basic/TokenKinds.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// A token or a comment. Offsets and lines count within the file.
struct TextToken {
  clang::tok::TokenKind Kind = clang::tok::unknown;
  unsigned Begin = 0;
  unsigned End = 0;
  unsigned FirstLine = 0;
  unsigned LastLine = 0;
  unsigned Column = 0;
  /// How many brackets of any kind are open around it; an opening and its
  /// closing bracket have the same depth.
  unsigned Depth = 0;
  bool IsFirstOnLine = false;

  bool isComment() const { return Kind == clang::tok::comment; }
};

/// A stretch of one file as tokens.
struct TextTokens {
  clang::FileID File;
  llvm::StringRef Buffer; ///< The whole file.
  std::vector<TextToken> Tokens;
  /// A preprocessor line at depth 0, or invalid.
  clang::SourceLocation Directive;

  llvm::StringRef text(const TextToken &T) const {
    return Buffer.slice(T.Begin, T.End);
  }
};

/// Lexes from \p Begin (inclusive) to \p End (exclusive), both places in one
/// file, not in macros. Preprocessor lines are left out.
TextTokens lexTokens(const clang::ASTContext &Context,
                     clang::SourceLocation Begin, clang::SourceLocation End);

} // namespace memtidy

#endif // MEMTIDY_EDITS_RECORDTOKENS_H
