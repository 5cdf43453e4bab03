//===- NolintUse.cpp - Which NOLINT comments of a TU are needed -----------===//

#include "driver/run/NolintUse.h"
#include "checks/analysis/FilePaths.h"
#include "checks/analysis/UserFiles.h"
#include "checks/model/Glob.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include <map>
#include <optional>
#include <tuple>

using namespace clang;
using namespace memtidy;
using llvm::StringRef;

namespace {
/// "NOLINTNEXTLINE(a, b)" in a file.
struct Directive {
  size_t Begin = 0, End = 0;
  StringRef Kind; ///< What follows "NOLINT".
  std::optional<StringRef> List;
};

/// Offsets, both ends inclusive, in which a directive silences.
struct Reach {
  size_t First = 0, Last = 0;
};

/// A comment, and where it silences.
struct PlacedComment {
  NolintComment Comment;
  Reach Silent;
};

/// The text of one file.
class CommentFile {
public:
  CommentFile(FileID File, const SourceManager &Sources,
              const LangOptions &Language)
      : File(File), Sources(Sources), Language(Language),
        Text(Sources.getBufferData(File)) {}

  /// Finds the comments; \p Path is what the file is called.
  std::vector<PlacedComment> find(StringRef Path) const;

private:
  std::vector<Directive> directives() const;
  std::optional<Directive> read(size_t At) const;
  /// Where the comments are that are no documentation: begin -> end.
  std::map<size_t, size_t> comments() const;
  Reach reachOf(const Directive &One, const Directive *Close) const;
  IssueEdit removalOf(const Directive &One, StringRef Path,
                      const std::map<size_t, size_t> &Comments) const;
  FilePosition positionAt(size_t Offset) const;
  // rfind looks in front of the offset.
  size_t lineBegin(size_t At) const { return Text.rfind('\n', At) + 1; }
  size_t lineEnd(size_t At) const {
    return std::min(Text.find('\n', At), Text.size());
  }

  const FileID File;
  const SourceManager &Sources;
  const LangOptions &Language;
  const StringRef Text;
};
} // namespace

// As clang-tidy reads them: capitals behind the word, then a list that ends on
// the line.
std::optional<Directive> CommentFile::read(size_t At) const {
  Directive Result;
  Result.Begin = At;
  StringRef Behind = Text.drop_front(At + StringRef("NOLINT").size());
  Result.Kind = Behind.take_while(llvm::isUpper);
  if (!llvm::is_contained({"", "NEXTLINE", "BEGIN", "END"}, Result.Kind))
    return std::nullopt;
  Result.End = Result.Kind.end() - Text.begin();
  Behind = Text.drop_front(Result.End);
  size_t Close = Behind.find_first_of("\n)");
  if (Behind.starts_with("(") && Close != StringRef::npos &&
      Behind[Close] == ')') {
    Result.List = Behind.slice(1, Close);
    Result.End += Close + 1;
  }
  return Result;
}

std::vector<Directive> CommentFile::directives() const {
  std::vector<Directive> Result;
  for (size_t At = Text.find("NOLINT"); At != StringRef::npos;
       At = Text.find("NOLINT", At + 1))
    if (std::optional<Directive> One = read(At))
      Result.push_back(*One);
  return Result;
}

std::map<size_t, size_t> CommentFile::comments() const {
  std::map<size_t, size_t> Result;
  Lexer Raw(Sources.getLocForStartOfFile(File), Language, Text.begin(),
            Text.begin(), Text.end());
  Raw.SetCommentRetentionState(true);
  for (Token Next; !Raw.LexFromRawLexer(Next);) {
    if (Next.isNot(tok::comment))
      continue;
    const size_t Begin = Sources.getFileOffset(Next.getLocation());
    const StringRef Comment = Text.substr(Begin, Next.getLength());
    const bool Documents =
        llvm::any_of(llvm::ArrayRef<StringRef>{"///", "//!", "/**", "/*!"},
                     [&](StringRef Head) { return Comment.starts_with(Head); });
    if (!Documents)
      Result[Begin] = Begin + Next.getLength();
  }
  return Result;
}

