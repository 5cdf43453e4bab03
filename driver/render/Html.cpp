//===- Html.cpp - A report for a browser ----------------------------------===//
//
// One file that loads nothing and runs nothing: it can be mailed, kept as an
// artifact, and shown where scripts are blocked.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/render/SourceLines.h"
#include "driver/render/Statistics.h"
#include "driver/render/Summary.h"
#include "driver/render/XmlText.h"
#include "driver/report/JsonText.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

static constexpr llvm::StringLiteral Head = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>memtidy</title>
<style>
:root { color-scheme: light dark; --line: #8884; --mark: #fd06; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 75em; margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; }
th, td { padding: .2em .8em; border-bottom: 1px solid var(--line); text-align: left; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
details { border: 1px solid var(--line); border-radius: .4em; margin: .5em 0; padding: .4em .8em; }
summary { cursor: pointer; }
code, pre { font: 13px/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; margin: .5em 0; padding: .5em; background: #8881; }
mark { background: var(--mark); color: inherit; }
.level { float: right; opacity: .7; }
li code { opacity: .8; }
</style>
</head>
<body>
<h1>memtidy</h1>
)html";

static constexpr unsigned LinesAround = 3;

namespace {
class HtmlWriter {
public:
  HtmlWriter(const RenderOptions &Options, llvm::raw_ostream &OS)
      : Options(Options), OS(OS) {}

  void writeTable(llvm::ArrayRef<CheckStatistics> Table);
  void writeCheck(const CheckStatistics &Check);
  void writeErrors(llvm::ArrayRef<TuError> Errors);

private:
  void writeIssue(const Issue &Found);
  void writeSource(const Issue &Found);
  void writePlaces(llvm::StringRef Tag, llvm::ArrayRef<IssueStep> Places);

  const RenderOptions &Options;
  llvm::raw_ostream &OS;
  SourceLines Sources;
};
} // namespace

void HtmlWriter::writeTable(llvm::ArrayRef<CheckStatistics> Table) {
  if (Table.empty())
    return;
  OS << "<table><tr><th>check</th><th class=\"n\">findings</th>"
        "<th class=\"n\">files</th><th class=\"n\">bytes</th>"
        "<th class=\"n\">safe fix</th><th class=\"n\">unsafe fix</th></tr>\n";
  for (const CheckStatistics &Row : Table)
    OS << llvm::formatv(
        "<tr><td><a href=\"#{0}\">{0}</a></td><td class=\"n\">{1}</td>"
        "<td class=\"n\">{2}</td><td class=\"n\">{3}</td>"
        "<td class=\"n\">{4}</td><td class=\"n\">{5}</td></tr>\n",
        xmlText(Row.Check), Row.Issues.size(), Row.Files,
        Row.Bytes ? formatBytes(Row.Bytes) : "", Row.Fixable[0],
        Row.Fixable[1]);
  OS << "</table>\n";
}

// The lines around the finding, with its own part marked.
void HtmlWriter::writeSource(const Issue &Found) {
  const FilePosition &Start = Found.Range.Start, &End = Found.Range.End;
  if (!Sources.line(Found.Path, Start.Line))
    return;
  unsigned First = Start.Line - std::min(LinesAround, Start.Line - 1);
  OS << "<pre>";
  for (unsigned Line = First; Line <= Start.Line + LinesAround; ++Line) {
    std::optional<llvm::StringRef> Text = Sources.line(Found.Path, Line);
    if (!Text)
      break;
    OS << llvm::formatv("{0,5}  ", Line);
    if (Line != Start.Line || Start.Col == 0) {
      OS << xmlText(*Text) << '\n';
      continue;
    }
    size_t Stop = End.Line == Line && End.Col ? End.Col - 1 : Text->size();
    OS << xmlText(Text->take_front(Start.Col - 1)) << "<mark>"
       << xmlText(Text->slice(Start.Col - 1, Stop)) << "</mark>"
       << xmlText(Text->substr(Stop)) << '\n';
  }
  OS << "</pre>\n";
}

void HtmlWriter::writePlaces(llvm::StringRef Tag,
                             llvm::ArrayRef<IssueStep> Places) {
  if (Places.empty())
    return;
  OS << '<' << Tag << ">\n";
  for (const IssueStep &Place : Places)
    OS << llvm::formatv(
        "<li>{0} <code>{1}</code></li>\n", xmlText(Place.Message),
        xmlText(formatPlace(Place.Path, Place.Line, Place.Col, Options)));
  OS << "</" << Tag << ">\n";
}

void HtmlWriter::writeIssue(const Issue &Found) {
  const FilePosition &Start = Found.Range.Start;
  OS << llvm::formatv(
      "<details><summary><span class=\"level\">{0}</span>"
      "<code>{1}</code> {2}</summary>\n",
      toString(Found.Sureness),
      xmlText(formatPlace(Found.Path, Start.Line, Start.Col, Options)),
      xmlText(Found.Message));
  writeSource(Found);
  writePlaces("ol", Found.Steps);
  writePlaces("ul", Found.Related);
  OS << "<p>";
  for (llvm::StringRef Line : detailLines(Found))
    OS << xmlText(Line) << "<br>\n";
  OS << "</p>\n</details>\n";
}

void HtmlWriter::writeCheck(const CheckStatistics &Check) {
  OS << llvm::formatv("<h2 id=\"{0}\">{0}</h2>\n", xmlText(Check.Check));
  auto Rule = llvm::find_if(Options.Rules, [&](const RuleText &Rule) {
    return Rule.Name == Check.Check;
  });
  if (Rule != Options.Rules.end())
    OS << "<p>" << xmlText(Rule->Summary) << "</p>\n";
  for (const Issue *Found : Check.Issues)
    writeIssue(*Found);
}

void HtmlWriter::writeErrors(llvm::ArrayRef<TuError> Errors) {
  if (Errors.empty())
    return;
  OS << "<h2>Not analysed</h2>\n<ul>\n";
  for (const TuError &Error : Errors)
    OS << llvm::formatv("<li><code>{0}</code> {1}</li>\n",
                        xmlText(shortPath(Error.Path, Options.BaseDir)),
                        xmlText(Error.Reason));
  OS << "</ul>\n";
}

void memtidy::renderHtml(const Report &Result, const RenderOptions &Options,
                         llvm::raw_ostream &OS) {
  std::vector<CheckStatistics> Table = statisticsOf(Result);
  HtmlWriter Writer(Options, OS);
  OS << Head << "<p>" << xmlText(summaryLine(Result)) << ".</p>\n";
  Writer.writeTable(Table);
  Writer.writeErrors(Result.Errors);
  for (const CheckStatistics &Check : Table)
    Writer.writeCheck(Check);
  OS << "</body>\n</html>\n";
}
