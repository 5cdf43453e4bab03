//===- LayoutSvg.cpp - Records as a picture -------------------------------===//
//
// One row is eight bytes; states of one record stand side by side: as it was,
// as it is, as it could be. Rows that say nothing new are left out.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Layouts.h"
#include "driver/render/XmlText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace memtidy;

static constexpr unsigned ByteWidth = 36;
static constexpr unsigned RowHeight = 26;
static constexpr unsigned Margin = 48;
static constexpr unsigned PlanWidth = Margin + 8 * ByteWidth + 24;
static constexpr unsigned HeadHeight = 44;

static constexpr llvm::StringLiteral Colours[] = {
    "#a6cee3", "#b2df8a", "#fdbf6f", "#cab2d6", "#ffff99", "#8dd3c7"};

namespace {
/// One order of a record, ready to be drawn.
struct Column {
  std::string Title;
  const RecordPlan *Plan;
};

/// Consecutive rows of eight bytes: one, or many that all are in one part.
struct Stretch {
  uint64_t First = 0;
  uint64_t Rows = 1;
};
} // namespace

/// The part that owns all of row \p Row, or null.
static const RecordPart *ownerOf(const RecordPlan &Plan, uint64_t Row) {
  for (const RecordPart &Part : Plan.Parts)
    if (Part.Offset <= Row * 8 && Part.Offset + Part.Size >= Row * 8 + 8)
      return &Part;
  return nullptr;
}

static void forEachStretch(const RecordPlan &Plan,
                           llvm::function_ref<void(Stretch)> Visit) {
  const uint64_t Rows = (Plan.Size + 7) / 8;
  for (uint64_t Row = 0; Row < Rows;) {
    uint64_t Next = Row + 1;
    const RecordPart *Owner = ownerOf(Plan, Row);
    if (Owner)
      Next = std::max(Next, (Owner->Offset + Owner->Size) / 8);
    // Two rows of a part are as short as a word about them.
    if (Next - Row <= 3)
      Next = Row + 1;
    Visit({Row, Next - Row});
    Row = Next;
  }
}

static void writeBox(unsigned X, unsigned Y, unsigned Width,
                     llvm::StringRef Fill, llvm::StringRef Text,
                     llvm::raw_ostream &OS) {
  OS << llvm::formatv("  <rect x=\"{0}\" y=\"{1}\" width=\"{2}\" "
                      "height=\"{3}\" fill=\"{4}\" stroke=\"#444\"/>\n",
                      X, Y, Width, RowHeight, Fill);
  if (Text.empty())
    return;
  // Seven units a letter; a box that is too small has its text as a tip only.
  const size_t Room = Width / 7;
  std::string Shown = Text.str();
  if (Shown.size() > Room)
    Shown = Room > 2 ? Text.take_front(Room - 1).str() + "." : "";
  OS << llvm::formatv("  <text x=\"{0}\" y=\"{1}\" text-anchor=\"middle\">"
                      "<title>{2}</title>{3}</text>\n",
                      X + Width / 2, Y + 17, xmlText(Text), xmlText(Shown));
}

/// Draws what of \p Part lies in the bytes [Begin, End).
static void writePart(const RecordPart &Part, llvm::StringRef Colour,
                      unsigned X, unsigned Y, uint64_t Begin, uint64_t End,
                      llvm::raw_ostream &OS) {
  const uint64_t From = std::max(Begin, Part.Offset);
  const uint64_t To = std::min(End, Part.Offset + Part.Size);
  if (From >= To)
    return;
  const unsigned Row = std::min<uint64_t>(To - Begin, 8);
  const unsigned Left = (From - Begin) % 8;
  std::string Text = titleOf(Part).str();
  if (Part.BitWidth)
    Text += llvm::formatv(" : {0}", *Part.BitWidth);
  writeBox(X + Left * ByteWidth, Y, (Row - Left) * ByteWidth, Colour, Text, OS);
}

