//===- Totals.cpp - A report in numbers -----------------------------------===//

#include "driver/report/Totals.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace memtidy;

static bool hasFix(const Issue &Issue, Trust Wanted) {
  return llvm::any_of(Issue.Fixes, [&](const IssueFix &Fix) {
    return Fix.Safety == Wanted && !Fix.Edits.empty();
  });
}

Totals memtidy::countTotals(const Report &Result) {
  Totals Sum;
  llvm::StringSet<> Files;
  for (const Issue &Issue : Result.Issues) {
    ++Sum.Findings;
    ++Sum.ByLevel[Issue.Sureness];
    ++Sum.ByCheck[Issue.Check];
    Files.insert(Issue.Path);
    Sum.Bytes += Issue.Waste.Bytes.value_or(0);
    if (hasFix(Issue, Trust::Safe))
      ++Sum.FixableSafe;
    else if (hasFix(Issue, Trust::Unsafe))
      ++Sum.FixableUnsafe;
  }
  Sum.Files = Files.size();
  return Sum;
}
