//===- Fact.h - What a TU tells the program -------------------------------===//
//
// A fact is a predicate about a named entity, never a message. Facts hold no
// AST and no source location, are written and read without loss, and merge in
// any order (Program.h).
//
// A function is remembered as the short list of what it does to ownership, in
// order and in terms of its own names. Whoever knows the callees' facts can
// run such lists and see which objects keep which.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_MODEL_FACT_H
#define MEMTIDY_MODEL_FACT_H

#include <compare>
#include <string>
#include <vector>

namespace memtidy {

/// A place in a file. The path is absolute; line and column start at 1.
struct FactLocation {
  std::string Path;
  unsigned Line = 0;
  unsigned Col = 0;

  auto operator<=>(const FactLocation &) const = default;
};

/// How a field keeps its target. Ordered: a later one is stronger evidence
/// that the target stays alive.
enum class EdgeKind {
  Borrow,  ///< Raw pointer or reference.
  Weak,    ///< Observes a shared object.
  Assumed, ///< A raw pointer that the destructor, not seen, should delete.
  Value,   ///< The target is a part of the object.
  Unique,  ///< Sole ownership, also a raw pointer that the destructor deletes.
  Shared,  ///< Shared ownership.
};

/// One record that a field reaches, after peeling containers and wrappers.
struct EdgeFact {
  std::string Target; ///< USR.
  EdgeKind Kind = EdgeKind::Borrow;
  bool ConstTarget = false;

  auto operator<=>(const EdgeFact &) const = default;
};

struct FieldFact {
  std::string Usr;
  std::string Name;
  std::string Type; ///< As spelled.
  FactLocation Loc;
  /// Sorted, each once.
  std::vector<EdgeFact> Edges;
  /// Holds any number of targets.
  bool IsContainer = false;
  /// The user said that this field closes no cycle.
  bool Suppressed = false;

  auto operator<=>(const FieldFact &) const = default;
};

struct RecordFact {
  std::string Usr;
  std::string Name; ///< Qualified.
  FactLocation Loc;
  std::vector<FieldFact> Fields;  ///< Sorted by USR.
  std::vector<std::string> Bases; ///< USRs, sorted.

  auto operator<=>(const RecordFact &) const = default;
};

/// One step from an object to what one of its fields keeps. Smart pointers
/// and raw ones are looked through: the step leads to the object.
struct PathHop {
  /// USR; "[]" when the path so far names a container that is no field.
  std::string Field;
  /// Which element of a container, as spelled; empty: the whole field.
  std::string Element;

  auto operator<=>(const PathHop &) const = default;
};

/// An object as one function names it.
struct ObjectPath {
  enum class Root {
    Unknown,  ///< Some object that nobody follows.
    Null,     ///< No object.
    This,     ///< *this.
    Variable, ///< What parameter, local or temporary number Index means.
    Global,   ///< The variable with the USR Global.
  };

  Root From = Root::Unknown;
  unsigned Index = 0;
  std::string Global;
  std::vector<PathHop> Hops;

  auto operator<=>(const ObjectPath &) const = default;
};

/// A branch that must be taken: arm number Arm of the statement number Id.
struct GuardFact {
  unsigned Id = 0;
  unsigned Arm = 0;

  auto operator<=>(const GuardFact &) const = default;
};

/// One thing that a function does to ownership.
struct OperationFact {
  enum class Kind {
    Make,   ///< Variable becomes a new Entity (record); its constructor runs.
    Assign, ///< Variable becomes Value.
    Copy,   ///< Variable becomes a copy of Value; what Value shares is shared.
    Write,  ///< Place, a single object, becomes Value.
    Insert, ///< Place, a container, gets Value.
    Clear,  ///< Place keeps nothing any more.
    Erase,  ///< Place loses some element.
    Pop,    ///< Place, a queue, loses the element whose turn it is.
    Call,   ///< Entity (function) is called; Variable becomes its result.
    Return, ///< The function returns Value.
  };

  Kind Does = Kind::Call;
  unsigned Variable = 0;
  ObjectPath Place; ///< For Call and Make: the object it is called on.
  ObjectPath Value;
  std::string Entity;
  /// Call: the callee. Make: the constructor; empty if none is known.
  std::string Callee;
  std::vector<ObjectPath> Arguments;
  FactLocation Loc;
  std::vector<GuardFact> Guards; ///< Outermost first.
  std::string Text; ///< The value as the author spelled it; may be empty.

  auto operator<=>(const OperationFact &) const = default;
};

struct FunctionFact {
  enum class Kind { Plain, Constructor, Destructor };

  std::string Usr;
  std::string Name; ///< Qualified.
  FactLocation Loc;
  Kind Is = Kind::Plain;
  std::string Parent;      ///< USR of its record; empty for free functions.
  unsigned Parameters = 0; ///< They are the variables 0..Parameters-1.
  /// May be called without its name: virtual functions, main.
  bool CalledUnseen = false;
  /// Only functions of its class can call it, or only its file.
  bool IsPrivate = false;
  /// The body is not seen; the operations are what its declaration suggests.
  bool Assumed = false;
  std::vector<OperationFact> Operations; ///< In source order.

  auto operator<=>(const FunctionFact &) const = default;
};

/// A type that one value of a map is seen to have.
struct ValueTypeFact {
  std::string Name; ///< As people write it.
  unsigned Size = 0;
  unsigned Align = 1;
  /// What the map's value keeps on the heap for it: a large object in an any.
  unsigned HeapBytes = 0;

  auto operator<=>(const ValueTypeFact &) const = default;
};

/// One literal key of a map.
struct MapKeyFact {
  std::string Key;
  std::vector<ValueTypeFact> Types; ///< Sorted, each once.
  unsigned KeyBytes = 0; ///< What a key that is so long has on the heap.
  bool IsWritten = false;
  bool IsRead = false;
  /// Somebody asks whether it is there, or takes it away.
  bool IsAsked = false;
  FactLocation Loc; ///< Where it is named first.

  auto operator<=>(const MapKeyFact &) const = default;
};

/// The table of buckets that a hash map of at most Keys elements has.
struct BucketsFact {
  unsigned Keys = 0;
  unsigned Bytes = 0;

  auto operator<=>(const BucketsFact &) const = default;
};

/// A map from strings, and all that a TU does with it.
struct MapFact {
  enum class Place { Local, Member, Static };

  std::string Usr;
  std::string Name; ///< Qualified.
  FactLocation Loc;
  Place Is = Place::Member;
  /// A use that only a map can serve; no path: none is seen.
  FactLocation Escape;
  /// Code that nobody can list may use it: it is public, or has friends that
  /// are templates.
  bool IsOpen = false;
  bool Suppressed = false;
  /// Functions and classes that may use it, USRs: not seen here, and seen.
  std::vector<std::string> Awaits, Seen;
  unsigned HandleBytes = 0;         ///< The map itself.
  unsigned FixedBytes = 0;          ///< On the heap, whatever it holds.
  unsigned EntryBytes = 0;          ///< On the heap for each key.
  std::vector<BucketsFact> Buckets; ///< Sorted; empty for a tree.
  ValueTypeFact Mapped;
  std::vector<MapKeyFact> Keys; ///< Sorted by key.

  auto operator<=>(const MapFact &) const = default;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_FACT_H
