//===- CachePack.cpp - Results of many TUs in one file --------------------===//

#include "driver/run/CachePack.h"
#include "driver/support/Bytes.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;
using llvm::StringRef;

// The last character is the version of the format.
static constexpr llvm::StringLiteral Magic = "memtidy cache 2\n";

static constexpr size_t HashSize = 16;

void CachePack::dropUnusedPaths() {
  constexpr uint32_t Unused = ~uint32_t(0);
  std::vector<uint32_t> NewIndexes(Paths.size(), Unused);
  for (const auto &[Key, Result] : Results)
    for (uint32_t Index : Result.Dependencies)
      NewIndexes[Index] = 0;
  uint32_t Count = 0;
  for (auto [I, New] : llvm::enumerate(NewIndexes))
    if (New != Unused) {
      if (I != Count)
        Paths[Count] = std::move(Paths[I]);
      New = Count++;
    }
  Paths.resize(Count);
  Indexes.clear();
  for (auto &[Key, Result] : Results)
    for (uint32_t &Index : Result.Dependencies)
      Index = NewIndexes[Index];
}

std::string CachePack::encode() {
  dropUnusedPaths();
  ByteWriter Body;
  Body.put(Paths);
  Body.put(Results);
  return (Magic + contentHashText(Body.bytes()) + Body.bytes()).str();
}

static llvm::Expected<StringRef> checkedBody(StringRef Bytes) {
  if (!Bytes.consume_front(Magic))
    return llvm::createStringError("not a cache file of this version");
  if (Bytes.size() < HashSize)
    return llvm::createStringError("cut off");
  StringRef Body = Bytes.drop_front(HashSize);
  if (Bytes.take_front(HashSize) != contentHashText(Body))
    return llvm::createStringError("damaged or cut off");
  return Body;
}

llvm::Expected<CachePack> CachePack::decode(StringRef Bytes) {
  llvm::Expected<StringRef> Body = checkedBody(Bytes);
  if (!Body)
    return Body.takeError();
  // Whoever made the hash fit may have written anything.
  CachePack Pack;
  ByteReader In(*Body);
  In.get(Pack.Paths);
  In.get(Pack.Results);
  const bool IsGood =
      In.isWhole() && llvm::all_of(Pack.Results, [&](const auto &Entry) {
        return llvm::all_of(Entry.second.Dependencies, [&](uint32_t Index) {
          return Index < Pack.Paths.size();
        });
      });
  if (!IsGood)
    return llvm::createStringError("damaged");
  return Pack;
}

uint32_t CachePack::indexOf(const Dependency &Known) {
  if (Indexes.empty())
    for (auto [Index, Path] : llvm::enumerate(Paths))
      Indexes.try_emplace(toBytes(Path), Index);
  auto [Found, IsNew] = Indexes.try_emplace(toBytes(Known), Paths.size());
  if (IsNew)
    Paths.push_back(Known);
  return Found->second;
}

void CachePack::take(const CacheKey &Key, const PackedResult &Result,
                     const CachePack &From) {
  PackedResult Mine = Result;
  for (uint32_t &Index : Mine.Dependencies)
    Index = indexOf(From.Paths[Index]);
  Results[Key] = std::move(Mine);
}
