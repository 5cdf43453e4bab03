//===- Format.cpp - Pieces of text that several formats share -------------===//

#include "driver/render/Format.h"
#include "driver/render/SourceLines.h"
#include "driver/support/Path.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

std::string memtidy::formatBytes(uint64_t Bytes) {
  if (Bytes < 1024)
    return llvm::formatv("{0} B", Bytes);
  static constexpr llvm::StringLiteral Units[] = {"KiB", "MiB", "GiB", "TiB"};
  double Value = Bytes / 1024.0;
  size_t Unit = 0;
  for (; Value >= 1024 && Unit + 1 < std::size(Units); ++Unit)
    Value /= 1024;
  return llvm::formatv("{0:f1} {1}", Value, Units[Unit]);
}

std::string memtidy::formatCount(size_t Count, llvm::StringRef Noun) {
  if (Count == 0)
    return llvm::formatv("no {0}s", Noun);
  return llvm::formatv("{0} {1}{2}", Count, Noun, Count == 1 ? "" : "s");
}

std::string memtidy::plainText(llvm::StringRef Text) {
  return displayLine(Text).Text;
}

std::string memtidy::formatCost(const Cost &Waste) {
  std::string Text;
  if (Waste.Bytes)
    Text = formatBytes(*Waste.Bytes);
  if (Waste.Bytes && !Waste.Unit.empty())
    Text += " per " + Waste.Unit;
  if (!Waste.Assumption.empty())
    Text += (Text.empty() ? "" : " · ") + Waste.Assumption;
  return Text;
}

std::vector<std::string> memtidy::detailLines(const Issue &Found) {
  std::vector<std::string> Lines;
  if (std::string Cost = formatCost(Found.Waste); !Cost.empty())
    Lines.push_back("cost: " + Cost);
  Lines.push_back(("level: " + toString(Found.Sureness)).str());
  Lines.reserve(Found.Fixes.size() + 1);
  for (const IssueFix &Fix : Found.Fixes)
    Lines.push_back("help: " + Fix.Title +
                    (Fix.Reason.empty() ? "" : " (" + Fix.Reason + ")"));
  return Lines;
}

std::string memtidy::formatPlace(llvm::StringRef Path, unsigned Line,
                                 unsigned Col, const RenderOptions &Options) {
  return llvm::formatv("{0}:{1}:{2}", shortPath(Path, Options.BaseDir), Line,
                       Col);
}

void memtidy::writeHead(const Issue &Found, const RenderOptions &Options,
                        llvm::raw_ostream &OS) {
  const FilePosition &Start = Found.Range.Start;
  Painter Paint(OS, Options.Color);
  Paint(Style::Strong) << formatPlace(Found.Path, Start.Line, Start.Col,
                                      Options)
                       << ": ";
  Paint(Style::Warning) << "warning: ";
  Paint(Style::Strong) << plainText(Found.Message);
  Paint(Style::Plain) << " [" << Found.Check << "]\n";
}
