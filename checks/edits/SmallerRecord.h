//===- SmallerRecord.h - A record that another order would shrink ---------===//
//
// Layout, text and order of initialisation each forbid something. This asks
// them all and returns the order that is left.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_EDITS_SMALLERRECORD_H
#define MEMTIDY_EDITS_SMALLERRECORD_H

#include "checks/analysis/FieldOrder.h"
#include "checks/analysis/KeptOrder.h"
#include "checks/analysis/RecordLayout.h"
#include "checks/edits/RecordText.h"
#include "checks/edits/ReorderUses.h"

namespace memtidy {

class TuIndex;

/// What another order must save.
struct SavingLimits {
  unsigned Bytes = 0;
  unsigned Percent = 0;
  /// Move fields only within their group, see readRecordText().
  bool RespectGroups = true;
  /// Triples of targets on which the record must not grow.
  std::vector<std::string> Targets = {};
};

/// A record and an order of its fields that saves enough.
struct SmallerRecord {
  const clang::ASTContext &Context;
  const clang::CXXRecordDecl &Record;
  /// Record, or for a template's pattern the instance that is spoken of.
  const clang::CXXRecordDecl &Measured;
  RecordShape Shape;
  RecordText Text;
  KeptOrder Kept;
  FieldOrder Better = {};
  FieldReordering Fields = {};

  uint64_t savedBytes() const { return Shape.Size - Better.Size; }
};

/// Returns nullopt where no order that the source allows saves enough, where
/// the layout is not understood, and where bytes are spent on purpose. The
/// order makes the record larger nowhere: on no target of the limits, in no
/// instance of a template.
std::optional<SmallerRecord>
findSmallerRecord(TuIndex &Index, const clang::CXXRecordDecl &Record,
                  const SavingLimits &Limits);

} // namespace memtidy

#endif // MEMTIDY_EDITS_SMALLERRECORD_H
