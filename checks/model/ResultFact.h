//===- ResultFact.h - What becomes of returned containers -----------------===//
//
// Per function that returns a container: how it builds it, known where it is
// defined, and how its result is used, known where it is called.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_MODEL_RESULTFACT_H
#define MEMTIDY_MODEL_RESULTFACT_H

#include "checks/model/Fact.h"

namespace memtidy {

/// What a caller does with a returned container.
enum class ResultUse {
  Iterated,   ///< Goes over it once, to the end.
  StopsEarly, ///< Goes over it once, and may leave before the end.
  Asked,      ///< Asks its size, or whether it is empty or has an element.
  Kept,       ///< Anything else: needs the whole.
};

/// One use of the result.
struct ResultUseFact {
  FactLocation Loc;
  ResultUse How = ResultUse::Kept;
  /// The function could not be left half done: a reference parameter is bound
  /// to a temporary, or the loop changes what was passed.
  bool NeedsWhole = false;
  /// The loop changes something that has no name in the caller.
  bool ChangesUnnamed = false;
  /// The loop changes what outlives the caller, streams apart: that must not
  /// happen by half.
  bool Applies = false;

  auto operator<=>(const ResultUseFact &) const = default;
};

struct ResultFact {
  std::string Usr;
  std::string Name; ///< Not qualified.
  // The rest but Uses is known where the function is defined.
  FactLocation Loc;
  /// It fills a container in a loop and returns that, and nothing says that
  /// the whole is the point.
  bool Builds = false;
  std::string Type;          ///< "std::vector"
  unsigned ElementBytes = 0; ///< 0: unknown.
  /// The elements are no more than this; 0: any number.
  unsigned AtMost = 0;
  FactLocation FilledAt;
  /// All its callers are in one TU.
  bool IsInternal = false;
  /// It throws between two elements: callers get all or nothing.
  bool MayReject = false;
  /// It reads variables that others may change.
  bool ReadsGlobals = false;
  /// The user wants to hear nothing of it.
  bool Suppressed = false;
  std::vector<ResultUseFact> Uses; ///< Sorted, each once.

  auto operator<=>(const ResultFact &) const = default;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_RESULTFACT_H
