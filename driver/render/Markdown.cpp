//===- Markdown.cpp - A job summary or a comment --------------------------===//
//
// For $GITHUB_STEP_SUMMARY and for comments of bots, which hold 65 536
// characters: rows that do not fit are counted.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/render/Statistics.h"
#include "driver/render/Summary.h"
#include "driver/render/XmlText.h"
#include "driver/report/JsonText.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

// What remains is for the lines that close the report.
static constexpr size_t MostBytes = 64000;

// Text of a table's cell: nothing in it is taken for Markdown or HTML.
static std::string cell(llvm::StringRef Text) {
  std::string Result;
  for (char C : xmlText(Text)) {
    if (llvm::StringRef("\\`*_{}[]|~").contains(C))
      Result += '\\';
    Result += C;
  }
  return Result;
}

static std::string rowOf(const Issue &Found, const RenderOptions &Options) {
  const FilePosition &Start = Found.Range.Start;
  return llvm::formatv(
      "| {0} | {1} | {2} | {3} |\n",
      cell(formatPlace(Found.Path, Start.Line, Start.Col, Options)),
      cell(Found.Message), toString(Found.Sureness),
      cell(Found.Waste.Bytes ? formatBytes(*Found.Waste.Bytes) : ""));
}

static std::string sectionOf(const CheckStatistics &Check,
                             const RenderOptions &Options, size_t Room) {
  std::string Text =
      llvm::formatv("\n<details><summary>{0}: {1} in {2}</summary>\n\n"
                    "| place | finding | level | cost |\n|---|---|---|--:|\n",
                    Check.Check, formatCount(Check.Issues.size(), "finding"),
                    formatCount(Check.Files, "file"));
  size_t Shown = 0;
  for (const Issue *Found : Check.Issues) {
    std::string Row = rowOf(*Found, Options);
    if (Text.size() + Row.size() > Room)
      break;
    Text += Row;
    ++Shown;
  }
  if (Shown < Check.Issues.size())
    Text += llvm::formatv("\n{0} left out here.\n",
                          formatCount(Check.Issues.size() - Shown, "finding"));
  return Text + "\n</details>\n";
}

void memtidy::renderMarkdown(const Report &Result, const RenderOptions &Options,
                             llvm::raw_ostream &OS) {
  std::string Text = "### memtidy\n\n" + summaryLine(Result) + ".\n";
  if (const HiddenCounts &Hidden = Result.Hidden;
      Hidden.Baselined || Hidden.Suppressed)
    Text += llvm::formatv("{0} in the baseline, {1} suppressed.\n",
                          Hidden.Baselined, Hidden.Suppressed);
  for (const TuError &Error : Result.Errors) {
    if (Text.size() > MostBytes / 4) {
      Text += "\nMore translation units could not be analysed.\n";
      break;
    }
    Text += llvm::formatv("\nCould not analyse {0}: {1}\n",
                          cell(shortPath(Error.Path, Options.BaseDir)),
                          cell(Error.Reason));
  }
  size_t ChecksLeftOut = 0;
  for (const CheckStatistics &Check : statisticsOf(Result)) {
    size_t Room = MostBytes - std::min(MostBytes, Text.size());
    if (Room < 1000)
      ++ChecksLeftOut;
    else
      Text += sectionOf(Check, Options, Room);
  }
  if (ChecksLeftOut)
    Text += llvm::formatv("\n{0} left out here.\n",
                          formatCount(ChecksLeftOut, "check"));
  OS << jsonText(Text);
}
