//===- ObjectState.h - Objects and what their fields keep -------*- C++ -*-===//

#ifndef MEMTIDY_PROGRAM_OBJECTSTATE_H
#define MEMTIDY_PROGRAM_OBJECTSTATE_H

#include "checks/program/ObjectGraph.h"

namespace memtidy {

/// Returns true when \p Inner is only reached on the way of \p Outer.
bool isWithin(const Guards &Inner, const Guards &Outer);
/// Returns true when no way takes both.
bool areExclusive(const Guards &A, const Guards &B);

/// Objects and what their fields keep, at one point of a run.
class ObjectState {
public:
  static constexpr unsigned Null = 0;

  explicit ObjectState(const TypeGraph &Types);

  unsigned make(Origin From, std::string Record = "");
  unsigned makeCopy(std::optional<unsigned> Original);
  const ObjectNode &node(unsigned Object) const { return Objects[Object]; }

  /// Returns the object that \p Hop leads to from \p Object on the way of
  /// \p When. Where several writes are possible it is an object of its own.
  unsigned follow(unsigned Object, const PathHop &Hop, const Guards &When);

  /// \p Link.From keeps \p Link.To now. \p Replaces: and nothing else there.
  void keep(Keep Link, bool Replaces);
  /// The container \p Link.To gives its elements to the field.
  void keepElements(const Keep &Link);

  /// Copies share what their originals share: call before cycles().
  void expandCopies();
  /// Returns the shortest loop through each link that a statement made.
  std::vector<ObjectCycle> cycles() const;

private:
  using Slot = std::pair<unsigned, std::string>;

  std::optional<unsigned> known(const std::vector<Keep> &Links,
                                const PathHop &Hop, const Guards &When,
                                const Keep *&Unsure) const;
  unsigned followField(unsigned Object, const PathHop &Hop, const Guards &When);
  bool keepsAlive(const Keep &Link) const;
  ObjectCycle
  shortestLoop(const Keep &Start,
               const std::map<unsigned, std::vector<const Keep *>> &Out) const;

  const TypeGraph &Types;
  std::vector<ObjectNode> Objects;
  std::map<Slot, std::vector<Keep>> Slots;
  std::map<Slot, unsigned> Containers;
};

} // namespace memtidy

#endif // MEMTIDY_PROGRAM_OBJECTSTATE_H
