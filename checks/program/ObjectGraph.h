//===- ObjectGraph.h - Which objects keep which after a call ----*- C++ -*-===//
//
// Runs the operations of one function and of its callees on objects that have
// no values, only owners. What is left at the end says which objects keep
// which. A loop in it is a proof: the statements that tied it are known.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_PROGRAM_OBJECTGRAPH_H
#define MEMTIDY_PROGRAM_OBJECTGRAPH_H

#include "checks/program/TypeGraph.h"
#include <map>
#include <optional>

namespace memtidy {

using Guards = std::vector<GuardFact>;

/// Where an object comes from, as the function that runs sees it.
enum class Origin {
  Nothing,   ///< The null pointer.
  Unseen,    ///< Nobody knows: what an unseen call returned.
  Outside,   ///< *this, a global, what their fields keep: older than the run.
  Parameter, ///< A parameter of the function that runs: as old, for all it
             ///< knows.
  Fresh,     ///< Made here, or a part of what was made here.
};

/// An object.
struct ObjectNode {
  Origin From = Origin::Unseen;
  std::string Record; ///< USR; empty when unknown.
  /// The object that this is a copy of.
  std::optional<unsigned> CopyOf;
  /// Set for a container that is a field: the object that has it.
  std::optional<unsigned> Holder;
  std::string HolderField;
};

/// One object keeps another.
struct Keep {
  unsigned From = 0;
  unsigned To = 0;
  const FieldFact *Field = nullptr;
  std::string Element;
  /// The statement that made it so; null when it was so before.
  const OperationFact *By = nullptr;
  /// By is what a function without a body is assumed to do.
  bool Assumed = false;
  /// The calls through which By was reached, outermost first.
  std::vector<const OperationFact *> Through;
  Guards When;
  /// Branches on which it no longer holds.
  std::vector<Guards> Unless;
};

/// A write to a field that may close a loop, as seen from one function.
struct FieldWrite {
  const FieldFact *Field = nullptr;
  const OperationFact *By = nullptr;
  Origin Target = Origin::Unseen;
  /// A constructor sets a field of its own object to one of its parameters:
  /// the target is older than the object.
  bool AtConstruction = false;
  bool InCallee = false;
};

/// A loop of objects; each keeps the next.
using ObjectCycle = std::vector<Keep>;

/// What running one function shows.
struct ObjectGraph {
  std::vector<ObjectCycle> Cycles;
  std::vector<FieldWrite> Writes;
};

/// Which functions may tie objects; the others are not worth running.
class RelevantFunctions {
public:
  RelevantFunctions(llvm::ArrayRef<const FunctionFact *> Functions,
                    const TypeGraph &Types);

  /// Returns true when \p Usr writes a cyclic field, itself or by callees.
  bool writes(llvm::StringRef Usr) const { return Writers.contains(Usr); }
  /// Returns true when a fact of the program calls \p Usr.
  bool isCalled(llvm::StringRef Usr) const { return Called.contains(Usr); }

private:
  llvm::StringMap<char> Writers;
  llvm::StringMap<char> Called;
};

/// Runs \p Function. Callees are followed a few levels deep, as far as their
/// facts are known.
ObjectGraph runFunction(const FunctionFact &Function, const Program &Facts,
                        const TypeGraph &Types,
                        const RelevantFunctions &Relevant);

} // namespace memtidy

#endif // MEMTIDY_PROGRAM_OBJECTGRAPH_H
