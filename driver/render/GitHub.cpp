//===- GitHub.cpp - Annotations of a pull request -------------------------===//
//
// Workflow commands: GitHub Actions turns each line into an annotation, but
// shows ten of each level per step only. The ones with the most bytes come
// first, and a notice says how many were left out.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/report/JsonText.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

// One of GitHub's ten is left for what there is to say about the run itself.
static constexpr size_t MostPerLevel = 9;

static llvm::StringLiteral wordOf(Level Sureness) {
  switch (Sureness) {
  case Level::Certain:
    return "error";
  case Level::Likely:
    return "warning";
  case Level::Possible:
    return "notice";
  }
  llvm_unreachable("not a level");
}

static std::string escape(llvm::StringRef Text, bool IsProperty) {
  std::string Result;
  for (char C : jsonText(Text))
    if (llvm::StringRef("%\r\n").contains(C) ||
        (IsProperty && (C == ':' || C == ',')))
      Result += llvm::formatv("%{0:X-2}", static_cast<unsigned>(C)).str();
    else
      Result += C;
  return Result;
}

static void writeAnnotation(const Issue &Found, const RenderOptions &Options,
                            llvm::raw_ostream &OS) {
  const FileRange &Range = Found.Range;
  OS << llvm::formatv(
      "::{0} file={1},line={2},endLine={3},", wordOf(Found.Sureness),
      escape(shortPath(Found.Path, Options.BaseDir), /*IsProperty=*/true),
      Range.Start.Line, Range.End.Line);
  // GitHub takes columns only where the range is within a line.
  if (Range.Start.Line == Range.End.Line)
    OS << llvm::formatv("col={0},endColumn={1},", Range.Start.Col,
                        Range.End.Col);
  std::string Text =
      Found.Message + "\n" + llvm::join(detailLines(Found), "\n");
  OS << "title=" << escape(Found.Check, /*IsProperty=*/true)
     << "::" << escape(Text, /*IsProperty=*/false) << '\n';
}

static std::vector<const Issue *> costliestFirst(const Report &Result,
                                                 Level Sureness) {
  std::vector<const Issue *> Sorted;
  for (const Issue &Found : Result.Issues)
    if (Found.Sureness == Sureness)
      Sorted.push_back(&Found);
  // Equally costly ones stay in the order of the report.
  llvm::sort(Sorted, [](const Issue *A, const Issue *B) {
    uint64_t BytesA = A->Waste.Bytes.value_or(0);
    uint64_t BytesB = B->Waste.Bytes.value_or(0);
    return BytesA != BytesB ? BytesA > BytesB : A < B;
  });
  return Sorted;
}

void memtidy::renderGitHub(const Report &Result, const RenderOptions &Options,
                           llvm::raw_ostream &OS) {
  size_t LeftOut = 0;
  for (Level Sureness : {Level::Certain, Level::Likely, Level::Possible}) {
    std::vector<const Issue *> Sorted = costliestFirst(Result, Sureness);
    for (const Issue *Found : llvm::ArrayRef(Sorted).take_front(MostPerLevel))
      writeAnnotation(*Found, Options, OS);
    LeftOut += Sorted.size() - std::min(Sorted.size(), MostPerLevel);
  }
  if (LeftOut)
    OS << "::notice title=memtidy::" << formatCount(LeftOut, "more finding")
       << " without an annotation\n";
  if (!Result.Errors.empty()) {
    const TuError &First = Result.Errors.front();
    std::string Text =
        llvm::formatv("{0} could not be analysed, the first {1}: {2}",
                      formatCount(Result.Errors.size(), "translation unit"),
                      shortPath(First.Path, Options.BaseDir), First.Reason);
    OS << "::warning title=memtidy::" << escape(Text, /*IsProperty=*/false)
       << '\n';
  }
}
