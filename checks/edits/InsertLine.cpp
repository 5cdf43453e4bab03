//===- InsertLine.cpp - A new line before a statement ---------------------===//

#include "checks/edits/InsertLine.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace memtidy;

// Two spaces in front of a line stand for a level.
static std::string indented(llvm::StringRef Line, llvm::StringRef Indent) {
  llvm::StringRef Level;
  if (Line.consume_front("  "))
    Level = Indent.ends_with("\t") ? "\t" : "  ";
  return (Level + Line + "\n").str();
}

/// Returns where the line of \p Begin begins or, if comments stand right above
/// it at the same column, the first of them: they belong to it, and may tell a
/// tool about the next line. Nullopt behind a pragma.
static std::optional<SourceLocation> firstLineOf(SourceLocation Begin,
                                                 llvm::StringRef Indent,
                                                 const SourceManager &Sources) {
  const auto [File, Offset] = Sources.getDecomposedLoc(Begin);
  const llvm::StringRef Text = Sources.getBufferData(File);
  size_t Line = Offset - Indent.size();
  while (Line > 0) {
    const size_t Above = Text.take_front(Line - 1).rfind('\n') + 1;
    llvm::StringRef Code = Text.slice(Above, Line).trim();
    if (Code.consume_front("#") && Code.ltrim().starts_with("pragma"))
      return std::nullopt;
    if (!Text.substr(Above).starts_with((Indent + "//").str()))
      break;
    Line = Above;
  }
  return Sources.getLocForStartOfFile(File).getLocWithOffset(
      static_cast<int>(Line));
}

EditPlan memtidy::insertLinesBefore(const Stmt &Before,
                                    llvm::ArrayRef<std::string> Lines,
                                    unsigned Index, const ASTContext &Context) {
  EditPlan Result;
  const SourceManager &Sources = Context.getSourceManager();
  const SourceLocation Begin = Before.getBeginLoc();
  if (Begin.isMacroID()) {
    Result.refuse("a macro makes the loop", Begin);
    return Result;
  }
  llvm::StringRef Indent = Lexer::getIndentationForLine(Begin, Sources);
  const unsigned Column = Sources.getSpellingColumnNumber(Begin) - 1;
  if (Column != Indent.size() || Index > Indent.size()) {
    Result.refuse("the loop has no line of its own", Begin);
    return Result;
  }
  const std::optional<SourceLocation> First =
      firstLineOf(Begin, Indent, Sources);
  if (!First) {
    Result.refuse("a pragma is about the loop", Begin);
    return Result;
  }
  // The first insertion stands at the beginning of the line, the next ones
  // inside the indentation, which they complete before and behind themselves.
  const unsigned At = Index;
  std::string Text;
  for (const std::string &Line : Lines)
    Text += (Text.empty() ? Indent.drop_front(At) : Indent).str() +
            indented(Line, Indent);
  Text += Indent.take_front(At);
  const SourceLocation Place = First->getLocWithOffset(static_cast<int>(At));
  Result.Edits.push_back({CharSourceRange::getCharRange(Place, Place), Text});
  return Result;
}
