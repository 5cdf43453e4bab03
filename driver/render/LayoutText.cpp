//===- LayoutText.cpp - A record as a table for terminals -----------------===//

#include "driver/render/Layouts.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace memtidy;

const RecordTable *LayoutReport::before(const RecordTable &Record) const {
  auto Found = llvm::find_if(
      Before, [&](const RecordTable &Old) { return Old.Name == Record.Name; });
  return Found == Before.end() ? nullptr : &*Found;
}

llvm::StringRef memtidy::titleOf(const RecordPart &Part) {
  return Part.Name.empty() ? llvm::StringRef(Part.Type)
                           : llvm::StringRef(Part.Name);
}

namespace {
/// The bytes of an object as one line of characters.
class Ruler {
public:
  // A terminal has room for one cache line; larger objects are drawn by words.
  explicit Ruler(uint64_t Size) : Size(Size), Scale(Size <= 64 ? 1 : 8) {}

  bool fits() const { return Size <= 64 * 8; }

  std::string head() const {
    std::string Text;
    for (uint64_t Offset = 0; Offset < Size; Offset += 8 * Scale)
      Text += llvm::formatv("{0,-9}", llvm::formatv("{0:2}", Offset).str());
    return llvm::StringRef(Text).rtrim().str();
  }

  /// Draws \p Letter at [Offset, End) and dots up to \p HoleEnd.
  std::string row(char Letter, uint64_t Offset, uint64_t End,
                  uint64_t HoleEnd) const {
    std::string Text;
    for (uint64_t Cell = 0; Cell * Scale < HoleEnd; ++Cell) {
      if (Cell > 0 && Cell % 8 == 0)
        Text += ' ';
      const uint64_t First = Cell * Scale, Last = First + Scale;
      if (First < End && Last > Offset)
        Text += Letter;
      else
        Text += First < End || Last <= End ? " " : "·";
    }
    return Text;
  }

private:
  const uint64_t Size;
  const uint64_t Scale;
};
} // namespace

static std::string sizeText(const RecordPart &Part) {
  if (!Part.BitWidth)
    return std::to_string(Part.Size);
  return std::to_string(*Part.BitWidth) + "b";
}

static std::string offsetText(const RecordPart &Part) {
  if (!Part.BitWidth)
    return std::to_string(Part.Offset);
  return llvm::formatv("{0}:{1}", Part.Offset, Part.BitOffset);
}

static std::string linesText(const RecordPart &Part) {
  const uint64_t First = Part.Offset / 64;
  const uint64_t Last =
      (Part.Offset + std::max<uint64_t>(Part.Size, 1) - 1) / 64;
  return First == Last ? std::to_string(First)
                       : llvm::formatv("{0}-{1}", First, Last).str();
}

/// The hole behind \p Part, if the next byte is one.
static uint64_t holeAfter(const RecordPlan &Plan, const RecordPart &Part) {
  for (const RecordHole &Hole : Plan.Holes)
    if (Part.Size && Hole.Offset == Part.Offset + Part.Size)
      return Hole.Size;
  return 0;
}

static std::string memberText(const RecordPart &Part, size_t TypeWidth) {
  if (Part.Is == RecordPart::Kind::Pointer)
    return Part.Type;
  if (Part.Is == RecordPart::Kind::Base)
    return "base " + Part.Type;
  std::string Type = Part.Type;
  Type.resize(std::max(Type.size(), TypeWidth), ' ');
  return Type + " " + (Part.Name.empty() ? "(unnamed)" : Part.Name);
}

static void writePlan(const RecordPlan &Plan, llvm::raw_ostream &OS) {
  size_t TypeWidth = 0, Width = 6;
  for (const RecordPart &Part : Plan.Parts)
    if (Part.Is == RecordPart::Kind::Field && Part.Type.size() <= 32)
      TypeWidth = std::max(TypeWidth, Part.Type.size());
  for (const RecordPart &Part : Plan.Parts)
    Width = std::max(Width, memberText(Part, TypeWidth).size());
  const Ruler Bytes(Plan.Size);
  auto Row = [&](llvm::StringRef Offset, llvm::StringRef Size,
                 llvm::StringRef Hole, llvm::StringRef Line,
                 llvm::StringRef Member, llvm::StringRef Picture) {
    std::string Text =
        llvm::formatv("{0,6}  {1,5}  {2,4}  {3,4}  {4}", Offset, Size, Hole,
                      Line, llvm::left_justify(Member, Width + 2));
    OS << llvm::StringRef(Text + Picture.str()).rtrim() << '\n';
  };
  Row("offset", "size", "hole", "line", "member",
      Bytes.fits() ? Bytes.head() : "");
  char Letter = 'A';
  for (const RecordPart &Part : Plan.Parts) {
    const uint64_t End = Part.Offset + Part.Size;
    const uint64_t Hole = holeAfter(Plan, Part);
    Row(offsetText(Part), sizeText(Part), Hole ? std::to_string(Hole) : "",
        linesText(Part), memberText(Part, TypeWidth),
        Bytes.fits() && Part.Size
            ? Bytes.row(Letter, Part.Offset, End, End + Hole)
            : "");
    Letter = Letter == 'Z' ? 'A' : Letter + 1;
  }
}

