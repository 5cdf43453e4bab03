//===- Renderers.cpp - The table of output formats ------------------------===//

#include "driver/render/Formats.h"
#include "driver/report/ReportFile.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

void memtidy::renderJson(const Report &Result, const RenderOptions &Options,
                         llvm::raw_ostream &OS) {
  writeReport(Result, Options.BaseDir, OS);
}

static constexpr Renderer Table[] = {
    {"clang", "lines as clang-tidy prints them, without the source",
     renderClang},
    {"concise", "one line per finding", renderConcise},
    {"full", "the source, the proof, the cost and the cure of each finding",
     renderFull},
    {"json", "everything, for programs; see docs/memtidy.report.schema.json",
     renderJson},
};

llvm::ArrayRef<Renderer> memtidy::allRenderers() { return Table; }

const Renderer *memtidy::findRenderer(llvm::StringRef Name) {
  const Renderer *Found =
      llvm::find_if(Table, [&](const Renderer &R) { return R.Name == Name; });
  return Found == std::end(Table) ? nullptr : Found;
}
