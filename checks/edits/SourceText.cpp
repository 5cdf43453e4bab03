//===- SourceText.cpp - What the author spelled ---------------------------===//

#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace memtidy;

/// Returns where \p Loc is in its file. The parser splits the `>>` that ends
/// two template argument lists; each half has a place of its own.
static SourceLocation placeOfHalf(const SourceManager &Sources,
                                  SourceLocation Loc, bool IsEnd) {
  if (!Loc.isMacroID())
    return Loc;
  const SrcMgr::SLocEntry &Entry = Sources.getSLocEntry(Sources.getFileID(Loc));
  if (Entry.getExpansion().isExpansionTokenRange())
    return Loc;
  return IsEnd ? Entry.getExpansion().getExpansionLocEnd()
               : Entry.getExpansion().getExpansionLocStart();
}

std::optional<CharSourceRange> memtidy::editableRange(const ASTContext &Context,
                                                      SourceRange Range) {
  if (Range.isInvalid())
    return std::nullopt;
  const SourceManager &Sources = Context.getSourceManager();
  const bool EndsInHalf = Range.getEnd().isMacroID() &&
                          placeOfHalf(Sources, Range.getEnd(), true).isFileID();
  Range.setBegin(placeOfHalf(Sources, Range.getBegin(), false));
  Range.setEnd(placeOfHalf(Sources, Range.getEnd(), true));
  if (Range.getBegin().isMacroID() || Range.getEnd().isMacroID())
    return std::nullopt;
  CharSourceRange File =
      Lexer::makeFileCharRange(CharSourceRange(Range, /*ITR=*/!EndsInHalf),
                               Sources, Context.getLangOpts());
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
