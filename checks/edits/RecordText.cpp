//===- RecordText.cpp - The fields of a record as written -----------------===//

#include "checks/edits/RecordText.h"
#include "checks/edits/RecordTokens.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

static bool isDocumentation(llvm::StringRef Comment) {
  return Comment.starts_with("///") || Comment.starts_with("//!") ||
         Comment.starts_with("/**") || Comment.starts_with("/*!");
}

/// `///<` belongs to what stands before it.
static bool pointsBack(llvm::StringRef Comment) {
  return isDocumentation(Comment) && Comment.drop_front(3).starts_with("<");
}

/// `/// @{` and `/// @name` speak of all that follows.
static bool opensSection(llvm::StringRef Comment) {
  return Comment.contains("@{") || Comment.contains("\\{") ||
         Comment.contains("@name") || Comment.contains("\\name");
}

namespace {
/// What lies between two field declarations, or before the first.
struct Gap {
  bool HasMember = false; ///< A function, a type, an access specifier ...
  bool IsWall = false;    ///< Something that a field must not pass.
  bool HasBlankLine = false;
  bool HasLooseComment = false;
};

class Reader {
public:
  Reader(const ASTContext &Context, const CXXRecordDecl &Record,
         bool RespectGroups)
      : Context(Context), Sources(Context.getSourceManager()), Record(Record),
        RespectGroups(RespectGroups) {}

  std::optional<RecordText> read() {
    SourceRange Braces = Record.getBraceRange();
    if (!isPlain(Braces.getBegin()) || !isPlain(Braces.getEnd()) ||
        !Sources.isWrittenInSameFile(Braces.getBegin(), Braces.getEnd()))
      return std::nullopt;
    Lexed = lexTokens(Context, Braces.getBegin().getLocWithOffset(1),
                      Braces.getEnd());
    Result.File = Lexed.File;
    if (Lexed.Directive.isValid())
      refuse("there are preprocessor lines among the fields", Lexed.Directive);
    for (const FieldDecl *Field : Record.fields()) {
      if (!isPlain(Field->getBeginLoc()) || !isPlain(Field->getLocation()))
        return std::nullopt;
      if (!addField(*Field))
        return std::nullopt;
    }
    for (unsigned I = 0; I < Result.Texts.size(); ++I)
      splitDeclarators(I);
    formGroups();
    return std::move(Result);
  }

private:
  bool isPlain(SourceLocation Loc) const {
    return Loc.isValid() && Loc.isFileID();
  }

  void refuse(llvm::StringRef Why, SourceLocation Loc) {
    if (!Result.Refusal.empty())
      return;
    Result.Refusal = Why.str();
    Result.RefusedAt = Loc;
  }

  const TextToken &token(unsigned Index) const { return Lexed.Tokens[Index]; }
  unsigned count() const { return Lexed.Tokens.size(); }

  bool addField(const FieldDecl &Field) {
    const unsigned Offset = Sources.getFileOffset(Field.getBeginLoc());
    if (!Result.Texts.empty() && Starts.back() == Offset) {
      Result.Texts.back().Fields.push_back(&Field);
      return true;
    }
    auto At = llvm::find_if(Lexed.Tokens, [&](const TextToken &T) {
      return T.Begin == Offset && T.Depth == 0;
    });
    if (At == Lexed.Tokens.end())
      return false;
    Starts.push_back(Offset);
    addDeclaration(At - Lexed.Tokens.begin(), Field);
    return true;
  }

  /// Finds the declaration around the token \p At and its comments.
  void addDeclaration(unsigned At, const FieldDecl &Field) {
    unsigned First = At;
    while (First > NextFree && !endsDeclaration(token(First - 1)) &&
           !token(First - 1).isComment())
      --First;
    checkPrefix(First, At, Field);
    unsigned Last = At;
    while (Last + 1 < count() &&
           !(token(Last).Depth == 0 && token(Last).Kind == tok::semi))
      ++Last;
    FieldText Text;
    Text.Fields.push_back(&Field);
    Text.DeclBegin = Text.Begin = token(First).Begin;
    Text.DeclEnd = Text.End = token(Last).End;
    const unsigned FirstLead = takeLeading(First, Text);
    const unsigned AfterTail = takeTrailing(Last, Text);
    Text.HasOwnLines =
        token(FirstLead).IsFirstOnLine &&
        (AfterTail == count() ? closingIsOnNextLine(AfterTail - 1)
                              : token(AfterTail).IsFirstOnLine);
    Spans.push_back({FirstLead, First, Last, AfterTail});
    NextFree = AfterTail;
    Result.Texts.push_back(std::move(Text));
  }

