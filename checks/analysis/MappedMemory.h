//===- MappedMemory.h - Records that lie in mapped memory -----------------===//

#ifndef MEMTIDY_ANALYSIS_MAPPEDMEMORY_H
#define MEMTIDY_ANALYSIS_MAPPEDMEMORY_H

#include "clang/Basic/SourceLocation.h"
#include <vector>

namespace clang {
class CXXRecordDecl;
} // namespace clang

namespace memtidy {

class TuIndex;

/// A pointer to mapped memory becomes a pointer to a record at Loc.
struct MappedRecord {
  const clang::CXXRecordDecl *Record;
  clang::SourceLocation Loc;
};

/// Returns those of the TU, in source order within each kind: the casts of
/// calls, then those of variables and fields that keep a call's result.
std::vector<MappedRecord> findMappedRecords(TuIndex &Index);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_MAPPEDMEMORY_H