static std::string plural(uint64_t Count, llvm::StringRef What) {
  return llvm::formatv("{0} {1}{2}", Count, What, Count == 1 ? "" : "s");
}

static std::string summaryOf(const RecordPlan &Plan) {
  const uint64_t Padding = Plan.paddingBytes();
  std::string Text = llvm::formatv(
      "{0}, align {1}, {2}, {3} padding", plural(Plan.Size, "byte"), Plan.Align,
      plural(Plan.cacheLines(), "cache line"), plural(Padding, "byte"));
  if (Padding)
    Text += llvm::formatv(" ({0} %)", Padding * 100 / Plan.Size);
  return Text;
}

static void writeOrder(const RecordPlan &Plan, llvm::raw_ostream &OS) {
  for (const RecordPart &Part : Plan.Parts)
    if (Part.Is == RecordPart::Kind::Field)
      OS << ' ' << titleOf(Part);
}

static std::string signedDifference(uint64_t From, uint64_t To) {
  return To >= From ? llvm::formatv("+{0}", To - From).str()
                    : llvm::formatv("-{0}", From - To).str();
}

/// Says which parts came, went or moved.
static void writeChanges(const RecordPlan &Old, const RecordPlan &New,
                         llvm::raw_ostream &OS) {
  auto Find = [](const RecordPlan &Plan, const RecordPart &Part) {
    auto Found = llvm::find_if(Plan.Parts, [&](const RecordPart &Other) {
      return Other.Is == Part.Is && titleOf(Other) == titleOf(Part);
    });
    return Found == Plan.Parts.end() ? nullptr : &*Found;
  };
  for (const RecordPart &Part : Old.Parts)
    if (!Find(New, Part))
      OS << "  gone: " << titleOf(Part) << " (" << sizeText(Part) << ")\n";
  for (const RecordPart &Part : New.Parts) {
    const RecordPart *Was = Find(Old, Part);
    if (!Was)
      OS << "  new: " << titleOf(Part) << " (" << sizeText(Part) << ")\n";
    else if (Was->Size != Part.Size || Was->BitWidth != Part.BitWidth)
      OS << "  size: " << titleOf(Part) << ' ' << sizeText(*Was) << " -> "
         << sizeText(Part) << '\n';
    else if (offsetText(*Was) != offsetText(Part))
      OS << "  moved: " << titleOf(Part) << ' ' << offsetText(*Was) << " -> "
         << offsetText(Part) << '\n';
  }
}

static void writeComparison(const LayoutReport &Report,
                            const RecordTable &Record, llvm::raw_ostream &OS) {
  const RecordTable *Old = Report.before(Record);
  if (!Old) {
    OS << "not there at " << Report.Revision << '\n';
    return;
  }
  if (Old->Now == Record.Now) {
    OS << "unchanged since " << Report.Revision << '\n';
    return;
  }
  OS << llvm::formatv("at {0}: {1}; since then {2} bytes\n", Report.Revision,
                      summaryOf(Old->Now),
                      signedDifference(Old->Now.Size, Record.Now.Size));
  writeChanges(Old->Now, Record.Now, OS);
  writePlan(Old->Now, OS);
}

void memtidy::writeLayoutText(const LayoutReport &Report,
                              llvm::raw_ostream &OS) {
  bool IsFirst = true;
  for (const RecordTable &Record : Report.Records) {
    if (!IsFirst)
      OS << '\n';
    IsFirst = false;
    OS << llvm::formatv("{0}   {1}   {2}:{3}\n", Record.Name,
                        summaryOf(Record.Now),
                        shortPath(Record.Path, Report.Root), Record.Line);
    writePlan(Record.Now, OS);
    if (Record.Best) {
      OS << "best order:";
      writeOrder(*Record.Best, OS);
      OS << llvm::formatv(" -> {0} ({1})\n", plural(Record.Best->Size, "byte"),
                          signedDifference(Record.Now.Size, Record.Best->Size));
      writePlan(*Record.Best, OS);
    }
    if (!Report.Revision.empty())
      writeComparison(Report, Record, OS);
  }
}
