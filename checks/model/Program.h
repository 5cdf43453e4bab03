//===- Program.h - The merged facts of a TU or of a program ---------------===//

#ifndef MEMTIDY_MODEL_PROGRAM_H
#define MEMTIDY_MODEL_PROGRAM_H

#include "checks/model/CaptureFact.h"
#include "checks/model/Fact.h"
#include "checks/model/ResultFact.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

namespace memtidy {

/// Facts by USR. Adding is commutative, associative and idempotent: a program
/// does not depend on the order, the grouping or the repetition of its TUs.
class Program {
public:
  /// Joins what is known of the record: every field and base, the strongest
  /// edges, the smallest location.
  void add(RecordFact Record);
  /// What is seen wins over what is assumed. Where TUs disagree about a
  /// function, the longer list wins, then the greater.
  void add(FunctionFact Function);
  /// Joins what is known of the map: every key, use and user.
  void add(MapFact Map);
  /// Joins the uses; what is known of the definition wins over what is not.
  void add(ResultFact Result);
  /// Of what TUs know of one cycle the word of the least sure counts.
  void add(CaptureFact Capture);
  void add(Program Other);

  /// Return all, sorted by USR. Valid until something is added.
  std::vector<const RecordFact *> records() const;
  std::vector<const FunctionFact *> functions() const;
  std::vector<const ResultFact *> results() const;
  std::vector<const MapFact *> maps() const;
  std::vector<const CaptureFact *> captures() const;

  /// Return the one with that USR, or null.
  const FunctionFact *function(llvm::StringRef Usr) const;
  const ResultFact *result(llvm::StringRef Usr) const;
  const MapFact *map(llvm::StringRef Usr) const;

  bool empty() const {
    return Records.empty() && Functions.empty() && Maps.empty() &&
           Results.empty() && Captures.empty();
  }

  /// True when there is nothing outside: a function that nobody calls is
  /// never called.
  bool Whole = false;
  /// TUs that were to be read and could not be.
  unsigned Unread = 0;
  /// There are TUs that were not to be read.
  bool OnlyPart = false;

  bool operator==(const Program &) const = default;

private:
  // Hashed: a sorted map of a large program misses the cache at each step.
  llvm::StringMap<RecordFact> Records;
  llvm::StringMap<FunctionFact> Functions;
  llvm::StringMap<MapFact> Maps;
  llvm::StringMap<ResultFact> Results;
  llvm::StringMap<CaptureFact> Captures;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_PROGRAM_H
