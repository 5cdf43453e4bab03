//===- Collect.cpp - Findings become issues -------------------------------===//

#include "driver/run/Collect.h"
#include "driver/report/Fingerprint.h"
#include "driver/report/Merge.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace memtidy;

static constexpr unsigned MaxAnchorTokens = 256;
// Enough of what follows to recognise a place by, little enough that an edit
// further on does not matter.
static constexpr unsigned ContextTokens = 16;
static constexpr unsigned FewestContextTokens = 8;

Collector::Collector(ASTContext &Context)
    : Context(Context), Sources(Context.getSourceManager()), Paths(Sources),
      Suppressed(Context) {}

static FilePosition positionIn(const SourceManager &Sources, FileID File,
                               unsigned Offset) {
  return {Sources.getLineNumber(File, Offset),
          Sources.getColumnNumber(File, Offset), Offset};
}

std::optional<Collector::Place> Collector::placeOf(SourceLocation Loc) {
  if (Loc.isInvalid())
    return std::nullopt;
  auto [File, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(Loc));
  llvm::StringRef Path = Paths.of(File);
  if (Path.empty())
    return std::nullopt;
  return Place{Path.str(), positionIn(Sources, File, Offset)};
}

// The range in the file of Loc that Highlight covers, else the token at Loc.
static CharSourceRange flagged(const ASTContext &Context, const Finding &Found,
                               SourceLocation Loc) {
  const SourceManager &Sources = Context.getSourceManager();
  if (Found.Highlight.isValid()) {
    CharSourceRange Range = Lexer::makeFileCharRange(
        CharSourceRange::getTokenRange(Found.Highlight), Sources,
        Context.getLangOpts());
    if (Range.isValid() &&
        Sources.getFileID(Range.getEnd()) == Sources.getFileID(Loc) &&
        Sources.getFileOffset(Range.getEnd()) > Sources.getFileOffset(Loc))
      return Range;
  }
  SourceLocation End =
      Lexer::getLocForEndOfToken(Loc, 0, Sources, Context.getLangOpts());
  return CharSourceRange::getCharRange(Loc, End.isValid() ? End : Loc);
}

// Up to Most tokens from Loc on that begin before the offset End, without
// comments.
static std::vector<llvm::StringRef> tokensFrom(const ASTContext &Context,
                                               SourceLocation Loc, size_t End,
                                               size_t Most) {
  const SourceManager &Sources = Context.getSourceManager();
  auto [File, Begin] = Sources.getDecomposedLoc(Loc);
  llvm::StringRef Text = Sources.getBufferData(File);
  Lexer Raw(Sources.getLocForStartOfFile(File), Context.getLangOpts(),
            Text.begin(), Text.begin() + Begin, Text.end());
  std::vector<llvm::StringRef> Tokens;
  Token Next;
  while (Tokens.size() < Most) {
    Raw.LexFromRawLexer(Next);
    unsigned Offset = Sources.getFileOffset(Next.getLocation());
    if (Next.is(tok::eof) || Offset >= End)
      break;
    Tokens.push_back(Text.substr(Offset, Next.getLength()));
  }
  return Tokens;
}

// What stays the same when the flagged code is moved or formatted anew.
static std::string anchorOf(const ASTContext &Context, CharSourceRange Range) {
  unsigned End = Context.getSourceManager().getFileOffset(Range.getEnd());
  return llvm::join(tokensFrom(Context, Range.getBegin(), End, MaxAnchorTokens),
                    " ");
}

// What stays the same when only the flagged name is another: the code from it
// on, with the name left out. Empty where there is too little.
static std::string contextOf(const ASTContext &Context, CharSourceRange Range) {
  std::vector<llvm::StringRef> Tokens =
      tokensFrom(Context, Range.getBegin(), ~size_t(0), ContextTokens);
  if (Tokens.size() < FewestContextTokens)
    return "";
  const llvm::StringRef Name = Tokens.front();
  llvm::replace(Tokens, Name, llvm::StringRef("_"));
  return llvm::join(Tokens, " ");
}