  static bool endsDeclaration(const TextToken &T) {
    return T.Depth == 0 && (T.Kind == tok::semi || T.Kind == tok::r_brace ||
                            T.Kind == tok::colon);
  }

  /// Attributes may stand before the type; anything else there is a macro.
  void checkPrefix(unsigned First, unsigned At, const FieldDecl &Field) {
    static constexpr llvm::StringLiteral Known[] = {
        "alignas", "__attribute__", "__declspec", "mutable", "__extension__"};
    for (unsigned I = First; I < At; ++I)
      if (token(I).Depth == 0 && token(I).Kind == tok::raw_identifier &&
          !llvm::is_contained(Known, Lexed.text(token(I))))
        refuse("a macro stands before a field", Field.getLocation());
  }

  unsigned takeLeading(unsigned First, FieldText &Text) {
    unsigned Lead = First;
    while (Lead > NextFree && token(Lead - 1).isComment() &&
           token(Lead - 1).LastLine + 1 >= token(Lead).FirstLine &&
           (token(Lead - 1).IsFirstOnLine ||
            token(Lead - 1).LastLine == token(First).FirstLine))
      --Lead;
    while (Lead < First && opensSection(Lexed.text(token(Lead))))
      ++Lead;
    Text.Begin = token(Lead).Begin;
    return Lead;
  }

  /// Returns the index of the first token that is no longer of \p Text.
  unsigned takeTrailing(unsigned Last, FieldText &Text) {
    unsigned Next = Last + 1;
    unsigned Column = 0;
    for (; Next < count() && token(Next).isComment(); ++Next) {
      const TextToken &T = token(Next);
      const TextToken &Before = token(Next - 1);
      bool SameLine = T.FirstLine == Before.LastLine;
      bool Continues = T.FirstLine == Before.LastLine + 1 && Column > 0 &&
                       T.Column == Column;
      bool Back =
          T.FirstLine == Before.LastLine + 1 && pointsBack(Lexed.text(T));
      if (!SameLine && !Continues && !Back)
        break;
      if (SameLine)
        Column = T.Column;
      Text.End = T.End;
      Text.EndsInLineComment = Lexed.text(T).starts_with("//");
    }
    return Next;
  }

  bool closingIsOnNextLine(unsigned Last) const {
    return Sources.getSpellingLineNumber(Record.getBraceRange().getEnd()) >
           token(Last).LastLine;
  }

  void splitDeclarators(unsigned Index);
  bool bindsToName(unsigned Index) const;
  void formGroups();
  Gap gapBefore(unsigned Index) const;
  bool hasWallBetween(const FieldDecl &A, const FieldDecl &B) const;
  void splitBlocks(unsigned Begin, unsigned End, const std::vector<Gap> &Gaps);
  void splitAtHeadings(unsigned Begin, unsigned End, bool IsSpacing);
  bool hasLead(unsigned Index) const {
    return Spans[Index].FirstLead != Spans[Index].First &&
           token(Spans[Index].FirstLead).IsFirstOnLine;
  }
  bool hasPlainLead(unsigned Index) const {
    return hasLead(Index) &&
           !isDocumentation(Lexed.text(token(Spans[Index].FirstLead)));
  }

  /// Token indices of a FieldText.
  struct Span {
    unsigned FirstLead, First, Last, AfterTail;
  };

  const ASTContext &Context;
  const SourceManager &Sources;
  const CXXRecordDecl &Record;
  const bool RespectGroups;
  TextTokens Lexed;
  RecordText Result;
  std::vector<unsigned> Starts;
  std::vector<Span> Spans;
  unsigned NextFree = 0;
  unsigned NextGroup = 0;
};
} // namespace

/// Returns whether the token is `*`, `&` or a qualifier of such: what binds to
/// one declared name only.
bool Reader::bindsToName(unsigned Index) const {
  const TextToken &T = token(Index);
  if (T.Kind == tok::star || T.Kind == tok::amp || T.Kind == tok::ampamp)
    return true;
  bool IsQualifier = T.Kind == tok::raw_identifier &&
                     (Lexed.text(T) == "const" || Lexed.text(T) == "volatile");
  return IsQualifier && Index > 0 && bindsToName(Index - 1);
}

