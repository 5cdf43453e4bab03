//===- RecordUses.h - Which records are made many times -------------------===//
//
// Padding in a single object costs nothing that anybody notices. What counts
// is the record that fills containers, arrays and heap blocks.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_RECORDUSES_H
#define MEMTIDY_ANALYSIS_RECORDUSES_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include <cstdint>
#include <string>

namespace clang {
class CXXRecordDecl;
} // namespace clang

namespace memtidy {

class TuIndex;

/// Why there may be many objects of a record.
enum class BulkKind {
  ArrayElement,     ///< By: empty.
  ContainerElement, ///< By: the container template, "std::vector".
  Allocated,        ///< By: "new", "std::make_shared".
  FieldOfBulk,      ///< By: the record that is made many times.
  BaseOfBulk,       ///< By: the derived record.
};

/// The first use in source order that makes a record count.
struct BulkUse {
  BulkKind Kind;
  clang::SourceLocation Loc;
  std::string By;
  /// ArrayElement, and ContainerElement of std::array: how many there are in
  /// one array; 0 where that is not known.
  uint64_t Count = 0;
};

/// The uses of all user records of a TU. Template instantiations count as
/// uses of their arguments; uses inside system headers are not seen.
class RecordUses {
public:
  explicit RecordUses(TuIndex &Index);

  /// Returns the use that makes \p Record count, or null where the TU shows
  /// single objects only. For a class template's pattern, the use of any of
  /// its specialisations.
  const BulkUse *findBulkUse(const clang::CXXRecordDecl &Record) const;

private:
  /// By canonical declaration of the pattern.
  llvm::DenseMap<const clang::CXXRecordDecl *, BulkUse> Uses;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_RECORDUSES_H
