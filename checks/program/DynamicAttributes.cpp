//===- DynamicAttributes.cpp - Maps that are records ----------------------===//

#include "checks/program/DynamicAttributes.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

static bool isUsedLikeARecord(const MapFact &Map, unsigned MaxKeys) {
  // What is never written is written by somebody whom nobody sees, and what is
  // never read is there for the same somebody.
  return Map.Escape.Path.empty() && !Map.Suppressed && Map.EntryBytes > 0 &&
         Map.Keys.size() >= 2 && Map.Keys.size() <= MaxKeys &&
         llvm::all_of(Map.Keys,
                      [](const MapKeyFact &Key) { return Key.IsWritten; }) &&
         llvm::any_of(Map.Keys,
                      [](const MapKeyFact &Key) { return Key.IsRead; });
}

/// Whether all code that may name \p Map was seen by some TU.
static bool isSeenWhole(const MapFact &Map) {
  return llvm::includes(Map.Seen, Map.Awaits);
}

static Level surenessOf(const MapFact &Map, const MapRecord &Record,
                        bool IsWhole) {
  // Only few objects may have the keys that somebody asks for.
  if (bytesOf(Map, /*WithOptional=*/false).Total < Record.Bytes)
    return Level::Possible;
  if (Map.Is == MapFact::Place::Static || (Map.IsOpen && !IsWhole))
    return Level::Possible;
  return Level::Likely;
}

std::vector<DynamicAttributes>
memtidy::findDynamicAttributes(const Program &Facts, unsigned MaxKeys) {
  std::vector<DynamicAttributes> Result;
  for (const MapFact *Map : Facts.maps()) {
    if (!isUsedLikeARecord(*Map, MaxKeys) ||
        (!Facts.Whole && !isSeenWhole(*Map)))
      continue;
    DynamicAttributes Found;
    Found.Map = Map;
    Found.Record = recordFor(*Map);
    Found.Now = bytesOf(*Map, /*WithOptional=*/true);
    Found.Sureness = surenessOf(*Map, Found.Record, Facts.Whole);
    if (Found.Record.Bytes < Found.Now.Total)
      Result.push_back(std::move(Found));
  }
  return Result;
}
