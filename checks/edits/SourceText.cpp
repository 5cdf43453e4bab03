//===- SourceText.cpp - What the author spelled ---------------------------===//

#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

std::optional<CharSourceRange> memtidy::editableRange(const ASTContext &Context,
                                                      SourceRange Range) {
  if (Range.isInvalid() || Range.getBegin().isMacroID() ||
      Range.getEnd().isMacroID())
    return std::nullopt;
  CharSourceRange File = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Range), Context.getSourceManager(),
      Context.getLangOpts());
  if (File.isInvalid())
    return std::nullopt;
  return File;
}

llvm::StringRef memtidy::sourceText(const ASTContext &Context,
                                    CharSourceRange Range) {
  return Lexer::getSourceText(Range, Context.getSourceManager(),
                              Context.getLangOpts());
}
