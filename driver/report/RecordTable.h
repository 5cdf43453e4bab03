//===- RecordTable.h - Where the bytes of one record go -------------------===//

#ifndef MEMTIDY_REPORT_RECORDTABLE_H
#define MEMTIDY_REPORT_RECORDTABLE_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

/// A part of an object: a field, a base, a pointer to a table.
struct RecordPart {
  enum class Kind { Field, Base, Pointer };

  Kind Is = Kind::Field;
  std::string Name; ///< Empty for unnamed fields.
  std::string Type;
  uint64_t Offset = 0;
  uint64_t Size = 0; ///< Bytes that are its own; 0 where it shares them.
  /// Of a bit-field.
  std::optional<unsigned> BitWidth = std::nullopt;
  unsigned BitOffset = 0; ///< Within the byte at Offset.

  bool operator==(const RecordPart &) const = default;
};

/// Bytes that hold nothing.
struct RecordHole {
  uint64_t Offset = 0;
  uint64_t Size = 0;

  bool operator==(const RecordHole &) const = default;
};

/// One order of a record's parts.
struct RecordPlan {
  uint64_t Size = 0;
  uint64_t Align = 1;
  std::vector<RecordPart> Parts; ///< By offset.
  std::vector<RecordHole> Holes; ///< By offset.

  uint64_t paddingBytes() const;
  /// How many cache lines of 64 bytes an object needs.
  uint64_t cacheLines() const { return (Size + 63) / 64; }

  bool operator==(const RecordPlan &) const = default;
};

/// Fills in the holes between the parts of \p Plan, and sorts both.
void findHoles(RecordPlan &Plan);

/// A record, as it is and as it could be.
struct RecordTable {
  std::string Name; ///< Qualified, with the arguments of a template.
  std::string Path; ///< Absolute.
  unsigned Line = 0;
  std::string Target; ///< A triple.
  RecordPlan Now;
  /// The smallest order that initialisers, sections and other rules allow.
  std::optional<RecordPlan> Best;
};

} // namespace memtidy

#endif // MEMTIDY_REPORT_RECORDTABLE_H