/// Cuts `int A, *B;` into "int", "A" and "*B", where that is certain.
void Reader::splitDeclarators(unsigned Index) {
  FieldText &Text = Result.Texts[Index];
  const Span &Tokens = Spans[Index];
  if (Text.Fields.size() < 2 || Text.hasComments())
    return;
  for (unsigned I = Tokens.First; I <= Tokens.Last; ++I)
    if (token(I).isComment() || token(I).Kind == tok::l_brace ||
        token(I).Kind == tok::l_paren)
      return;
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  unsigned Previous = 0;
  for (const FieldDecl *Field : Text.Fields) {
    const unsigned Offset = Sources.getFileOffset(Field->getLocation());
    unsigned At = Tokens.First;
    while (At < Tokens.Last && token(At).Begin != Offset)
      ++At;
    while (At > Tokens.First && bindsToName(At - 1))
      --At;
    bool IsFirst = Parts.empty();
    if (At == Tokens.First || (!IsFirst && token(At - 1).Kind != tok::comma))
      return;
    const unsigned PartEnd = token(At - 1).End;
    Parts.push_back(IsFirst ? Lexed.Buffer.slice(Text.DeclBegin, PartEnd)
                            : Lexed.Buffer.slice(token(Previous).Begin,
                                                 token(At - 1).Begin));
    Previous = At;
  }
  Parts.push_back(
      Lexed.Buffer.slice(token(Previous).Begin, token(Tokens.Last).Begin));
  Text.Specifiers = Parts.front().str();
  for (llvm::StringRef Part : llvm::drop_begin(Parts))
    Text.Declarators.push_back(Part.trim().str());
}

/// Access sections are walls; so is what a later field may need to be
/// declared before it: types, aliases, static members.
bool Reader::hasWallBetween(const FieldDecl &A, const FieldDecl &B) const {
  bool Between = false;
  for (const Decl *D : Record.decls()) {
    if (D == &B)
      return false;
    if (Between && !D->isImplicit() &&
        (isa<AccessSpecDecl, TypeDecl, VarDecl, StaticAssertDecl, UsingDecl>(
            D)))
      // The type of `struct { ... } Name;` is part of the field.
      if (D->getBeginLoc() != B.getBeginLoc())
        return true;
    Between |= D == &A;
  }
  return false;
}

Gap Reader::gapBefore(unsigned Index) const {
  Gap Result;
  const unsigned Begin = Spans[Index - 1].AfterTail;
  const unsigned End = Spans[Index].FirstLead;
  for (unsigned I = Begin; I < End; ++I) {
    if (token(I).isComment())
      Result.HasLooseComment = true;
    else
      Result.HasMember = true;
  }
  for (unsigned I = Begin; I <= End; ++I)
    if (token(I).FirstLine > token(I - 1).LastLine + 1)
      Result.HasBlankLine = true;
  Result.IsWall = hasWallBetween(*this->Result.Texts[Index - 1].Fields.back(),
                                 *this->Result.Texts[Index].Fields.front());
  return Result;
}

void Reader::formGroups() {
  std::vector<Gap> Gaps(Result.Texts.size());
  unsigned Begin = 0;
  for (unsigned I = 1; I <= Result.Texts.size(); ++I) {
    bool IsEnd = I == Result.Texts.size();
    if (!IsEnd) {
      Gaps[I] = gapBefore(I);
      if (!Gaps[I].IsWall && !(RespectGroups && Gaps[I].HasMember))
        continue;
    }
    splitBlocks(Begin, I, Gaps);
    Begin = I;
  }
}

/// Blank lines make groups, unless every field stands alone: then they are
/// mere spacing.
void Reader::splitBlocks(unsigned Begin, unsigned End,
                         const std::vector<Gap> &Gaps) {
  auto IsBoundary = [&](unsigned I) {
    return Gaps[I].HasBlankLine || Gaps[I].HasLooseComment;
  };
  bool IsSpacing = Begin + 1 < End;
  for (unsigned I = Begin + 1; I < End; ++I)
    IsSpacing &= Gaps[I].HasBlankLine && !Gaps[I].HasLooseComment;
  unsigned Block = Begin;
  for (unsigned I = Begin + 1; I <= End; ++I)
    if (I == End || (RespectGroups && !IsSpacing && IsBoundary(I))) {
      splitAtHeadings(Block, I, IsSpacing);
      Block = I;
    }
}

/// A comment above one of several fields may be its own or a heading. Where
/// each field has one, they are their own; otherwise each starts a group and
/// its field stays below it.
void Reader::splitAtHeadings(unsigned Begin, unsigned End, bool IsSpacing) {
  bool AllLed = true;
  for (unsigned I = Begin; I < End; ++I)
    AllLed &= hasLead(I);
  for (unsigned I = Begin; I < End; ++I) {
    bool IsHeading = RespectGroups && !AllLed && !IsSpacing && hasPlainLead(I);
    if (I == Begin || IsHeading)
      ++NextGroup;
    Result.Texts[I].Group = NextGroup;
    Result.Texts[I].HeadsGroup = IsHeading && I + 1 < End;
  }
}

std::optional<RecordText> memtidy::readRecordText(const ASTContext &Context,
                                                  const CXXRecordDecl &Record,
                                                  bool RespectGroups) {
  return Reader(Context, Record, RespectGroups).read();
}
