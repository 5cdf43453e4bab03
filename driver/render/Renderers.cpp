//===- Renderers.cpp - The table of output formats ------------------------===//

#include "driver/render/Formats.h"
#include "driver/report/ReportFile.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

void memtidy::renderJson(const Report &Result, const RenderOptions &Options,
                         llvm::raw_ostream &OS) {
  writeReport(Result, Options.BaseDir, OS);
}

void memtidy::renderJsonLines(const Report &Result,
                              const RenderOptions &Options,
                              llvm::raw_ostream &OS) {
  writeReportLines(Result, Options.BaseDir, OS);
}

static constexpr Renderer Table[] = {
    {"checkstyle", "XML of Checkstyle, which most CI systems read", false,
     renderCheckstyle},
    {"clang", "lines as clang-tidy prints them, without the source", false,
     renderClang},
    {"concise", "one line per finding", false, renderConcise},
    {"export-fixes", "safe fixes as YAML for clang-apply-replacements", false,
     renderExportFixes},
    {"full", "the source, the proof, the cost and the cure of each finding",
     false, renderFull},
    {"github", "annotations of GitHub Actions, ten of each level at most",
     false, renderGitHub},
    {"gitlab", "JSON of GitLab's Code Quality and of CodeClimate", false,
     renderGitLab},
    {"grouped", "one line per finding, by file", false, renderGrouped},
    {"html", "one page for a browser, without scripts", false, renderHtml},
    {"json", "everything, for programs; see docs/memtidy.report.schema.json",
     true, renderJson},
    {"json-lines", "the same, a line of JSON per finding", true,
     renderJsonLines},
    {"junit", "XML of JUnit: a failed test per finding", false, renderJUnit},
    {"markdown", "a job summary or comment, cut to 64 000 characters", false,
     renderMarkdown},
    {"rdjson", "JSON of reviewdog, safe fixes as suggestions", false,
     renderRdjson},
    {"sarif", "SARIF 2.1.0 for GitHub code scanning and others", true,
     renderSarif},
    {"statistics", "a table by check", false, renderStatistics},
};

llvm::ArrayRef<Renderer> memtidy::allRenderers() { return Table; }

const Renderer *memtidy::findRenderer(llvm::StringRef Name) {
  const Renderer *Found =
      llvm::find_if(Table, [&](const Renderer &R) { return R.Name == Name; });
  return Found == std::end(Table) ? nullptr : Found;
}
