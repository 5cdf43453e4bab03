//===- BulkNames.cpp - Names of what makes many objects -------------------===//

#include "checks/analysis/BulkNames.h"
#include "llvm/ADT/StringSet.h"

using namespace memtidy;

bool memtidy::isContainerName(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {"vector",
                                          "deque",
                                          "list",
                                          "forward_list",
                                          "set",
                                          "multiset",
                                          "map",
                                          "multimap",
                                          "unordered_set",
                                          "unordered_multiset",
                                          "unordered_map",
                                          "unordered_multimap",
                                          "queue",
                                          "priority_queue",
                                          "stack",
                                          "valarray",
                                          "initializer_list",
                                          "span",
                                          "flat_set",
                                          "flat_map",
                                          "flat_multimap",
                                          "flat_hash_set",
                                          "flat_hash_map",
                                          "node_hash_set",
                                          "node_hash_map",
                                          "btree_set",
                                          "btree_map",
                                          "circular_buffer",
                                          "small_vector",
                                          "static_vector",
                                          "stable_vector",
                                          "devector",
                                          "inlined_vector",
                                          "InlinedVector",
                                          "SmallVector",
                                          "DenseMap",
                                          "StringMap",
                                          "ArrayRef",
                                          "fbvector",
                                          "F14FastMap",
                                          "F14NodeMap",
                                          "F14ValueMap",
                                          "F14VectorMap",
                                          "F14FastSet",
                                          "QVector",
                                          "QList",
                                          "QMap",
                                          "QMultiMap",
                                          "QHash",
                                          "QMultiHash",
                                          "QSet",
                                          "QQueue",
                                          "QStack",
                                          "QVarLengthArray",
                                          "Vector",
                                          "HashMap",
                                          "HashSet",
                                          "slist",
                                          "ring_buffer",
                                          "colony",
                                          "hive",
                                          "concurrent_vector",
                                          "concurrent_queue",
                                          "concurrent_hash_map",
                                          "PtrVector",
                                          "ptr_vector",
                                          "RepeatedField",
                                          "RepeatedPtrField"};
  return Names.contains(Name);
}

bool memtidy::isAllocatingName(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {"make_shared",
                                          "make_unique",
                                          "allocate_shared",
                                          "allocate_unique",
                                          "make_shared_for_overwrite",
                                          "make_unique_for_overwrite",
                                          "make_intrusive",
                                          "make_local_shared",
                                          "make_pooled"};
  return Names.contains(Name);
}

bool memtidy::isRawAllocatingName(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {"malloc", "calloc", "realloc",
                                          "aligned_alloc", "reallocarray"};
  return Names.contains(Name);
}
