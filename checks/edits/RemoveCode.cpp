//===- RemoveCode.cpp - Removes statements with the lines they leave ------===//

#include "checks/edits/RemoveCode.h"
#include "checks/edits/SourcePieces.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"

using namespace clang;
using namespace memtidy;

CharSourceRange memtidy::wholeLines(const ASTContext &Context,
                                    CharSourceRange Range) {
  const SourceManager &Sources = Context.getSourceManager();
  const FileID ID = Sources.getFileID(Range.getBegin());
  llvm::StringRef File = Sources.getBufferData(ID);
  const size_t Begin = Sources.getFileOffset(Range.getBegin());
  const size_t End = Sources.getFileOffset(Range.getEnd());
  const size_t Left = File.take_front(Begin).find_last_not_of(" \t");
  const size_t Right = File.find_first_not_of(" \t\r", End);
  const bool IsAlone = Left != llvm::StringRef::npos && File[Left] == '\n' &&
                       Right != llvm::StringRef::npos && File[Right] == '\n';
  if (!IsAlone)
    return Range;
  const SourceLocation Start = Sources.getLocForStartOfFile(ID);
  // From line end to line end: clang-tidy takes a blank behind what it removes.
  return CharSourceRange::getCharRange(Start.getLocWithOffset(Left),
                                       Start.getLocWithOffset(Right));
}

void memtidy::removeStatement(const ASTContext &Context, const Stmt &S,
                              EditPlan &Plan) {
  std::optional<CharSourceRange> Range = statementRange(Context, S);
  if (!Range)
    return Plan.refuse("a macro is in the way", S.getBeginLoc());
  if (!SourcePieces(Context, *Range).commentsLeft().empty())
    return Plan.refuse("a comment would be lost", S.getBeginLoc());
  if (!Plan.isRefused())
    Plan.Edits.push_back({wholeLines(Context, *Range), ""});
}
