//===- Program.h - The merged facts of a TU or of a program ---------------===//

#ifndef MEMTIDY_MODEL_PROGRAM_H
#define MEMTIDY_MODEL_PROGRAM_H

#include "checks/model/Fact.h"
#include <map>

namespace memtidy {

/// Facts by USR. Adding is commutative, associative and idempotent: a program
/// does not depend on the order, the grouping or the repetition of its TUs.
class Program {
public:
  /// Joins what is known of the record: every field and base, the strongest
  /// edges, the smallest location.
  void add(const RecordFact &Record);
  /// What is seen wins over what is assumed. Where TUs disagree about a
  /// function, the longer list wins, then the greater.
  void add(const FunctionFact &Function);
  void add(const Program &Other);

  const std::map<std::string, RecordFact> &records() const { return Records; }
  const std::map<std::string, FunctionFact> &functions() const {
    return Functions;
  }

  /// True when there is nothing outside: a function that nobody calls is
  /// never called.
  bool Whole = false;

  bool operator==(const Program &) const = default;

private:
  std::map<std::string, RecordFact> Records;
  std::map<std::string, FunctionFact> Functions;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_PROGRAM_H
