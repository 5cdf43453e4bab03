//===- SourcePieces.cpp - Moves pieces of code without losing comments ----===//

#include "checks/edits/SourcePieces.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace memtidy;

std::optional<std::string> SourcePieces::take(SourceRange Range,
                                              llvm::ArrayRef<Change> Changes) {
  std::optional<CharSourceRange> File = editableRange(Context, Range);
  if (!File)
    return std::nullopt;
  const SourceManager &Sources = Context.getSourceManager();
  std::string Text = sourceText(Context, *File).str();
  const unsigned Start = Sources.getFileOffset(File->getBegin());
  // From the back, so that the offsets before stay right.
  for (const Change &C : llvm::reverse(Changes)) {
    std::optional<CharSourceRange> Part = editableRange(Context, C.Range);
    if (!Part)
      return std::nullopt;
    const unsigned Begin = Sources.getFileOffset(Part->getBegin());
    const unsigned End = Sources.getFileOffset(Part->getEnd());
    if (Begin < Start || End - Start > Text.size())
      return std::nullopt;
    Text.replace(Begin - Start, End - Begin, C.Text);
  }
  Taken.push_back(*File);
  return Text;
}

llvm::SmallVector<std::string, 2> SourcePieces::commentsLeft() const {
  const SourceManager &Sources = Context.getSourceManager();
  llvm::StringRef Text = sourceText(Context, Whole);
  Lexer Lex(Whole.getBegin(), Context.getLangOpts(), Text.begin(), Text.begin(),
            Text.end());
  Lex.SetCommentRetentionState(true);
  llvm::SmallVector<std::string, 2> Left;
  const unsigned Start = Sources.getFileOffset(Whole.getBegin());
  for (Token Tok;;) {
    const bool AtEnd = Lex.LexFromRawLexer(Tok);
    const unsigned Offset = Sources.getFileOffset(Tok.getLocation());
    // Where the text ends in white space, the lexer does not see its end.
    if (Offset - Start >= Text.size())
      return Left;
    const bool IsTaken = llvm::any_of(Taken, [&](CharSourceRange Piece) {
      return Sources.getFileOffset(Piece.getBegin()) <= Offset &&
             Offset < Sources.getFileOffset(Piece.getEnd());
    });
    if (Tok.is(tok::comment) && !IsTaken)
      Left.push_back(
          Text.substr(Offset - Start, Tok.getLength()).rtrim().str());
    if (AtEnd || Tok.is(tok::eof))
      return Left;
  }
}

/// Returns the first token at \p Loc or behind it that is no comment.
static std::optional<Token> tokenFrom(const ASTContext &Context,
                                      SourceLocation Loc) {
  Token Found;
  do {
    if (Lexer::getRawToken(Loc, Found, Context.getSourceManager(),
                           Context.getLangOpts(), /*IgnoreWhiteSpace=*/true))
      return std::nullopt;
    Loc = Found.getEndLoc();
  } while (Found.is(tok::comment));
  return Found;
}

std::optional<CharSourceRange>
memtidy::statementRange(const ASTContext &Context, const Stmt &S) {
  std::optional<CharSourceRange> Range =
      editableRange(Context, S.getSourceRange());
  if (!Range)
    return std::nullopt;
  llvm::StringRef Text = sourceText(Context, *Range);
  // A look from inside the last token would take the quote that ends a literal
  // for the beginning of another one.
  const std::optional<Token> Next = tokenFrom(Context, Range->getEnd());
  // A block ends with its brace, a declaration with its semicolon.
  const bool Ends = isa<DeclStmt>(S) || (!Text.empty() && Text.back() == '}' &&
                                         !(Next && Next->is(tok::semi)));
  if (!Ends && Next && Next->is(tok::semi))
    Range->setEnd(Next->getEndLoc());
  return Range;
}

std::string memtidy::indentAt(const ASTContext &Context, SourceLocation Loc) {
  return Lexer::getIndentationForLine(Loc, Context.getSourceManager()).str();
}