std::vector<IssueStep> Collector::stepsOf(llvm::ArrayRef<Step> Steps) {
  std::vector<IssueStep> Result;
  for (const Step &S : Steps)
    if (std::optional<Place> At = placeOf(S.Loc))
      Result.push_back({At->Path, At->At.Line, At->At.Col, S.Message});
  return Result;
}

std::string Collector::whyNotEditable(const Edit &Wanted, IssueEdit &Result) {
  if (Wanted.Range.getBegin().isMacroID() || Wanted.Range.getEnd().isMacroID())
    return "the code comes from a macro";
  CharSourceRange Range =
      Lexer::makeFileCharRange(Wanted.Range, Sources, Context.getLangOpts());
  if (Range.isInvalid())
    return "the code is not in one file";
  if (Sources.isInSystemHeader(Range.getBegin()))
    return "the code is in a system header";
  auto [File, Offset] = Sources.getDecomposedLoc(Range.getBegin());
  llvm::StringRef Path = Paths.of(File);
  if (Path.empty())
    return "the code is not in a file";
  // Reports cannot hold it, and a fix from a report is to be the same.
  if (!llvm::json::isUTF8(Wanted.Text) || !llvm::json::isUTF8(Path))
    return "the text to write is not valid UTF-8";
  Result = {Path.str(), Offset, Sources.getFileOffset(Range.getEnd()) - Offset,
            Wanted.Text};
  return "";
}

IssueFix Collector::fixOf(const Fix &Wanted) {
  IssueFix Result{Wanted.Title, Wanted.Safety, Wanted.Reason, {}};
  for (const Edit &E : Wanted.Edits) {
    std::string WhyNot = whyNotEditable(E, Result.Edits.emplace_back());
    if (!WhyNot.empty())
      return {Wanted.Title, Trust::Display, WhyNot, {}};
  }
  llvm::sort(Result.Edits, [](const IssueEdit &A, const IssueEdit &B) {
    return std::tie(A.Path, A.Offset, A.Length, A.Text) <
           std::tie(B.Path, B.Offset, B.Length, B.Text);
  });
  return Result;
}

void Collector::add(llvm::StringRef Check, const Finding &Found) {
  std::optional<Place> At = placeOf(Found.Loc);
  if (!At)
    return;
  if (Suppressed.covers(Check, Found.Loc))
    Silenced.push_back({Check.str(), Found.Loc});
  else
    keep(Check, Found, *At);
}

std::vector<Issue> Collector::take() {
  Suppressed.forEachBadComment([&](const Suppressions::BadComment &Bad) {
    Finding Found;
    Found.Loc = Bad.Loc;
    Found.Message = Bad.Message;
    if (std::optional<Place> At = placeOf(Bad.Loc))
      keep("clang-tidy-nolint", Found, *At);
  });
  // Which of two headers is read first depends on who shares them.
  sortByPlace(Issues);
  return std::move(Issues);
}

void Collector::keep(llvm::StringRef Check, const Finding &Found,
                     const Place &At) {
  CharSourceRange Range =
      flagged(Context, Found, Sources.getFileLoc(Found.Loc));
  const std::string Anchor = anchorOf(Context, Range);

  Issue &Result = Issues.emplace_back();
  Result.Check = Check.str();
  Result.Sureness = Found.Sureness;
  Result.Message = Found.Message;
  Result.Path = At.Path;
  Result.Range.Start = At.At;
  auto [File, End] = Sources.getDecomposedLoc(Range.getEnd());
  Result.Range.End = positionIn(Sources, File, End);
  Result.Steps = stepsOf(Found.Steps);
  Result.Related = stepsOf(Found.Related);
  Result.Waste = Found.Waste;
  for (const Fix &F : Found.Fixes)
    Result.Fixes.push_back(fixOf(F));
  Result.EntityUsr = Found.Subject.Usr;
  Result.EntityName = Found.Subject.Name;
  Result.Discriminator = Found.Discriminator;
  Result.Fingerprint =
      fingerprintOf({Check, Found.Subject.Usr, Found.Discriminator, Anchor});
  if (std::string Around = contextOf(Context, Range); !Around.empty())
    Result.Anchor = fingerprintOf({Check, "", "", Around});
}
