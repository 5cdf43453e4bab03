//===- MapRecord.cpp - The struct that would take the place of a map ------===//

#include "checks/model/MapRecord.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"
#include <set>
#include <tuple>

using namespace memtidy;

// "content-type" -> content_type, "2d" -> k2d. Names that begin with an
// underscore are left to the implementation.
static std::string identifierFor(const std::string &Key) {
  std::string Name;
  Name.reserve(Key.size());
  for (char C : Key)
    Name += llvm::isAlnum(C) ? C : '_';
  while (Name.find("__") != std::string::npos)
    Name.erase(Name.find("__"), 1);
  if (Name.empty() || llvm::isDigit(Name.front()) || Name.front() == '_')
    Name.insert(Name.begin(), 'k');
  return Name;
}

static uint64_t sizeOf(const RecordField &Field) {
  return Field.IsOptional ? llvm::alignTo(Field.Type.Size + 1, Field.Type.Align)
                          : Field.Type.Size;
}

MapRecord memtidy::recordFor(const MapFact &Map) {
  MapRecord Result;
  std::set<std::string> Names;
  Result.Fields.reserve(Map.Keys.size());
  for (const MapKeyFact &Key : Map.Keys) {
    const bool IsTyped = Key.Types.size() == 1;
    Result.Fields.push_back({Key.Key, identifierFor(Key.Key),
                             IsTyped ? Key.Types.front() : Map.Mapped,
                             Key.IsAsked});
    Result.NamesClash |= !Names.insert(Result.Fields.back().Name).second;
  }
  llvm::sort(Result.Fields, [](const RecordField &A, const RecordField &B) {
    return std::tie(B.Type.Align, A.Key) < std::tie(A.Type.Align, B.Key);
  });
  uint64_t Align = 1;
  for (const RecordField &Field : Result.Fields) {
    Align = std::max<uint64_t>(Align, Field.Type.Align);
    Result.Bytes =
        llvm::alignTo(Result.Bytes, Field.Type.Align) + sizeOf(Field);
  }
  Result.Bytes = llvm::alignTo(Result.Bytes, Align);
  return Result;
}

const MapKeyFact *memtidy::keyNamed(const MapFact &Map,
                                    const std::string &Key) {
  auto Found = llvm::find_if(
      Map.Keys, [&](const MapKeyFact &Known) { return Known.Key == Key; });
  return Found == Map.Keys.end() ? nullptr : &*Found;
}

MapBytes memtidy::bytesOf(const MapFact &Map, bool WithOptional) {
  MapBytes Result;
  Result.Handle = Map.HandleBytes;
  Result.Table = Map.FixedBytes;
  for (const MapKeyFact &Key : Map.Keys) {
    if (Key.IsAsked && !WithOptional)
      continue;
    ++Result.Entries;
    Result.Extra += Key.KeyBytes;
    if (Key.Types.size() == 1)
      Result.Extra += Key.Types.front().HeapBytes;
  }
  auto Table = llvm::find_if(Map.Buckets, [&](const BucketsFact &Buckets) {
    return Buckets.Keys >= Result.Entries;
  });
  if (Table != Map.Buckets.end() && Result.Entries > 0)
    Result.Table += Table->Bytes;
  Result.Total = Result.Handle + Result.Table + Result.Extra +
                 Result.Entries * Map.EntryBytes;
  return Result;
}
