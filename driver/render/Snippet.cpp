//===- Snippet.cpp - Source lines with marks under them -------------------===//

#include "driver/render/Snippet.h"
#include "driver/render/Painter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace memtidy;

// Two marks this many lines apart are still read together.
static constexpr unsigned Nearby = 3;

static bool isNear(const Snippet &Group, const Mark &Mark) {
  return Group.Marks.front().Path == Mark.Path &&
         Mark.Line + Nearby >= Group.FirstLine &&
         Mark.Line <= Group.LastLine + Nearby;
}

static void addMark(Snippet &Group, const Mark &Added) {
  Group.FirstLine = std::min(Group.FirstLine, Added.Line);
  Group.LastLine = std::max(Group.LastLine, Added.Line);
  for (Mark &Known : Group.Marks)
    if (Known.Line == Added.Line && Known.Col == Added.Col &&
        Known.Label.empty()) {
      Known.Label = Added.Label;
      return;
    }
  Group.Marks.push_back(Added);
}

std::vector<Snippet> memtidy::groupMarks(const std::vector<Mark> &Marks) {
  std::vector<Snippet> Groups;
  for (const Mark &Next : Marks) {
    auto It = llvm::find_if(
        Groups, [&](const Snippet &Group) { return isNear(Group, Next); });
    if (It != Groups.end())
      addMark(*It, Next);
    else
      Groups.push_back({Next.Line, Next.Line, {Next}});
  }
  return Groups;
}

namespace {
/// A source line as it is drawn. Generated code has lines of any length: of
/// those only the surroundings of the first mark are shown.
struct DrawnLine {
  llvm::StringRef Source; ///< What of the line is shown.
  size_t Skipped = 0;     ///< Bytes of the line before Source.
  bool IsCut = false;     ///< There are bytes after Source.
  DisplayLine Shown;

  /// Returns the column on the terminal of a byte of the whole line. What is
  /// not shown counts as the nearest that is.
  unsigned columnOf(size_t Byte) const {
    size_t Inside = std::max(Byte, Skipped) - Skipped;
    unsigned Ellipsis = Skipped ? 1 : 0;
    return Ellipsis + Shown.Column[std::min(Inside, Source.size())];
  }
};
} // namespace

// Returns \p Byte or the start of the character that it is in.
static size_t characterStart(llvm::StringRef Text, size_t Byte) {
  while (Byte > 0 && Byte < Text.size() && (Text[Byte] & 0xC0) == 0x80)
    --Byte;
  return Byte;
}

static DrawnLine prepareLine(llvm::StringRef Line, size_t FirstMark) {
  static constexpr size_t MaxBytes = 200, Before = 60;
  DrawnLine Result;
  Result.Source = Line;
  if (Line.size() > MaxBytes) {
    size_t Start = std::min(FirstMark, Line.size());
    Result.Skipped =
        Start > MaxBytes - Before ? characterStart(Line, Start - Before) : 0;
    size_t End = characterStart(Line, Result.Skipped + MaxBytes);
    Result.Source = Line.slice(Result.Skipped, End);
    Result.IsCut = End < Line.size();
  }
  Result.Shown = displayLine(Result.Source);
  return Result;
}

// Returns the exclusive end of what to underline, a byte from 0.
static size_t endOf(const Mark &Mark, llvm::StringRef Line) {
  size_t Start = Mark.Col - 1;
  if (Mark.EndCol > Mark.Col)
    return std::min<size_t>(Mark.EndCol - 1, Line.size());
  llvm::StringRef Rest = Line.drop_front(Start);
  size_t Length = Rest.take_while([](char C) {
                        return llvm::isAlnum(C) || C == '_' || (C & 0x80);
                      })
                      .size();
  return Start + std::max<size_t>(Length, 1);
}

static void drawMark(const Mark &Mark, llvm::StringRef Line,
                     const DrawnLine &Drawn, Painter &Paint) {
  // The file may have changed since: a mark behind the line goes to its end.
  size_t Start = std::min<size_t>(Mark.Col ? Mark.Col - 1 : 0, Line.size());
  size_t End = Mark.Col && Mark.Col <= Line.size() ? endOf(Mark, Line) : Start;
  unsigned From = Drawn.columnOf(Start), To = Drawn.columnOf(End);
  llvm::raw_ostream &OS =
      Paint(Mark.Primary ? Style::Primary : Style::Step).indent(From);
  OS << '^' << std::string(To > From + 1 ? To - From - 1 : 0, '~');
  if (!Mark.Label.empty())
    OS << ' ' << Mark.Label;
  OS << '\n';
}

static void drawSource(unsigned Number, const DrawnLine &Line, unsigned Gutter,
                       Painter &Paint) {
  std::string Digits = std::to_string(Number);
  Paint(Style::Gutter).indent(Gutter - Digits.size()) << Digits << " |";
  llvm::raw_ostream &OS = Paint(Style::Plain);
  if (!Line.Shown.Text.empty())
    OS << ' ' << (Line.Skipped ? "…" : "") << Line.Shown.Text
       << (Line.IsCut ? "…" : "");
  OS << '\n';
}

void memtidy::drawSnippet(const Snippet &Group, unsigned Gutter,
                          SourceLines &Sources, const RenderOptions &Options,
                          llvm::raw_ostream &OS) {
  Painter Paint(OS, Options.Color);
  for (unsigned Number = Group.FirstLine; Number <= Group.LastLine; ++Number) {
    auto IsHere = [&](const Mark &Mark) { return Mark.Line == Number; };
    auto First = llvm::find_if(Group.Marks, IsHere);
    bool HasMark = First != Group.Marks.end();
    std::optional<llvm::StringRef> Found =
        Sources.line(Group.Marks.front().Path, Number);
    llvm::StringRef Line = Found.value_or("");
    DrawnLine Drawn =
        prepareLine(Line, HasMark && First->Col ? First->Col - 1 : 0);
    if (Found)
      drawSource(Number, Drawn, Gutter, Paint);
    for (const Mark &Mark : llvm::make_filter_range(Group.Marks, IsHere))
      if (Found || !Mark.Label.empty()) {
        Paint(Style::Gutter).indent(Gutter) << " | ";
        drawMark(Mark, Line, Drawn, Paint);
      }
  }
}
