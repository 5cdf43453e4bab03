//===- Full.cpp - The format for people -----------------------------------===//
//
// The source with the finding underlined, the steps of the proof at their own
// places, the cost and the cure.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/render/Snippet.h"
#include "driver/render/Summary.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

namespace {
/// Writes the findings of one report.
class FullWriter {
public:
  FullWriter(const RenderOptions &Options, llvm::raw_ostream &OS)
      : Options(Options), OS(OS) {}

  void write(const Issue &Found);

private:
  void writeSource(const Issue &Found);
  void writeCost(const Issue &Found);
  void writeFix(const IssueFix &Fix);
  void writeEntry(llvm::StringRef Key, llvm::StringRef Text,
                  Style Colour = Style::Plain);
  void writeBar();

  const RenderOptions &Options;
  llvm::raw_ostream &OS;
  SourceLines Sources;
  unsigned Gutter = 0;
};
} // namespace

// The finding, then the steps of its proof, numbered where there are several.
static std::vector<Mark> marksOf(const Issue &Found) {
  const FileRange &Range = Found.Range;
  bool OneLine = Range.End.Line == Range.Start.Line;
  std::vector<Mark> Marks;
  Marks.push_back({Found.Path, Range.Start.Line, Range.Start.Col,
                   OneLine ? Range.End.Col : ~0u, "", true});
  unsigned Number = 0;
  Marks.reserve(Found.Steps.size() + 1);
  for (const IssueStep &Step : Found.Steps) {
    std::string Label = plainText(Step.Message);
    if (Found.Steps.size() > 1)
      Label = llvm::formatv("{0}. {1}", ++Number, Label);
    Marks.push_back({Step.Path, Step.Line, Step.Col, 0, std::move(Label)});
  }
  return Marks;
}

void FullWriter::writeBar() {
  Painter Paint(OS, Options.Color);
  Paint(Style::Gutter).indent(Gutter) << " |\n";
}

void FullWriter::writeSource(const Issue &Found) {
  std::vector<Snippet> Snippets = groupMarks(marksOf(Found));
  unsigned LastLine = 0;
  for (const Snippet &S : Snippets)
    LastLine = std::max(LastLine, S.LastLine);
  Gutter = std::to_string(LastLine).size();

  writeBar();
  for (const Snippet &S : Snippets) {
    const Mark &First = S.Marks.front();
    if (!First.Primary) {
      writeBar();
      Painter Paint(OS, Options.Color);
      Paint(Style::Gutter).indent(Gutter) << " ::: ";
      Paint(Style::Plain) << formatPlace(First.Path, First.Line, First.Col,
                                         Options)
                          << '\n';
    }
    drawSnippet(S, Gutter, Sources, Options, OS);
  }
  writeBar();
}

void FullWriter::writeEntry(llvm::StringRef Key, llvm::StringRef Text,
                            Style Colour) {
  Painter Paint(OS, Options.Color);
  Paint(Style::Gutter).indent(Gutter) << " = ";
  Paint(Colour) << Key << ": ";
  Paint(Style::Plain) << plainText(Text) << '\n';
}

void FullWriter::writeCost(const Issue &Found) {
  if (std::string Text = formatCost(Found.Waste); !Text.empty())
    writeEntry("cost", Text);
}

void FullWriter::writeFix(const IssueFix &Fix) {
  switch (Fix.Safety) {
  case Trust::Safe:
    return writeEntry("help", Fix.Title + " [safe fix]", Style::Good);
  case Trust::Unsafe:
    writeEntry("help", Fix.Title + " [unsafe fix]", Style::Good);
    return writeEntry("why unsafe", Fix.Reason);
  case Trust::Display:
    writeEntry("help", Fix.Title, Style::Good);
    return writeEntry("no fix", Fix.Reason);
  }
}

void FullWriter::write(const Issue &Found) {
  writeHead(Found, Options, OS);
  writeSource(Found);
  writeCost(Found);
  writeEntry("level", toString(Found.Sureness));
  for (const IssueFix &Fix : Found.Fixes)
    writeFix(Fix);
  for (const IssueStep &Place : Found.Related)
    writeEntry("note", llvm::formatv("{0}: {1}",
                                     formatPlace(Place.Path, Place.Line,
                                                 Place.Col, Options),
                                     Place.Message)
                           .str());
  if (llvm::StringRef(Found.Check).starts_with("memtidy-"))
    writeEntry("see", "memtidy explain " + Found.Check);
  OS << '\n';
}

void memtidy::renderFull(const Report &Result, const RenderOptions &Options,
                         llvm::raw_ostream &OS) {
  FullWriter Writer(Options, OS);
  for (const Issue &Found : Result.Issues)
    Writer.write(Found);
  writeSummary(Result, Options, OS);
}
