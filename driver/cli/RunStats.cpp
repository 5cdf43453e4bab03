//===- RunStats.cpp - Where time and memory went --------------------------===//

#include "driver/cli/RunStats.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

static constexpr size_t SlowestShown = 5;

void RunStats::add(llvm::StringRef Path, const UnitDone &Unit) {
  ++Total;
  FromCache += Unit.FromCache;
  const TuCost &Cost = Unit.Result.Cost;
  Sharing += Cost.Shares;
  Sum.CpuSeconds += Cost.CpuSeconds;
  Sum.CheckSeconds += Cost.CheckSeconds;
  Sum.PeakBytes = std::max(Sum.PeakBytes, Cost.PeakBytes);
  for (const auto &[Check, Seconds] : Cost.SecondsByCheck)
    Sum.SecondsByCheck[Check] += Seconds;
  if (Cost.CpuSeconds > 0)
    Slowest.push_back({-Cost.CpuSeconds, Path.str()});
}

void RunStats::print(llvm::raw_ostream &OS) const {
  auto Percent = [&](double Seconds) {
    return Sum.CpuSeconds > 0 ? 100 * Seconds / Sum.CpuSeconds : 0;
  };
  OS << llvm::formatv("memtidy: {0} TUs: {1} from the cache, {2} analysed, {3} "
                      "of them behind shared headers\n",
                      Total, FromCache, Total - FromCache, Sharing);
  OS << llvm::formatv("memtidy: {0:f2} s of CPU time in workers, {1:f1} % of "
                      "it after parsing\n",
                      Sum.CpuSeconds, Percent(Sum.CheckSeconds));
  OS << llvm::formatv("memtidy: no worker held more than {0} MiB\n",
                      Sum.PeakBytes >> 20);
  auto ByTime = Slowest;
  llvm::sort(ByTime);
  for (const auto &[Seconds, Path] :
       llvm::ArrayRef(ByTime).take_front(std::min(SlowestShown, ByTime.size())))
    OS << llvm::formatv("memtidy: {0,7:f2} s  {1}\n", -Seconds, Path);

  std::vector<std::pair<double, std::string>> ByCheck;
  ByCheck.reserve(Sum.SecondsByCheck.size());
  for (const auto &[Check, Seconds] : Sum.SecondsByCheck)
    ByCheck.push_back({-Seconds, Check});
  llvm::sort(ByCheck);
  for (const auto &[Seconds, Check] : ByCheck)
    OS << llvm::formatv("memtidy: {0,7:f2} s  {1,5:f1} %  {2}\n", -Seconds,
                        Percent(-Seconds), Check);
}
