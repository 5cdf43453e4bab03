//===- AddInclude.cpp - Includes a header that a fix needs ----------------===//

#include "checks/edits/AddInclude.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallVector.h"

using namespace clang;
using namespace memtidy;

namespace {
/// Where the lines of a file's head lie.
class HeadReader {
public:
  HeadReader(llvm::StringRef Text, llvm::StringRef Header)
      : Text(Text), Header(Header) {}

  bool HasHeader = false;
  /// Where the new line goes.
  size_t Place = 0;

  void read() {
    for (size_t At = 0; At < Text.size();) {
      size_t End = std::min(Text.find('\n', At), Text.size() - 1) + 1;
      readLine(Text.slice(At, End), At, End);
      At = End;
    }
    if (!HasPlace)
      Place = AfterHead;
  }

private:
  void readLine(llvm::StringRef Line, size_t Begin, size_t End) {
    llvm::StringRef Rest = Line.trim();
    const bool WasComment = InComment;
    skipComments(Rest);
    if (Rest.empty() || (WasComment && InComment)) {
      // The comment at the top of a file stays at the top.
      if (!SeesCode && (WasComment || !Line.trim().empty()))
        AfterHead = End;
      return;
    }
    if (!Rest.consume_front("#")) {
      SeesCode = true;
      return;
    }
    readDirective(Rest.ltrim(), Begin, End);
    SeesCode = true;
  }

  void skipComments(llvm::StringRef &Rest) {
    while (!Rest.empty()) {
      if (InComment || Rest.starts_with("/*")) {
        size_t Close = Rest.find("*/", InComment ? 0 : 2);
        InComment = Close == llvm::StringRef::npos;
        Rest = InComment ? "" : Rest.drop_front(Close + 2).ltrim();
      } else if (Rest.starts_with("//")) {
        Rest = "";
      } else {
        return;
      }
    }
  }

  void readDirective(llvm::StringRef Rest, size_t Begin, size_t End) {
    if (Rest.starts_with("ifndef") && !SeesCode) {
      Guard = Rest.drop_front(6).trim().split(' ').first;
      ++Depth;
    } else if (Rest.starts_with("define") && !Guard.empty() && Depth == 1 &&
               Rest.drop_front(6).trim() == Guard) {
      Depth = 0;
      AfterHead = End;
    } else if (Rest.starts_with("if")) {
      ++Depth;
    } else if (Rest.starts_with("endif")) {
      Depth -= Depth > 0;
    } else if (Rest.starts_with("pragma once")) {
      AfterHead = End;
    } else if (Rest.consume_front("include")) {
      readInclude(Rest.ltrim(), Begin, End);
    }
  }

  void readInclude(llvm::StringRef Rest, size_t Begin, size_t End) {
    const bool IsSystem = Rest.consume_front("<");
    llvm::StringRef Name = Rest.take_until([](char C) { return C == '>'; });
    if (Depth > 0)
      return;
    HasHeader |= IsSystem && Name == Header;
    // Standard headers have neither a folder nor a suffix: stay among them.
    const bool IsStandard =
        IsSystem && !Name.contains('/') && !Name.contains('.');
    if (!HasPlace)
      AfterHead = End;
    if (!IsStandard || PastPlace)
      return;
    if (Name < Header) {
      Place = End;
      HasPlace = true;
    } else {
      if (!HasPlace)
        Place = Begin;
      HasPlace = PastPlace = true;
    }
  }

  llvm::StringRef Text, Header, Guard;
  size_t AfterHead = 0;
  unsigned Depth = 0;
  bool InComment = false, SeesCode = false, HasPlace = false, PastPlace = false;
};
} // namespace

std::optional<Edit> memtidy::includeHeader(const ASTContext &Context,
                                           SourceLocation Loc,
                                           llvm::StringRef Header) {
  const SourceManager &Sources = Context.getSourceManager();
  FileID File = Sources.getFileID(Sources.getFileLoc(Loc));
  HeadReader Head(Sources.getBufferData(File), Header);
  Head.read();
  if (Head.HasHeader)
    return std::nullopt;
  SourceLocation Place =
      Sources.getLocForStartOfFile(File).getLocWithOffset(Head.Place);
  return Edit{CharSourceRange::getCharRange(Place, Place),
              ("#include <" + Header + ">\n").str()};
}
