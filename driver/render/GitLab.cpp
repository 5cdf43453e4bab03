//===- GitLab.cpp - GitLab's Code Quality report --------------------------===//
//
// Also what tools of CodeClimate read. GitLab merges entries with the same
// fingerprint, so the numbered one is used.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Formats.h"
#include "driver/report/JsonText.h"
#include "driver/support/Path.h"

using namespace memtidy;
using llvm::json::Object;

// From here on, a likely finding is major rather than minor.
static constexpr uint64_t MajorBytes = 1024;

static llvm::StringRef severityOf(const Issue &Found) {
  switch (Found.Sureness) {
  case Level::Certain:
    return "critical";
  case Level::Likely:
    return Found.Waste.Bytes.value_or(0) >= MajorBytes ? "major" : "minor";
  case Level::Possible:
    return "info";
  }
  llvm_unreachable("not a level");
}

void memtidy::renderGitLab(const Report &Result, const RenderOptions &Options,
                           llvm::raw_ostream &OS) {
  llvm::json::OStream Json(OS, /*IndentSize=*/2);
  Json.array([&] {
    for (const Issue &Found : Result.Issues)
      Json.value(Object{
          {"type", "issue"},
          {"check_name", jsonText(Found.Check)},
          {"description", jsonText(Found.Message)},
          {"fingerprint", jsonText(Found.Fingerprint)},
          {"severity", severityOf(Found)},
          {"location",
           Object{{"path", jsonText(shortPath(Found.Path, Options.BaseDir))},
                  {"lines", Object{{"begin", Found.Range.Start.Line},
                                   {"end", Found.Range.End.Line}}}}},
      });
  });
  OS << '\n';
}
