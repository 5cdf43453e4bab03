//===- SourceText.cpp - What the author spelled ---------------------------===//

#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

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

std::string memtidy::placeNote(const ASTContext &Context, SourceLocation Loc) {
  PresumedLoc Place = Context.getSourceManager().getPresumedLoc(Loc);
  if (Place.isInvalid())
    return "";
  return llvm::formatv(" ({0}:{1})",
                       llvm::sys::path::filename(Place.getFilename()),
                       Place.getLine());
}