static void writeRow(const RecordPlan &Plan, const Stretch &Rows, unsigned X,
                     unsigned Y, llvm::raw_ostream &OS) {
  const uint64_t Begin = Rows.First * 8;
  const uint64_t End = std::min(Begin + Rows.Rows * 8, Plan.Size);
  OS << llvm::formatv("  <text x=\"{0}\" y=\"{1}\" text-anchor=\"end\" "
                      "fill=\"#666\">{2}</text>\n",
                      X - 6, Y + 17, Begin);
  if (Rows.Rows > 1) {
    const RecordPart &Part = *ownerOf(Plan, Rows.First);
    const size_t Index = &Part - Plan.Parts.data();
    writeBox(X, Y, 8 * ByteWidth, Colours[Index % std::size(Colours)],
             llvm::formatv("{0}: {1} bytes", titleOf(Part), End - Begin).str(),
             OS);
    return;
  }
  for (const RecordHole &Hole : Plan.Holes)
    writePart(
        {.Name = "-", .Type = "", .Offset = Hole.Offset, .Size = Hole.Size},
        "url(#hole)", X, Y, Begin, End, OS);
  for (const auto &[Index, Part] : llvm::enumerate(Plan.Parts))
    writePart(Part, Colours[Index % std::size(Colours)], X, Y, Begin, End, OS);
}

static unsigned heightOf(const Column &Shown) {
  unsigned Height = HeadHeight;
  forEachStretch(*Shown.Plan, [&](Stretch) { Height += RowHeight; });
  return Height;
}

static void writeColumn(const Column &Shown, unsigned X, unsigned Y,
                        llvm::raw_ostream &OS) {
  OS << llvm::formatv("  <text x=\"{0}\" y=\"{1}\">{2}: {3} bytes, {4} of them "
                      "padding</text>\n",
                      X, Y + HeadHeight - 10, xmlText(Shown.Title),
                      Shown.Plan->Size, Shown.Plan->paddingBytes());
  Y += HeadHeight;
  forEachStretch(*Shown.Plan, [&](Stretch Rows) {
    writeRow(*Shown.Plan, Rows, X, Y, OS);
    Y += RowHeight;
  });
}

static std::vector<Column> columnsOf(const LayoutReport &Report,
                                     const RecordTable &Record) {
  std::vector<Column> Result;
  if (const RecordTable *Old = Report.before(Record))
    Result.push_back({"at " + Report.Revision, &Old->Now});
  Result.push_back({"now", &Record.Now});
  if (Record.Best)
    Result.push_back({"best order", &*Record.Best});
  return Result;
}

void memtidy::writeLayoutSvg(const LayoutReport &Report,
                             llvm::raw_ostream &OS) {
  unsigned Width = PlanWidth, Height = 8;
  for (const RecordTable &Record : Report.Records) {
    std::vector<Column> Columns = columnsOf(Report, Record);
    Width = std::max<unsigned>(Width, PlanWidth * Columns.size());
    unsigned Tallest = 0;
    for (const Column &Shown : Columns)
      Tallest = std::max(Tallest, heightOf(Shown));
    Height += 24 + Tallest;
  }
  OS << llvm::formatv(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" font-family=\"monospace\" "
      "font-size=\"12\">\n",
      Width, Height + 16);
  OS << "  <defs><pattern id=\"hole\" width=\"6\" height=\"6\" "
        "patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" "
        "fill=\"#eee\"/><path d=\"M0 6L6 0\" stroke=\"#c33\"/></pattern>"
        "</defs>\n  <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
  unsigned Y = 8;
  for (const RecordTable &Record : Report.Records) {
    OS << llvm::formatv("  <text x=\"{0}\" y=\"{1}\" font-weight=\"bold\">{2}"
                        "</text>\n",
                        Margin, Y + 16, xmlText(Record.Name));
    unsigned X = Margin, Tallest = 0;
    for (const Column &Shown : columnsOf(Report, Record)) {
      writeColumn(Shown, X, Y + 8, OS);
      Tallest = std::max(Tallest, heightOf(Shown));
      X += PlanWidth;
    }
    Y += 24 + Tallest;
  }
  OS << "</svg>\n";
}
