//===- Layouts.h - Pictures of records ------------------------------------===//

#ifndef MEMTIDY_RENDER_LAYOUTS_H
#define MEMTIDY_RENDER_LAYOUTS_H

#include "driver/report/RecordTable.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace memtidy {

/// What `memtidy layout` found.
struct LayoutReport {
  std::vector<RecordTable> Records;
  /// With --compare: the revision, and the records as they were there.
  std::string Revision;
  std::vector<RecordTable> Before;
  /// Paths are shown relative to it.
  std::string Root;

  /// Returns the earlier state of \p Record, or null.
  const RecordTable *before(const RecordTable &Record) const;
};

void writeLayoutText(const LayoutReport &Report, llvm::raw_ostream &OS);
void writeLayoutJson(const LayoutReport &Report, llvm::raw_ostream &OS);
/// A picture of its own, without scripts and without references to others.
void writeLayoutSvg(const LayoutReport &Report, llvm::raw_ostream &OS);

/// Returns how a part is called: its name, or its type where it has none.
llvm::StringRef titleOf(const RecordPart &Part);

} // namespace memtidy

#endif // MEMTIDY_RENDER_LAYOUTS_H
