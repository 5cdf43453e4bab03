//===- MapRecord.h - The struct that would take the place of a map --------===//

#ifndef MEMTIDY_MODEL_MAPRECORD_H
#define MEMTIDY_MODEL_MAPRECORD_H

#include "checks/model/Fact.h"
#include <cstdint>

namespace memtidy {

/// One field: what a key of the map becomes.
struct RecordField {
  std::string Key;
  std::string Name; ///< The key, made an identifier.
  ValueTypeFact Type;
  /// Somebody asks whether the key is there.
  bool IsOptional = false;
};

struct MapRecord {
  /// By alignment, largest first, then by key: no padding but at the end and
  /// behind optional values.
  std::vector<RecordField> Fields;
  uint64_t Bytes = 0;
  /// Two keys have the same name.
  bool NamesClash = false;
};

/// Returns the struct for the keys of \p Map. A value of several types stays
/// what it is in the map.
MapRecord recordFor(const MapFact &Map);

/// Returns the key of \p Map, or null.
const MapKeyFact *keyNamed(const MapFact &Map, const std::string &Key);

/// What an object of a map type takes.
struct MapBytes {
  uint64_t Handle = 0;
  uint64_t Entries = 0; ///< How many nodes.
  uint64_t Table = 0;   ///< Of buckets, and whatever else is always there.
  uint64_t Extra = 0;   ///< Long keys and boxed values.
  uint64_t Total = 0;
};

/// Returns what \p Map takes with all keys, or only with those that nobody
/// asks for.
MapBytes bytesOf(const MapFact &Map, bool WithOptional);

} // namespace memtidy

#endif // MEMTIDY_MODEL_MAPRECORD_H
