//===- Placement.cpp - Lays the fields of a record out --------------------===//
//
// The rules of the Itanium ABI, and of Microsoft's compilers for bit-fields,
// for everything that comes after bases and virtual table pointers.
//
//===----------------------------------------------------------------------===//

#include "checks/analysis/RecordLayout.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/MathExtras.h"

using namespace memtidy;

using llvm::alignTo;

namespace {
/// The state of a layout in the making.
class Placer {
public:
  explicit Placer(const RecordShape &Shape)
      : Shape(Shape), DataSize(Shape.Start), Size(Shape.MinSize) {
    Result.BitOffsets.resize(Shape.Fields.size());
  }

  void add(unsigned Index) {
    const FieldShape &F = Shape.Fields[Index];
    if (!F.IsBitField)
      Result.BitOffsets[Index] = addBytes(F) * 8;
    else
      Result.BitOffsets[Index] =
          Shape.IsMicrosoft ? addMicrosoftBits(F) : addBits(F);
  }

  Placement finish() {
    for (const VirtualBaseShape &Base : Shape.VirtualBases)
      DataSize = alignTo(DataSize, Base.Align) + Base.Size;
    Result.DataSize = DataSize;
    Result.Size = alignTo(std::max({Size, DataSize, uint64_t(1)}), Shape.Align);
    return std::move(Result);
  }

private:
  uint64_t addBytes(const FieldShape &F) {
    UnfilledBits = LastStorageBits = 0;
    // An empty [[no_unique_address]] member lies on top of others.
    uint64_t Offset = F.Size ? alignTo(DataSize, F.Align) : F.Offset;
    if (F.Size)
      DataSize = Offset + F.Size;
    Size = std::max({Size, DataSize, Offset + F.FullSize});
    return Offset;
  }

  uint64_t addBits(const FieldShape &F) {
    uint64_t Bit = DataSize * 8 - UnfilledBits;
    uint64_t AlignBits = F.Align * 8;
    if (F.BitWidth == 0 ||
        Bit % AlignBits + F.BitWidth > std::max<uint64_t>(F.StorageBits, 1))
      Bit = alignTo(Bit, AlignBits);
    uint64_t End = Bit + F.BitWidth;
    DataSize = llvm::divideCeil(End, 8);
    UnfilledBits = DataSize * 8 - End;
    Size = std::max(Size, DataSize);
    return Bit;
  }

  /// Bit-fields share whole objects of their type, and only with those whose
  /// types have the same size.
  uint64_t addMicrosoftBits(const FieldShape &F) {
    const bool Follows = LastStorageBits != 0;
    if (F.BitWidth != 0 && LastStorageBits == F.StorageBits &&
        F.BitWidth <= UnfilledBits) {
      const uint64_t Bit = DataSize * 8 - UnfilledBits;
      UnfilledBits -= F.BitWidth;
      return Bit;
    }
    if (F.BitWidth != 0 || Follows)
      DataSize = alignTo(DataSize, F.Align);
    const uint64_t Bit = DataSize * 8;
    LastStorageBits = F.BitWidth ? F.StorageBits : 0;
    UnfilledBits = F.BitWidth ? F.StorageBits - F.BitWidth : 0;
    DataSize += LastStorageBits / 8;
    Size = std::max(Size, DataSize);
    return Bit;
  }

  const RecordShape &Shape;
  uint64_t DataSize;
  uint64_t Size;
  /// Of the last byte, or of Microsoft's last storage unit.
  unsigned UnfilledBits = 0;
  /// Microsoft's: of the bit-field before; 0 where there is none.
  unsigned LastStorageBits = 0;
  Placement Result;
};
} // namespace

Placement memtidy::place(const RecordShape &Shape,
                         llvm::ArrayRef<unsigned> Order) {
  Placer Places(Shape);
  for (unsigned Unit : Order)
    for (unsigned I = Shape.Units[Unit].First; I <= Shape.Units[Unit].Last; ++I)
      Places.add(I);
  return Places.finish();
}

Placement memtidy::placeAsDeclared(const RecordShape &Shape) {
  return place(Shape,
               llvm::to_vector<16>(llvm::seq<unsigned>(0, Shape.Units.size())));
}
