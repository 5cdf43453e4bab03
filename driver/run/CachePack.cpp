//===- CachePack.cpp - Results of many TUs in one file --------------------===//

#include "driver/run/CachePack.h"
#include "driver/support/Bytes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace memtidy;
using llvm::StringRef;

// The last character is the version of the format.
static constexpr llvm::StringLiteral Magic = "memtidy cache 2\n";

namespace {
/// What a pack has on disk behind its head.
struct PackBody {
  std::vector<Dependency> Paths;
  std::map<CacheKey, PackedResult> Results;
};
} // namespace

static constexpr size_t HashSize = 16;

static std::string hashOf(StringRef Bytes) {
  return llvm::utohexstr(contentHash(Bytes), /*LowerCase=*/false, HashSize);
}

std::string CachePack::encode() const {
  std::vector<bool> IsUsed(Paths.size());
  for (const auto &[Key, Result] : Results)
    for (uint32_t Index : Result.Dependencies)
      IsUsed[Index] = true;
  std::vector<uint32_t> NewIndexes(Paths.size());
  uint32_t Count = 0;
  for (size_t I = 0; I < Paths.size(); ++I)
    if (IsUsed[I])
      NewIndexes[I] = Count++;

  PackBody Body{{}, Results};
  Body.Paths.reserve(Count);
  for (size_t I = 0; I < Paths.size(); ++I)
    if (IsUsed[I])
      Body.Paths.push_back(Paths[I]);
  for (auto &[Key, Result] : Body.Results)
    for (uint32_t &Index : Result.Dependencies)
      Index = NewIndexes[Index];
  const std::string Bytes = toBytes(Body);
  return (Magic + hashOf(Bytes) + Bytes).str();
}

static llvm::Expected<StringRef> checkedBody(StringRef Bytes) {
  if (!Bytes.consume_front(Magic))
    return llvm::createStringError("not a cache file of this version");
  if (Bytes.size() < HashSize)
    return llvm::createStringError("cut off");
  StringRef Body = Bytes.drop_front(HashSize);
  if (Bytes.take_front(HashSize) != hashOf(Body))
    return llvm::createStringError("damaged or cut off");
  return Body;
}

llvm::Expected<CachePack> CachePack::decode(StringRef Bytes) {
  llvm::Expected<StringRef> Body = checkedBody(Bytes);
  if (!Body)
    return Body.takeError();
  // Whoever made the hash fit may have written anything.
  std::optional<PackBody> Read = fromBytes<PackBody>(*Body);
  if (!Read)
    return llvm::createStringError("damaged");
  for (const auto &[Key, Result] : Read->Results)
    for (uint32_t Index : Result.Dependencies)
      if (Index >= Read->Paths.size())
        return llvm::createStringError("damaged");
  CachePack Pack;
  Pack.Paths = std::move(Read->Paths);
  Pack.Results = std::move(Read->Results);
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
