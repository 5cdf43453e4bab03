//===- StringMaps.h - Maps from strings and what they take ------*- C++ -*-===//
//
// What a node of a standard map holds is known by name, for each library:
//
//   libstdc++  bits/stl_tree.h, bits/hashtable_policy.h; the primes are those
//              of src/c++11/hashtable_c++0x.cc
//   libc++     include/__tree, include/__hash_table, src/hash.cpp
//   MSVC       stl/inc/xtree, stl/inc/list, stl/inc/xhash
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_STRINGMAPS_H
#define MEMTIDY_ANALYSIS_STRINGMAPS_H

#include "checks/model/Fact.h"
#include "clang/AST/Type.h"
#include <optional>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// What the values of a map can be.
enum class ValueKind {
  Plain,   ///< One type for all.
  Any,     ///< std::any and its relatives.
  Variant, ///< One of the types in its arguments.
  Open,    ///< QVariant, JSON: one of the types that its library knows.
};

/// std::map or std::unordered_map from strings, with the usual order, hash and
/// allocator.
struct StringMap {
  clang::QualType Map, Key, Value;
  ValueKind Holds = ValueKind::Plain;
};

/// Returns what \p Type is, or nullopt. Looks through references.
std::optional<StringMap> stringMapOf(clang::QualType Type);

/// Returns true for strings that own their characters.
bool isOwningString(clang::QualType Type);

/// Returns the name of \p Type as people write it, its size and what
/// \p Holder, a value of a map, has on the heap for it.
ValueTypeFact valueTypeOf(const clang::ASTContext &Context,
                          clang::QualType Type, const StringMap &Holder);

/// Returns the bytes that a key of \p Length characters has on the heap.
unsigned keyHeapBytes(const clang::ASTContext &Context, const StringMap &Map,
                      unsigned Length);

/// Fills in what \p Map takes: the bytes and tables of \p Into. Zero entries
/// where a type is not complete.
void addLayout(const clang::ASTContext &Context, const StringMap &Map,
               MapFact &Into);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_STRINGMAPS_H