FilePosition CommentFile::positionAt(size_t Offset) const {
  return {Sources.getLineNumber(File, Offset),
          Sources.getColumnNumber(File, Offset), Offset};
}

Reach CommentFile::reachOf(const Directive &One, const Directive *Close) const {
  if (One.Kind == "BEGIN")
    return {One.Begin, Close ? Close->Begin : Text.size()};
  size_t At = One.Begin;
  if (One.Kind == "NEXTLINE")
    At = std::min(lineEnd(At) + 1, Text.size());
  return {lineBegin(At), lineEnd(At)};
}

// The comment as a whole if it says nothing in front; with its line, if it has
// one for itself. What stands behind the list is the reason.
IssueEdit
CommentFile::removalOf(const Directive &One, StringRef Path,
                       const std::map<size_t, size_t> &Comments) const {
  auto Around = std::prev(Comments.upper_bound(One.Begin));
  size_t Begin = One.Begin, End = One.End;
  StringRef Head = Text.slice(Around->first, One.Begin);
  if (Head.trim("/* \t").empty()) {
    Begin = Around->first;
    End = Around->second;
    StringRef Before = Text.slice(lineBegin(Begin), Begin);
    const bool EndsLine = Text.slice(End, lineEnd(End)).trim().empty();
    if (EndsLine)
      Begin -= Before.size() - Before.rtrim(" \t").size();
    if (EndsLine && Before.trim().empty())
      End = std::min(lineEnd(End) + 1, Text.size());
  }
  return {Path.str(), Begin, End - Begin, ""};
}

static std::vector<NolintName> namesOf(const Directive &One) {
  std::vector<NolintName> Names;
  if (One.List)
    for (StringRef Name : llvm::split(*One.List, ','))
      Names.push_back({Name.trim().str()});
  return Names;
}

std::vector<PlacedComment> CommentFile::find(StringRef Path) const {
  std::vector<PlacedComment> Result;
  const std::vector<Directive> All = directives();
  if (All.empty())
    return Result;
  const std::map<size_t, size_t> Comments = comments();
  auto IsInComment = [&](size_t At) {
    auto After = Comments.upper_bound(At);
    return After != Comments.begin() && At < std::prev(After)->second;
  };
  for (size_t I = 0; I < All.size(); ++I) {
    const Directive &One = All[I];
    if (One.Kind == "END" || !IsInComment(One.Begin))
      continue;
    const Directive *Close = nullptr;
    if (One.Kind == "BEGIN")
      for (size_t J = I + 1; J < All.size() && !Close; ++J)
        if (All[J].Kind == "END" && All[J].List == One.List)
          Close = &All[J];
    NolintComment Comment;
    Comment.Path = Path.str();
    Comment.Range = {positionAt(One.Begin), positionAt(One.End)};
    Comment.Names = namesOf(One);
    const Reach Silent = reachOf(One, Close);
    StringRef Code = Text.slice(Silent.First, lineEnd(Silent.First));
    Comment.Code =
        Code.take_front(Code.find("//")).trim().take_front(200).str();
    for (const Directive *End : {&One, Close})
      if (End && IsInComment(End->Begin)) {
        Comment.Removal.push_back(removalOf(*End, Path, Comments));
        if (End->List)
          Comment.Lists.push_back({Path.str(),
                                   size_t(End->List->begin() - Text.begin()),
                                   End->List->size(), End->List->str()});
      }
    Result.push_back({std::move(Comment), Silent});
  }
  return Result;
}

namespace {
/// The comments of one TU.
class CommentUse {
public:
  CommentUse(const ASTContext &Context, llvm::ArrayRef<SourceRange> Skipped)
      : Context(Context), Sources(Context.getSourceManager()), Skipped(Skipped),
        Paths(Sources) {}

