//===- DynamicAttributes.h - Maps that are records --------------*- C++ -*-===//

#ifndef MEMTIDY_PROGRAM_DYNAMICATTRIBUTES_H
#define MEMTIDY_PROGRAM_DYNAMICATTRIBUTES_H

#include "checks/model/MapRecord.h"
#include "checks/model/Program.h"
#include "checks/model/ProgramFinding.h"
#include <vector>

namespace memtidy {

/// A map that is only ever asked for the same few keys.
struct DynamicAttributes {
  const MapFact *Map = nullptr;
  MapRecord Record;
  MapBytes Now;
  Level Sureness = Level::Likely;
};

/// Returns the maps of \p Facts with two to \p MaxKeys keys that a record
/// would serve in fewer bytes: each key is written, some is read, and nobody
/// who is not seen may use them. Sorted by USR.
std::vector<DynamicAttributes> findDynamicAttributes(const Program &Facts,
                                                     unsigned MaxKeys);

/// Returns all findings of memtidy-dynamic-attributes in \p Facts.
std::vector<ProgramFinding> concludeDynamicAttributes(const Program &Facts,
                                                      unsigned MaxKeys);

} // namespace memtidy

#endif // MEMTIDY_PROGRAM_DYNAMICATTRIBUTES_H
