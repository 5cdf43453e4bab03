//===- Rdjson.cpp - Reviewdog's diagnostics -------------------------------===//
//
// Columns are bytes there, as ours. Reviewdog offers each suggestion alone, so
// a fix is one only if it can be written as one replacement in the finding's
// own file.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Formats.h"
#include "driver/render/SourceLines.h"
#include "driver/report/JsonText.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;
using llvm::json::Array;
using llvm::json::Object;

static llvm::StringLiteral severityOf(Level Sureness) {
  switch (Sureness) {
  case Level::Certain:
    return "ERROR";
  case Level::Likely:
    return "WARNING";
  case Level::Possible:
    return "INFO";
  }
  llvm_unreachable("not a level");
}

static Object positionOf(unsigned Line, unsigned Col) {
  return Object{{"line", Line}, {"column", Col}};
}

static Object locationOf(llvm::StringRef Path, Object Range,
                         const RenderOptions &Options) {
  return Object{{"path", jsonText(shortPath(Path, Options.BaseDir))},
                {"range", std::move(Range)}};
}

// Joins the edits with what stands between them.
static std::optional<IssueEdit> joinEdits(const IssueFix &Fix,
                                          SourceLines &Sources) {
  if (Fix.Edits.empty())
    return std::nullopt;
  IssueEdit Joined = Fix.Edits.front();
  std::optional<llvm::StringRef> Source = Sources.text(Joined.Path);
  for (const IssueEdit &Edit : llvm::ArrayRef(Fix.Edits).drop_front()) {
    uint64_t End = Joined.Offset + Joined.Length;
    if (Edit.Path != Joined.Path || !Source || Edit.Offset < End ||
        Edit.Offset > Source->size())
      return std::nullopt;
    Joined.Text += Source->slice(End, Edit.Offset);
    Joined.Text += Edit.Text;
    Joined.Length = Edit.Offset + Edit.Length - Joined.Offset;
  }
  return Joined;
}

static Array suggestionsOf(const Issue &Found, SourceLines &Sources) {
  Array Result;
  for (const IssueFix &Fix : Found.Fixes) {
    if (Fix.Safety != Trust::Safe)
      continue;
    std::optional<IssueEdit> Edit = joinEdits(Fix, Sources);
    if (!Edit || Edit->Path != Found.Path)
      continue;
    auto Start = Sources.place(Edit->Path, Edit->Offset);
    auto End = Sources.place(Edit->Path, Edit->Offset + Edit->Length);
    if (Start && End)
      Result.push_back(Object{
          {"range", Object{{"start", positionOf(Start->first, Start->second)},
                           {"end", positionOf(End->first, End->second)}}},
          {"text", jsonText(Edit->Text)}});
  }
  return Result;
}

static Object diagnosticOf(const Issue &Found, const RenderOptions &Options,
                           SourceLines &Sources) {
  const FileRange &Range = Found.Range;
  Object Result{
      {"message", jsonText(Found.Message)},
      {"location",
       locationOf(
           Found.Path,
           Object{{"start", positionOf(Range.Start.Line, Range.Start.Col)},
                  {"end", positionOf(Range.End.Line, Range.End.Col)}},
           Options)},
      {"severity", severityOf(Found.Sureness)},
      {"code", Object{{"value", jsonText(Found.Check)}}}};
  if (Array Suggestions = suggestionsOf(Found, Sources); !Suggestions.empty())
    Result["suggestions"] = std::move(Suggestions);
  return Result;
}

void memtidy::renderRdjson(const Report &Result, const RenderOptions &Options,
                           llvm::raw_ostream &OS) {
  SourceLines Sources;
  llvm::json::OStream Json(OS, /*IndentSize=*/2);
  Json.object([&] {
    Json.attribute("source", Object{{"name", "memtidy"}});
    Json.attributeArray("diagnostics", [&] {
      for (const Issue &Found : Result.Issues)
        Json.value(diagnosticOf(Found, Options, Sources));
    });
  });
  OS << '\n';
}
