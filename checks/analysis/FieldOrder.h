//===- FieldOrder.h - A smaller order that moves few fields ---------------===//
//
// Sorting all fields by size is easy and unwanted: it tears apart what belongs
// together. The search looks for the smallest size that the rules allow, and
// among the orders that reach it for the one that moves the fewest fields.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_FIELDORDER_H
#define MEMTIDY_ANALYSIS_FIELDORDER_H

#include "checks/analysis/RecordLayout.h"
#include <utility>

namespace memtidy {

/// What an order must not do. Indices are those of RecordShape::Units.
struct OrderRules {
  /// Units move only among the neighbours of their group.
  std::vector<unsigned> GroupOf;
  /// The first of a pair stays before the second.
  std::vector<std::pair<unsigned, unsigned>> Before;
  /// Units that stay at their place.
  std::vector<bool> IsPinned;
  /// Units that threads share: those a cache line apart stay so.
  std::vector<unsigned> Shared;
  /// The same record elsewhere: on other targets, with other template
  /// arguments. No order may make one of them larger than it is.
  std::vector<RecordShape> Elsewhere;
};

/// An order and what it reaches.
struct FieldOrder {
  std::vector<unsigned> Units; ///< Indices of RecordShape::Units.
  uint64_t Size = 0;
  uint64_t DataSize = 0;
  unsigned Moved = 0; ///< How many units leave their place in the sequence.
};

/// Rules that let every unit go anywhere.
OrderRules freeRules(const RecordShape &Shape);

/// Returns an order that is smaller than the present one, or nullopt where
/// the rules allow none. Deterministic.
std::optional<FieldOrder> findSmallerOrder(const RecordShape &Shape,
                                           const OrderRules &Rules);

/// Returns a size that no order of the fields can go below.
uint64_t smallestConceivableSize(const RecordShape &Shape);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_FIELDORDER_H