  void findAll();
  void mark(const SilencedPlace &Place);
  std::vector<NolintComment> take();

private:
  bool isSkipped(FileID File, size_t Offset) const;
  void markAt(StringRef Check, SourceLocation Loc);

  const ASTContext &Context;
  const SourceManager &Sources;
  const llvm::ArrayRef<SourceRange> Skipped;
  FilePaths Paths;
  std::map<FileID, std::vector<PlacedComment>> Files;
};
} // namespace

bool CommentUse::isSkipped(FileID File, size_t Offset) const {
  return llvm::any_of(Skipped, [&](SourceRange Range) {
    auto [First, Begin] = Sources.getDecomposedLoc(Range.getBegin());
    auto [Last, End] = Sources.getDecomposedLoc(Range.getEnd());
    return First == File && Last == File && Begin <= Offset && Offset < End;
  });
}

void CommentUse::findAll() {
  forEachUserFile(Sources, [&](FileID File, StringRef Text) {
    if (!Text.contains("NOLINT") || Paths.of(File).empty())
      return;
    CommentFile Reader(File, Sources, Context.getLangOpts());
    std::vector<PlacedComment> Found = Reader.find(Paths.of(File));
    llvm::erase_if(Found, [&](const PlacedComment &One) {
      return isSkipped(File, One.Comment.Range.Start.Offset);
    });
    Files.emplace(File, std::move(Found));
  });
}

static bool namesMemtidy(const NolintName &Name) {
  return StringRef(Name.Glob).starts_with("memtidy-");
}

void CommentUse::markAt(StringRef Check, SourceLocation Loc) {
  auto [File, Offset] = Sources.getDecomposedLoc(Loc);
  auto Here = Files.find(File);
  if (Here == Files.end())
    return;
  for (auto &[Comment, Silent] : Here->second) {
    if (Offset < Silent.First || Offset > Silent.Last)
      continue;
    bool IsNamed = false, Silences = Comment.Names.empty();
    for (NolintName &Name : Comment.Names)
      if (globMatches(Name.Glob, Check)) {
        Name.Used = Silences = true;
        IsNamed |= namesMemtidy(Name);
      }
    if (!IsNamed && Silences && !llvm::is_contained(Comment.Unnamed, Check))
      Comment.Unnamed.push_back(Check.str());
  }
}

// clang-tidy looks where a macro is written and where it is used.
void CommentUse::mark(const SilencedPlace &Place) {
  SourceLocation Loc = Place.Loc;
  while (Loc.isValid()) {
    markAt(Place.Check, Sources.getSpellingLoc(Loc));
    markAt(Place.Check, Sources.getFileLoc(Loc));
    if (!Loc.isMacroID())
      return;
    Loc = Sources.getImmediateExpansionRange(Loc).getBegin();
  }
}

std::vector<NolintComment> CommentUse::take() {
  std::vector<NolintComment> Result;
  for (auto &[File, Comments] : Files)
    for (auto &[Comment, Silent] : Comments)
      if (!Comment.Unnamed.empty() ||
          llvm::any_of(Comment.Names, namesMemtidy)) {
        llvm::sort(Comment.Unnamed);
        Result.push_back(std::move(Comment));
      }
  llvm::stable_sort(Result, [](const NolintComment &A, const NolintComment &B) {
    return std::tie(A.Path, A.Range.Start.Offset) <
           std::tie(B.Path, B.Range.Start.Offset);
  });
  return Result;
}

std::vector<NolintComment>
memtidy::commentsOf(const ASTContext &Context,
                    llvm::ArrayRef<SilencedPlace> Silenced,
                    llvm::ArrayRef<SourceRange> Skipped) {
  CommentUse Use(Context, Skipped);
  Use.findAll();
  for (const SilencedPlace &Place : Silenced)
    Use.mark(Place);
  return Use.take();
}
