//===- Bytes.cpp - Plain data as bytes ------------------------------------===//

#include "driver/support/Bytes.h"

using namespace memtidy;

uint64_t ByteReader::number(uint64_t Largest) {
  unsigned Size = 0;
  const char *Wrong = nullptr;
  const uint64_t Number =
      llvm::decodeULEB128(Left.bytes_begin(), &Size, Left.bytes_end(), &Wrong);
  Good &= !Wrong && Number <= Largest;
  if (!Good)
    return 0;
  Left = Left.drop_front(Size);
  return Number;
}

llvm::StringRef ByteReader::take(uint64_t Size) {
  Good &= Size <= Left.size();
  if (!Good)
    return {};
  const llvm::StringRef Taken = Left.take_front(Size);
  Left = Left.drop_front(Size);
  return Taken;
}

const std::string &ByteReader::text() {
  static const std::string None;
  const uint64_t Number = number(Texts.size());
  if (!Good)
    return None;
  if (Number < Texts.size())
    return Texts[Number];
  std::string &New = Texts.emplace_back(take(number(Left.size())));
  if (Change)
    Change(New);
  return New;
}
