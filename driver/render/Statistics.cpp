//===- Statistics.cpp - A report by check ---------------------------------===//

#include "driver/render/Statistics.h"
#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/render/Summary.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>

using namespace memtidy;

static std::optional<Trust> bestFix(const Issue &Found) {
  std::optional<Trust> Best;
  for (const IssueFix &Fix : Found.Fixes)
    Best = std::min(Best.value_or(Fix.Safety), Fix.Safety);
  return Best;
}

std::vector<CheckStatistics> memtidy::statisticsOf(const Report &Result) {
  std::map<llvm::StringRef, std::vector<const Issue *>> ByCheck;
  for (const Issue &Found : Result.Issues)
    ByCheck[Found.Check].push_back(&Found);
  std::vector<CheckStatistics> Table;
  Table.reserve(ByCheck.size());
  for (const auto &[Check, Issues] : ByCheck) {
    CheckStatistics &Row = Table.emplace_back();
    Row.Check = Check.str();
    Row.Issues = Issues;
    llvm::StringSet<> Files;
    for (const Issue *Found : Issues) {
      Files.insert(Found->Path);
      Row.Bytes += Found->Waste.Bytes.value_or(0);
      Row.Fixable[0] += bestFix(*Found) == Trust::Safe;
      Row.Fixable[1] += bestFix(*Found) == Trust::Unsafe;
    }
    Row.Files = Files.size();
  }
  llvm::sort(Table, [](const CheckStatistics &A, const CheckStatistics &B) {
    return A.Issues.size() != B.Issues.size()
               ? A.Issues.size() > B.Issues.size()
               : A.Check < B.Check;
  });
  return Table;
}

void memtidy::renderStatistics(const Report &Result,
                               const RenderOptions &Options,
                               llvm::raw_ostream &OS) {
  OS << " count  files       bytes   safe unsafe  check\n";
  for (const CheckStatistics &Row : statisticsOf(Result))
    OS << llvm::formatv("{0,6} {1,6} {2,11} {3,6} {4,6}  {5}\n",
                        Row.Issues.size(), Row.Files,
                        Row.Bytes ? formatBytes(Row.Bytes) : "-",
                        Row.Fixable[0], Row.Fixable[1], Row.Check);
  writeSummary(Result, Options, OS);
}
