//===- Boxes.h - Heap blocks that nobody needs ----------------------------===//
//
// A smart pointer buys something: a type that is not complete yet or not
// known exactly, an address that never changes, an owner that changes, a
// value that may be absent, several owners. A box is a pointer that buys none
// of it, as far as every use of it shows.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_BOXES_H
#define MEMTIDY_ANALYSIS_BOXES_H

#include "checks/analysis/ValueUses.h"
#include <optional>

namespace memtidy {

class TuIndex;

enum class BoxKind {
  Value,     ///< unique_ptr<T>: T could be the member itself.
  Elements,  ///< vector<unique_ptr<T>>: T could be the element itself.
  Unshared,  ///< shared_ptr<T> with one owner.
  Nested,    ///< shared_ptr<unique_ptr<T>>: two blocks for one object.
  ListNodes, ///< list<T> that is filled at its end and walked.
};

/// A variable or field that spends heap blocks without need.
struct Box {
  BoxKind Kind = BoxKind::Value;
  const clang::ValueDecl *Value = nullptr;
  clang::QualType Content; ///< T.
  uint64_t Size = 0;       ///< Of T.
  /// The pointer is null at times, and somebody asks.
  bool MayBeEmpty = false;
  /// A shared pointer: T could be the member itself, too.
  bool CouldBeValue = false;
  /// An empty box that is a value takes this much.
  uint64_t OptionalSize = 0;
  const DeclUses *Uses = nullptr;
  /// Owns Uses, if not null.
  std::shared_ptr<const ValueUses> InstanceUses;

  /// Value is part of a template; Size and Uses are those of an instance.
  bool isInTemplate() const { return InstanceUses != nullptr; }
};

/// Returns what is known of \p Value, a field or a local or internal variable,
/// as a box that nobody needs; nullopt where it is none or where that cannot
/// be told. \p MaxBytes is the largest T to lie inside.
std::optional<Box> findBox(TuIndex &Index, const clang::ValueDecl &Value,
                           uint64_t MaxBytes);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_BOXES_H
