//===- Checkstyle.cpp - The format that most CI systems read --------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/render/XmlText.h"
#include "driver/support/Path.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

static llvm::StringLiteral severityOf(Level Sureness) {
  switch (Sureness) {
  case Level::Certain:
    return "error";
  case Level::Likely:
    return "warning";
  case Level::Possible:
    return "info";
  }
  llvm_unreachable("not a level");
}

// Issues are sorted by path, so those of a file follow each other.
void memtidy::renderCheckstyle(const Report &Result,
                               const RenderOptions &Options,
                               llvm::raw_ostream &OS) {
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<checkstyle version=\"4.3\">\n";
  llvm::StringRef Open;
  for (const Issue &Found : Result.Issues) {
    if (Found.Path != Open) {
      if (!Open.empty())
        OS << "  </file>\n";
      Open = Found.Path;
      OS << llvm::formatv("  <file name=\"{0}\">\n",
                          xmlText(shortPath(Open, Options.BaseDir)));
    }
    OS << llvm::formatv("    <error line=\"{0}\" column=\"{1}\" "
                        "severity=\"{2}\" message=\"{3}\" source=\"{4}\"/>\n",
                        Found.Range.Start.Line, Found.Range.Start.Col,
                        severityOf(Found.Sureness), xmlText(Found.Message),
                        xmlText(Found.Check));
  }
  if (!Open.empty())
    OS << "  </file>\n";
  for (const TuError &Error : Result.Errors)
    OS << llvm::formatv("  <file name=\"{0}\">\n    <error severity=\"error\" "
                        "message=\"could not be analysed: {1}\" "
                        "source=\"memtidy\"/>\n  </file>\n",
                        xmlText(shortPath(Error.Path, Options.BaseDir)),
                        xmlText(Error.Reason));
  OS << "</checkstyle>\n";
}
