//===- FieldRules.h - What the source forbids a new order -----------------===//

#ifndef MEMTIDY_EDITS_FIELDRULES_H
#define MEMTIDY_EDITS_FIELDRULES_H

#include "checks/analysis/FieldOrder.h"
#include "checks/analysis/KeptOrder.h"
#include "checks/edits/RecordText.h"

namespace memtidy {

/// Makes one unit of the fields of each declaration that cannot be split.
void keepDeclarations(const RecordText &Text, RecordShape &Shape);

/// Translates groups, headings, initialisation order and fields that threads
/// share into rules over the units of \p Shape.
OrderRules rulesFor(const RecordShape &Shape, const RecordText &Text,
                    const KeptOrder &Kept);

} // namespace memtidy

#endif // MEMTIDY_EDITS_FIELDRULES_H
