//===- LineHash.cpp - How GitHub recognises a line ------------------------===//
//
// A rolling hash over the 100 UTF-16 units from the start of a line, blanks
// left out. The count tells apart lines that hash alike.
//
//===----------------------------------------------------------------------===//

#include "driver/render/LineHash.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace memtidy;

namespace {
class LineHasher {
public:
  std::vector<std::string> hash(llvm::ArrayRef<llvm::UTF16> Units);

private:
  static constexpr size_t WindowSize = 100;
  static constexpr uint64_t Factor = 37;
  static constexpr uint64_t EndOfFile = 65535;

  /// Factor to the power of WindowSize: what the oldest unit has become.
  static constexpr uint64_t OldestFactor = [] {
    uint64_t Power = 1;
    for (size_t I = 0; I < WindowSize; ++I)
      Power *= Factor;
    return Power;
  }();

  void take(uint64_t Unit);
  void finishLineOfOldest();
  void roll(uint64_t Unit);

  std::vector<std::string> Hashes;
  llvm::StringMap<unsigned> Seen;
  uint64_t Window[WindowSize] = {};
  /// Whether the unit in the window starts a line.
  bool Starts[WindowSize] = {};
  size_t Oldest = 0;
  uint64_t Hash = 0;
  bool AtLineStart = true;
  bool AfterCarriageReturn = false;
};
} // namespace

void LineHasher::finishLineOfOldest() {
  if (!Starts[Oldest])
    return;
  Starts[Oldest] = false;
  std::string Hex = llvm::formatv("{0:x-}", Hash);
  unsigned Count = ++Seen[Hex];
  Hashes.push_back(llvm::formatv("{0}:{1}", Hex, Count));
}

void LineHasher::roll(uint64_t Unit) {
  Hash = Factor * Hash + Unit - OldestFactor * Window[Oldest];
  Window[Oldest] = Unit;
  Oldest = (Oldest + 1) % WindowSize;
}

void LineHasher::take(uint64_t Unit) {
  bool EndsPair = AfterCarriageReturn && Unit == '\n';
  AfterCarriageReturn = false;
  if (Unit == ' ' || Unit == '\t' || EndsPair)
    return;
  if (Unit == '\r') {
    AfterCarriageReturn = true;
    Unit = '\n';
  }
  finishLineOfOldest();
  Starts[Oldest] = AtLineStart;
  AtLineStart = Unit == '\n';
  roll(Unit);
}

std::vector<std::string> LineHasher::hash(llvm::ArrayRef<llvm::UTF16> Units) {
  for (llvm::UTF16 Unit : Units)
    take(Unit);
  take(EndOfFile);
  for (size_t I = 0; I < WindowSize; ++I) {
    finishLineOfOldest();
    roll(0);
  }
  return std::move(Hashes);
}

std::vector<std::string> memtidy::lineHashes(llvm::StringRef Text) {
  std::string Fixed =
      llvm::json::isUTF8(Text) ? Text.str() : llvm::json::fixUTF8(Text);
  llvm::SmallVector<llvm::UTF16> Units;
  // Cannot fail: the text is UTF-8 now.
  llvm::convertUTF8ToUTF16String(Fixed, Units);
  return LineHasher().hash(Units);
}
