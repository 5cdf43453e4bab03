//===- RecordLayout.h - Where the bytes of a record go --------------------===//
//
// The layout of a record as clang computes it, and a model of it that can lay
// the same fields out in another order. The model is trusted only where it
// reproduces clang's own layout of the present order.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_RECORDLAYOUT_H
#define MEMTIDY_ANALYSIS_RECORDLAYOUT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class FieldDecl;
} // namespace clang

namespace memtidy {

/// What a field asks of a layout. Bytes, unless the name says bits.
struct FieldShape {
  const clang::FieldDecl *Field = nullptr;
  uint64_t Offset = 0;    ///< Today, first byte.
  unsigned BitOffset = 0; ///< Today, within that byte.
  uint64_t Size = 0;      ///< What it keeps from others.
  uint64_t FullSize = 0;  ///< Larger than Size where others may use its tail.
  uint64_t Align = 1;
  bool IsBitField = false;
  unsigned BitWidth = 0;
  unsigned StorageBits = 0;
  /// Shares bytes with others in a way the model does not move.
  bool IsPinned = false;
};

/// Consecutive fields that keep together: most often one, or a run of
/// bit-fields. First and Last are indices into RecordShape::Fields.
struct LayoutUnit {
  unsigned First = 0;
  unsigned Last = 0; ///< Inclusive.
};

/// A virtual base that is laid out behind the fields.
struct VirtualBaseShape {
  uint64_t Size = 0;
  uint64_t Align = 1;
};

/// Bytes that hold nothing.
struct Hole {
  /// The field before the hole, or null where a base or the vptr is.
  const clang::FieldDecl *After = nullptr;
  uint64_t Offset = 0;
  uint64_t Bytes = 0;
  bool IsTail = false;
};

/// The layout of one record and what is needed to compute others.
struct RecordShape {
  uint64_t Size = 0;
  uint64_t DataSize = 0; ///< Without the padding at the end.
  uint64_t Align = 1;
  uint64_t Start = 0;       ///< Where fields may begin: behind bases and vptr.
  uint64_t MinSize = 0;     ///< What empty bases ask for.
  bool IsMicrosoft = false; ///< Bit-fields follow Microsoft's rules.
  std::vector<FieldShape> Fields;
  std::vector<LayoutUnit> Units;
  llvm::SmallVector<VirtualBaseShape, 1> VirtualBases;
  std::vector<Hole> Holes;
  uint64_t PaddingBytes = 0; ///< Sum of the holes.
};

/// Where one order of the units ends.
struct Placement {
  uint64_t Size = 0;
  uint64_t DataSize = 0;
  std::vector<uint64_t> BitOffsets; ///< By index of RecordShape::Fields.
};

/// Returns the bytes of an object of \p Record, or nullopt for a template's
/// pattern and what is not defined.
std::optional<uint64_t> sizeOf(const clang::CXXRecordDecl &Record);

/// Returns the shape of a complete record, or nullopt where the model cannot
/// stand for it: unions, packed records, flexible arrays, layouts that the
/// model does not reproduce. A template's pattern has the shape of its
/// instantiations, where no field depends on an argument and there is one.
std::optional<RecordShape> shapeOf(const clang::ASTContext &Context,
                                   const clang::CXXRecordDecl &Record);

/// A record that is laid out, and its shape in terms of the pattern's fields.
struct MeasuredRecord {
  const clang::CXXRecordDecl *Measured = nullptr;
  RecordShape Shape;
};

/// Returns the shape of \p Record; for a template's pattern that of each of its
/// instantiations, in the order of their first use. Empty where the model
/// cannot stand for one of them.
std::vector<MeasuredRecord> shapesOf(const clang::ASTContext &Context,
                                     const clang::CXXRecordDecl &Record);

/// Lays the units out in \p Order, a permutation of the indices of
/// Shape.Units.
Placement place(const RecordShape &Shape, llvm::ArrayRef<unsigned> Order);

/// The same in the present order.
Placement placeAsDeclared(const RecordShape &Shape);

/// Makes a unit of each field and of each run of bit-fields.
void formUnits(RecordShape &Shape);

/// Makes one unit of the units that hold the fields \p First to \p Last.
void keepTogether(RecordShape &Shape, unsigned First, unsigned Last);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_RECORDLAYOUT_H
