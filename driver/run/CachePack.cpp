//===- CachePack.cpp - Results of many TUs in one file --------------------===//

#include "driver/run/CachePack.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/raw_ostream.h"

using namespace memtidy;
using llvm::StringRef;

// The last character is the version of the format.
static constexpr llvm::StringLiteral Magic = "memtidy cache 1\n";

namespace {

class ByteWriter {
public:
  template <typename T> void number(T Value) {
    llvm::support::endian::write(OS, Value, llvm::endianness::little);
  }
  void text(StringRef Text) {
    number<uint32_t>(Text.size());
    OS << Text;
  }
  StringRef bytes() const { return Bytes; }

private:
  std::string Bytes;
  llvm::raw_string_ostream OS{Bytes};
};

/// Returns zeros and empty texts once the bytes have run out.
class ByteReader {
public:
  explicit ByteReader(StringRef Left) : Left(Left) {}

  template <typename T> T number() {
    StringRef Bytes = take(sizeof(T));
    return Bytes.empty() ? T()
                         : llvm::support::endian::read<T>(
                               Bytes.data(), llvm::endianness::little);
  }
  StringRef text() { return take(number<uint32_t>()); }
  bool isGood() const { return Good; }
  bool isAtEnd() const { return Left.empty(); }

private:
  StringRef take(size_t Size) {
    Good &= Size <= Left.size();
    if (!Good)
      return {};
    StringRef Taken = Left.take_front(Size);
    Left = Left.drop_front(Size);
    return Taken;
  }

  StringRef Left;
  bool Good = true;
};

} // namespace

static void write(ByteWriter &Out, const Dependency &Path) {
  Out.number(static_cast<uint8_t>(Path.Is));
  Out.text(Path.Path);
  for (uint64_t Part :
       {Path.Hash, Path.Stamp.Modified, Path.Stamp.Size, Path.Stamp.Inode})
    Out.number(Part);
}

static Dependency readPath(ByteReader &In) {
  Dependency Path;
  Path.Is = static_cast<Dependency::Kind>(In.number<uint8_t>());
  Path.Path = In.text().str();
  for (uint64_t *Part :
       {&Path.Hash, &Path.Stamp.Modified, &Path.Stamp.Size, &Path.Stamp.Inode})
    *Part = In.number<uint64_t>();
  return Path;
}

static void write(ByteWriter &Out, const CacheKey &Key,
                  const PackedResult &Result,
                  llvm::ArrayRef<uint32_t> NewIndexes) {
  Out.number(Key[0]);
  Out.number(Key[1]);
  Out.number(Result.LastUsed);
  Out.number<uint32_t>(Result.Dependencies.size());
  for (uint32_t Index : Result.Dependencies)
    Out.number(NewIndexes[Index]);
  Out.text(Result.Text);
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

  ByteWriter Body;
  Body.number(Count);
  for (size_t I = 0; I < Paths.size(); ++I)
    if (IsUsed[I])
      write(Body, Paths[I]);
  Body.number<uint32_t>(Results.size());
  for (const auto &[Key, Result] : Results)
    write(Body, Key, Result, NewIndexes);

  ByteWriter Hash;
  Hash.number(contentHash(Body.bytes()));
  return (Magic + Hash.bytes() + Body.bytes()).str();
}

static llvm::Expected<StringRef> checkedBody(StringRef Bytes) {
  if (!Bytes.consume_front(Magic))
    return llvm::createStringError("not a cache file of this version");
  if (Bytes.size() < sizeof(uint64_t))
    return llvm::createStringError("cut off");
  StringRef Body = Bytes.drop_front(sizeof(uint64_t));
  if (ByteReader(Bytes).number<uint64_t>() != contentHash(Body))
    return llvm::createStringError("damaged or cut off");
  return Body;
}

llvm::Expected<CachePack> CachePack::decode(StringRef Bytes) {
  llvm::Expected<StringRef> Body = checkedBody(Bytes);
  if (!Body)
    return Body.takeError();
  // Whoever made the hash fit may have written anything: trust no count.
  ByteReader In(*Body);
  CachePack Pack;
  for (uint32_t Left = In.number<uint32_t>(); Left && In.isGood(); --Left)
    Pack.Paths.push_back(readPath(In));
  bool Good = true;
  for (uint32_t Left = In.number<uint32_t>(); Left && In.isGood(); --Left) {
    CacheKey Key = {In.number<uint64_t>(), In.number<uint64_t>()};
    PackedResult &Result = Pack.Results[Key];
    Result.LastUsed = In.number<uint32_t>();
    for (uint32_t More = In.number<uint32_t>(); More && In.isGood(); --More) {
      Result.Dependencies.push_back(In.number<uint32_t>());
      Good &= Result.Dependencies.back() < Pack.Paths.size();
    }
    Result.Text = In.text().str();
  }
  if (!Good || !In.isGood() || !In.isAtEnd())
    return llvm::createStringError("damaged");
  return Pack;
}

uint32_t CachePack::indexOf(const Dependency &Known) {
  auto NameOf = [](const Dependency &Path) {
    ByteWriter Name;
    write(Name, Path);
    return Name.bytes().str();
  };
  if (Indexes.empty())
    for (auto [Index, Path] : llvm::enumerate(Paths))
      Indexes.try_emplace(NameOf(Path), Index);
  auto [Found, IsNew] = Indexes.try_emplace(NameOf(Known), Paths.size());
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
