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
  // The first insertion stands at the beginning of the line, the next ones
  // inside the indentation, which they complete before and behind themselves.
  const unsigned At = Index;
  std::string Text;
  for (const std::string &Line : Lines)
    Text += (Text.empty() ? Indent.drop_front(At) : Indent).str() +
            indented(Line, Indent);
  Text += Indent.take_front(At);
  const SourceLocation Place = Begin.getLocWithOffset(
      static_cast<int>(At) - static_cast<int>(Indent.size()));
  Result.Edits.push_back({CharSourceRange::getCharRange(Place, Place), Text});
  return Result;
}
