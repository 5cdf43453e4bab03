//===- SourcePieces.h - Moves pieces of code without losing comments ------===//

#ifndef MEMTIDY_EDITS_SOURCEPIECES_H
#define MEMTIDY_EDITS_SOURCEPIECES_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class Expr;
class Stmt;
} // namespace clang

namespace memtidy {

/// A stretch of a file that is to be replaced, and what of it is taken over.
class SourcePieces {
public:
  /// \p Whole is a file range, from editableRange().
  SourcePieces(const clang::ASTContext &Context, clang::CharSourceRange Whole)
      : Context(Context), Whole(Whole) {}

  /// A part of a piece that is spelled differently at its new place.
  struct Change {
    clang::SourceRange Range;
    std::string Text;
  };

  /// Returns the text of \p Range, which goes to the new code, comments
  /// inside it included. Nullopt where a macro spans its border.
  std::optional<std::string> take(clang::SourceRange Range,
                                  llvm::ArrayRef<Change> Changes = {});

  /// Returns the comments that no piece took, in order.
  llvm::SmallVector<std::string, 2> commentsLeft() const;

private:
  const clang::ASTContext &Context;
  clang::CharSourceRange Whole;
  llvm::SmallVector<clang::CharSourceRange, 8> Taken;
};

/// Returns \p S with the semicolon that ends it: expressions do not have their
/// own. Nullopt for macros.
std::optional<clang::CharSourceRange>
statementRange(const clang::ASTContext &Context, const clang::Stmt &S);

/// Returns the white space before the first token of the line of \p Loc.
std::string indentAt(const clang::ASTContext &Context,
                     clang::SourceLocation Loc);

} // namespace memtidy

#endif // MEMTIDY_EDITS_SOURCEPIECES_H
