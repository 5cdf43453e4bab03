//===- RecordTokens.cpp - The tokens between a record's braces ------------===//

#include "checks/edits/RecordTokens.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace memtidy;

static bool opens(tok::TokenKind Kind) {
  return Kind == tok::l_brace || Kind == tok::l_paren || Kind == tok::l_square;
}

static bool closes(tok::TokenKind Kind) {
  return Kind == tok::r_brace || Kind == tok::r_paren || Kind == tok::r_square;
}

TextTokens memtidy::lexTokens(const ASTContext &Context, SourceLocation Begin,
                              SourceLocation End) {
  const SourceManager &Sources = Context.getSourceManager();
  TextTokens Result;
  const auto [File, First] = Sources.getDecomposedLoc(Begin);
  const unsigned Last = Sources.getFileOffset(End);
  Result.File = File;
  Result.Buffer = Sources.getBufferData(File);
  Lexer Lex(Sources.getLocForStartOfFile(File), Context.getLangOpts(),
            Result.Buffer.begin(), Result.Buffer.begin() + First,
            Result.Buffer.end());
  Lex.SetCommentRetentionState(true);
  unsigned Depth = 0;
  bool InDirective = false;
  Token T;
  while (!Lex.LexFromRawLexer(T)) {
    TextToken Text;
    Text.Kind = T.getKind();
    Text.Begin = Sources.getFileOffset(T.getLocation());
    Text.End = Text.Begin + T.getLength();
    if (Text.Begin >= Last)
      break;
    InDirective &= !T.isAtStartOfLine();
    if (T.is(tok::hash) && T.isAtStartOfLine()) {
      InDirective = true;
      if (Depth == 0 && Result.Directive.isInvalid())
        Result.Directive = T.getLocation();
    }
    if (InDirective)
      continue;
    Text.FirstLine = Sources.getLineNumber(File, Text.Begin);
    Text.LastLine = Sources.getLineNumber(File, Text.End - 1);
    Text.Column = Sources.getColumnNumber(File, Text.Begin);
    Text.IsFirstOnLine = Result.Buffer.take_front(Text.Begin)
                             .drop_front(Text.Begin - (Text.Column - 1))
                             .trim()
                             .empty();
    if (closes(Text.Kind) && Depth)
      --Depth;
    Text.Depth = Depth;
    Depth += opens(Text.Kind);
    Result.Tokens.push_back(Text);
  }
  return Result;
}
