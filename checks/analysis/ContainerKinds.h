//===- ContainerKinds.h - Which types are containers, and what they can ---===//
//
// Standard containers are known by name, never by private members. Others are
// known by what they offer: who has reserve(), size() and push_back() is a
// vector.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_CONTAINERKINDS_H
#define MEMTIDY_ANALYSIS_CONTAINERKINDS_H

#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace memtidy {

/// How a container keeps its elements.
enum class ContainerKind {
  Vector,      ///< One block that grows.
  String,      ///< A vector of characters with a small buffer.
  Blocks,      ///< deque: blocks, never moved.
  Nodes,       ///< list, set, map: an allocation for each element.
  HashNodes,   ///< unordered_map: the same, and a table that grows.
  HashTable,   ///< A table that holds the elements and grows.
  SmallVector, ///< A vector with room for some elements inside.
};

/// What is known of a container type.
struct ContainerType {
  ContainerKind Kind = ContainerKind::Vector;
  /// reserve() takes a number of elements and allocates once.
  bool CanReserve = false;
  /// Elements are pairs of a key and a value.
  bool HasKeys = false;
};

/// Answers are remembered; the TU must outlive it.
class ContainerTypes {
public:
  /// Looks through references and pointers. Nullopt: no container.
  std::optional<ContainerType> of(clang::QualType Type);

private:
  std::optional<ContainerType> compute(clang::QualType Type) const;

  llvm::DenseMap<const clang::Type *, std::optional<ContainerType>> Known;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CONTAINERKINDS_H
