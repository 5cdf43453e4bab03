//===- Grouped.cpp - One line per finding, by file ------------------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/render/Summary.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

static std::string placeIn(const Issue &Found) {
  return llvm::formatv("{0}:{1}", Found.Range.Start.Line,
                       Found.Range.Start.Col);
}

static void writeFile(llvm::ArrayRef<Issue> Issues,
                      const RenderOptions &Options, llvm::raw_ostream &OS) {
  Painter Paint(OS, Options.Color);
  Paint(Style::Strong) << shortPath(Issues.front().Path, Options.BaseDir)
                       << '\n';
  size_t Width = 0;
  for (const Issue &Found : Issues)
    Width = std::max(Width, placeIn(Found).size());
  for (const Issue &Found : Issues) {
    Paint(Style::Gutter) << "  " << llvm::right_justify(placeIn(Found), Width)
                         << "  ";
    Paint(Style::Plain) << plainText(Found.Message) << " [" << Found.Check
                        << "]\n";
  }
  OS << '\n';
}

void memtidy::renderGrouped(const Report &Result, const RenderOptions &Options,
                            llvm::raw_ostream &OS) {
  llvm::ArrayRef<Issue> Rest(Result.Issues);
  while (!Rest.empty()) {
    llvm::ArrayRef<Issue> OfFile = Rest.take_while(
        [&](const Issue &Found) { return Found.Path == Rest.front().Path; });
    writeFile(OfFile, Options, OS);
    Rest = Rest.drop_front(OfFile.size());
  }
  writeSummary(Result, Options, OS);
}
