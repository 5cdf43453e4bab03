//===- TypeGraph.h - Which records can keep which -------------------------===//
//
// Objects can only keep each other alive in a loop where their types do. The
// graph of types is small; it tells which fields are worth following.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_PROGRAM_TYPEGRAPH_H
#define MEMTIDY_PROGRAM_TYPEGRAPH_H

#include "checks/model/Program.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace memtidy {

/// A field that keeps an object alive.
struct TypeEdge {
  const RecordFact *From = nullptr; ///< The record that has the field.
  const FieldFact *Field = nullptr;
  const EdgeFact *Edge = nullptr;
};

using TypeCycle = std::vector<TypeEdge>;

/// The records of a program and the fields by which their objects keep others
/// alive. Borrows the program.
class TypeGraph {
public:
  explicit TypeGraph(const Program &Facts);

  /// Returns the fact of the field with that USR, or null.
  const FieldFact *field(llvm::StringRef Usr) const;
  /// Returns the record that declares the field with that USR, or null.
  const RecordFact *ownerOf(llvm::StringRef FieldUsr) const;

  /// Returns true when objects may form a loop through the field.
  bool isCyclic(llvm::StringRef FieldUsr) const;

  /// Returns how \p Field keeps an object of the record \p TargetUsr; the
  /// strongest that the field has when the record is unknown.
  const EdgeFact *edgeTo(const FieldFact &Field,
                         llvm::StringRef TargetUsr) const;

  /// Visits the shortest loop through each field that shares ownership, each
  /// loop once, of edges that \p Counts accepts. In the order of the records.
  /// Loops that wind through a large part of the program are left out.
  void forEachMinimalCycle(
      llvm::function_ref<bool(const FieldFact &, const EdgeFact &)> Counts,
      llvm::function_ref<void(const TypeCycle &)> Visit) const;

private:
  struct Arc {
    unsigned To;
    const FieldFact *Field; ///< Null: the pointer to one of its objects.
    const EdgeFact *Edge;
  };

  void addRecords(const Program &Facts);
  void addArcs();
  void addDerived(const Program &Facts);
  void findComponents();
  std::vector<const RecordFact *> withBases(const RecordFact &Record) const;
  TypeCycle
  shortestLoop(unsigned From, const Arc &First,
               llvm::function_ref<bool(const FieldFact &, const EdgeFact &)>
                   Counts) const;

  // Node i is an object of Records[i], node i + Records.size() is what a
  // pointer to it can point to: it or a derived object that is made somewhere.
  std::vector<const RecordFact *> Records;
  llvm::StringMap<unsigned> Index;
  llvm::StringMap<std::pair<const FieldFact *, const RecordFact *>> Fields;
  std::vector<std::vector<Arc>> Arcs;
  std::vector<unsigned> Component;
  llvm::StringMap<char> Cyclic;
};

} // namespace memtidy

#endif // MEMTIDY_PROGRAM_TYPEGRAPH_H
