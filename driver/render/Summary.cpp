//===- Summary.cpp - The last lines of a text report ----------------------===//

#include "driver/render/Summary.h"
#include "driver/render/Format.h"
#include "driver/report/Totals.h"
#include "driver/support/Path.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

static std::string levelsOf(const Totals &Sum) {
  std::string Result;
  for (Level L : {Level::Certain, Level::Likely, Level::Possible})
    if (auto It = Sum.ByLevel.find(L); It != Sum.ByLevel.end())
      Result += llvm::formatv("{0}{1} {2}", Result.empty() ? "" : ", ",
                              It->second, toString(L));
  return Result;
}

std::string memtidy::summaryLine(const Report &Result) {
  Totals Sum = countTotals(Result);
  if (Sum.Findings == 0)
    return "Found no findings";
  return llvm::formatv("Found {0} ({1}) in {2}",
                       formatCount(Sum.Findings, "finding"), levelsOf(Sum),
                       formatCount(Sum.Files, "file"));
}

void memtidy::writeErrors(const Report &Result, const RenderOptions &Options,
                          llvm::raw_ostream &OS) {
  for (const TuError &Error : Result.Errors)
    OS << "could not analyse " << shortPath(Error.Path, Options.BaseDir) << ": "
       << plainText(Error.Reason) << '\n';
}

unsigned memtidy::notReached(const TuCounts &Units) {
  return Units.Total - Units.Analysed - Units.Failed;
}

static void writeFixable(const Totals &Sum, llvm::raw_ostream &OS) {
  if (Sum.FixableSafe && Sum.FixableUnsafe)
    OS << "  " << Sum.FixableSafe << " fixable with --fix, "
       << Sum.FixableUnsafe << " more with --unsafe-fixes\n";
  else if (Sum.FixableSafe)
    OS << "  " << Sum.FixableSafe << " fixable with --fix\n";
  else if (Sum.FixableUnsafe)
    OS << "  " << Sum.FixableUnsafe << " fixable with --fix --unsafe-fixes\n";
}

void memtidy::writeSummary(const Report &Result, const RenderOptions &Options,
                           llvm::raw_ostream &OS) {
  Totals Sum = countTotals(Result);
  OS << summaryLine(Result);
  if (Sum.Bytes)
    OS << " · " << formatBytes(Sum.Bytes)
       << " could be saved, counting each object once";
  OS << '\n';
  writeFixable(Sum, OS);
  if (const HiddenCounts &Hidden = Result.Hidden;
      Hidden.Baselined || Hidden.Suppressed)
    OS << "  " << Hidden.Baselined << " in the baseline, " << Hidden.Suppressed
       << " suppressed by the configuration\n";

  const TuCounts &Units = Result.Units;
  OS << "  " << Units.Total << (Units.Total == 1 ? " TU: " : " TUs: ")
     << Units.Analysed << " analysed, " << Units.Failed << " failed";
  if (unsigned Missing = notReached(Units))
    OS << ", " << Missing << " not reached";
  OS << '\n';
  writeErrors(Result, Options, OS);
}
