//===- HeldElements.h - Whether elements may move -------------------------===//
//
// Elements in nodes or boxes of their own keep their addresses. That is worth
// nothing where every use takes an element for a moment and lets it go.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_HELDELEMENTS_H
#define MEMTIDY_ANALYSIS_HELDELEMENTS_H

#include "checks/analysis/ValueUses.h"

namespace memtidy {

class ElementFinder {
public:
  explicit ElementFinder(const ValueUses &All) : All(All) {}

  /// For a vector of unique_ptr<T>: each element is made for it, none is null
  /// or taken out, and no address of an object lasts.
  bool ownsPlainly(const DeclUses &Uses, clang::QualType T) const;

  /// For a list: it is filled at its end and walked, nothing is put in or
  /// taken out in the middle, and no address of an element lasts.
  bool isFilledAndWalked(const DeclUses &Uses) const;

private:
  const ValueUses &All;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_HELDELEMENTS_H
