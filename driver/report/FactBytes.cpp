//===- FactBytes.cpp - Facts as bytes -------------------------------------===//

#include "driver/report/FactBytes.h"

using namespace memtidy;

template <typename T>
static void writeAll(ByteWriter &Out, const std::vector<const T *> &Facts) {
  Out.put(Facts.size());
  for (const T *Fact : Facts)
    Out.put(*Fact);
}

template <typename T> static void addAll(ByteReader &In, Program &Into) {
  std::vector<T> Facts;
  In.get(Facts);
  for (T &Fact : Facts)
    Into.add(std::move(Fact));
}

void memtidy::write(ByteWriter &Out, const Program &Facts) {
  writeAll(Out, Facts.records());
  writeAll(Out, Facts.functions());
  writeAll(Out, Facts.maps());
  writeAll(Out, Facts.results());
  writeAll(Out, Facts.captures());
  Out.put(Facts.Whole);
  Out.put(Facts.Unread);
  Out.put(Facts.OnlyPart);
}

void memtidy::read(ByteReader &In, Program &Facts) {
  addAll<RecordFact>(In, Facts);
  addAll<FunctionFact>(In, Facts);
  addAll<MapFact>(In, Facts);
  addAll<ResultFact>(In, Facts);
  addAll<CaptureFact>(In, Facts);
  In.get(Facts.Whole);
  In.get(Facts.Unread);
  In.get(Facts.OnlyPart);
}
