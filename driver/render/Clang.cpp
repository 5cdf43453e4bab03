//===- Clang.cpp - What clang-tidy would print, without the source --------===//
//
// For editors and CI systems that parse compilers. Order and text of the notes
// are those of the plugin's diagnostics.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"

using namespace memtidy;

static void writeNote(llvm::StringRef Place, llvm::StringRef Message,
                      bool Color, llvm::raw_ostream &OS) {
  Painter Paint(OS, Color);
  Paint(Style::Strong) << Place << ": ";
  Paint(Style::Gutter) << "note: ";
  Paint(Style::Plain) << plainText(Message) << '\n';
}

static void writeNotes(llvm::ArrayRef<IssueStep> Steps,
                       const RenderOptions &Options, llvm::raw_ostream &OS) {
  for (const IssueStep &Step : Steps)
    writeNote(formatPlace(Step.Path, Step.Line, Step.Col, Options),
              Step.Message, Options.Color, OS);
}

void memtidy::renderClang(const Report &Result, const RenderOptions &Options,
                          llvm::raw_ostream &OS) {
  for (const Issue &Found : Result.Issues) {
    writeHead(Found, Options, OS);
    writeNotes(Found.Steps, Options, OS);
    writeNotes(Found.Related, Options, OS);
    const FilePosition &Start = Found.Range.Start;
    for (const IssueFix &Fix : Found.Fixes)
      if (Fix.Safety != Trust::Safe)
        writeNote(formatPlace(Found.Path, Start.Line, Start.Col, Options),
                  Fix.Title + ": " + Fix.Reason, Options.Color, OS);
  }
}
