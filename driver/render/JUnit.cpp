//===- JUnit.cpp - Findings as failed tests -------------------------------===//
//
// A suite per check, a failed test per finding; what could not be analysed is
// an error. Without any of them one test passes, as an empty report reads like
// a job that did not run.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/render/XmlText.h"
#include "driver/support/Path.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>

using namespace memtidy;

static void openSuite(llvm::StringRef Name, size_t Tests, size_t Failures,
                      size_t Errors, llvm::raw_ostream &OS) {
  OS << llvm::formatv("  <testsuite name=\"{0}\" tests=\"{1}\" "
                      "failures=\"{2}\" errors=\"{3}\" time=\"0\">\n",
                      xmlText(Name), Tests, Failures, Errors);
}

static void writeFinding(const Issue &Found, const RenderOptions &Options,
                         llvm::raw_ostream &OS) {
  const FilePosition &Start = Found.Range.Start;
  std::string Place = formatPlace(Found.Path, Start.Line, Start.Col, Options);
  OS << llvm::formatv("    <testcase name=\"{0}\" classname=\"{1}\" "
                      "file=\"{2}\" line=\"{3}\" time=\"0\">\n",
                      xmlText(Place), xmlText(Found.Check),
                      xmlText(shortPath(Found.Path, Options.BaseDir)),
                      Start.Line)
     << llvm::formatv("      <failure type=\"{0}\" message=\"{1}\">{2}: {1}",
                      toString(Found.Sureness), xmlText(Found.Message),
                      xmlText(Place));
  for (llvm::StringRef Line : detailLines(Found))
    OS << '\n' << xmlText(Line);
  OS << "</failure>\n    </testcase>\n";
}

static void writeErrorSuite(const Report &Result, const RenderOptions &Options,
                            llvm::raw_ostream &OS) {
  openSuite("memtidy", Result.Errors.size(), 0, Result.Errors.size(), OS);
  for (const TuError &Error : Result.Errors)
    OS << llvm::formatv("    <testcase name=\"{0}\" classname=\"memtidy\" "
                        "time=\"0\">\n      <error type=\"{1}\" "
                        "message=\"{2}\"/>\n    </testcase>\n",
                        xmlText(shortPath(Error.Path, Options.BaseDir)),
                        toString(Error.Kind), xmlText(Error.Reason));
  OS << "  </testsuite>\n";
}

void memtidy::renderJUnit(const Report &Result, const RenderOptions &Options,
                          llvm::raw_ostream &OS) {
  std::map<llvm::StringRef, std::vector<const Issue *>> ByCheck;
  for (const Issue &Found : Result.Issues)
    ByCheck[Found.Check].push_back(&Found);
  const size_t Failures = Result.Issues.size(), Errors = Result.Errors.size();
  const bool Clean = Failures + Errors == 0;

  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
     << llvm::formatv("<testsuites name=\"memtidy\" tests=\"{0}\" "
                      "failures=\"{1}\" errors=\"{2}\" time=\"0\">\n",
                      Clean ? 1 : Failures + Errors, Failures, Errors);
  for (const auto &[Check, Issues] : ByCheck) {
    openSuite(Check, Issues.size(), Issues.size(), 0, OS);
    for (const Issue *Found : Issues)
      writeFinding(*Found, Options, OS);
    OS << "  </testsuite>\n";
  }
  if (Errors)
    writeErrorSuite(Result, Options, OS);
  if (Clean) {
    openSuite("memtidy", 1, 0, 0, OS);
    OS << "    <testcase name=\"no findings\" classname=\"memtidy\" "
          "time=\"0\"/>\n  </testsuite>\n";
  }
  OS << "</testsuites>\n";
}
