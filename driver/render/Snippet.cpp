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
                     const DisplayLine &Shown, Painter &Paint) {
  Style Colour = Mark.Primary ? Style::Primary : Style::Step;
  // The file may have changed since: a mark behind the line goes to its end.
  size_t Last = Line.size();
  size_t Start = std::min<size_t>(Mark.Col ? Mark.Col - 1 : 0, Last);
  size_t End = Mark.Col && Mark.Col <= Last ? endOf(Mark, Line) : Start;
  unsigned From = Shown.Column[Start];
  unsigned To = Shown.Column[std::min(End, Last)];
  llvm::raw_ostream &OS = Paint(Colour);
  OS.indent(From) << '^' << std::string(To > From + 1 ? To - From - 1 : 0, '~');
  if (!Mark.Label.empty())
    OS << ' ' << Mark.Label;
  OS << '\n';
}

void memtidy::drawSnippet(const Snippet &Drawn, unsigned Gutter,
                          SourceLines &Sources, const RenderOptions &Options,
                          llvm::raw_ostream &OS) {
  Painter Paint(OS, Options.Color);
  for (unsigned Number = Drawn.FirstLine; Number <= Drawn.LastLine; ++Number) {
    std::optional<llvm::StringRef> Line =
        Sources.line(Drawn.Marks.front().Path, Number);
    DisplayLine Shown = displayLine(Line.value_or(""));
    if (Line) {
      std::string Digits = std::to_string(Number);
      Paint(Style::Gutter).indent(Gutter - Digits.size()) << Digits << " |";
      Paint(Style::Plain) << (Shown.Text.empty() ? "" : " ") << Shown.Text
                          << '\n';
    }
    for (const Mark &Mark : Drawn.Marks)
      if (Mark.Line == Number && (Line || !Mark.Label.empty())) {
        Paint(Style::Gutter).indent(Gutter) << " | ";
        drawMark(Mark, Line.value_or(""), Shown, Paint);
      }
  }
}
