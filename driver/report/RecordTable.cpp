//===- RecordTable.cpp - Where the bytes of one record go -----------------===//

#include "driver/report/RecordTable.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

uint64_t RecordPlan::paddingBytes() const {
  uint64_t Sum = 0;
  for (const RecordHole &Hole : Holes)
    Sum += Hole.Size;
  return Sum;
}

void memtidy::findHoles(RecordPlan &Plan) {
  llvm::stable_sort(Plan.Parts, [](const RecordPart &A, const RecordPart &B) {
    return std::pair(A.Offset, A.BitOffset) < std::pair(B.Offset, B.BitOffset);
  });
  Plan.Holes.clear();
  uint64_t End = 0;
  for (const RecordPart &Part : Plan.Parts) {
    if (Part.Size == 0)
      continue;
    if (Part.Offset > End)
      Plan.Holes.push_back({End, Part.Offset - End});
    End = std::max(End, Part.Offset + Part.Size);
  }
  // An object without parts is a byte that nobody uses, and no hole.
  if (End > 0 && Plan.Size > End)
    Plan.Holes.push_back({End, Plan.Size - End});
}
