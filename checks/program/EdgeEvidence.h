//===- EdgeEvidence.h - What statements do to fields ------------*- C++ -*-===//

#ifndef MEMTIDY_PROGRAM_EDGEEVIDENCE_H
#define MEMTIDY_PROGRAM_EDGEEVIDENCE_H

#include "checks/program/ObjectGraph.h"

namespace memtidy {

/// A statement that takes something out of a field.
struct FieldClear {
  const FunctionFact *In = nullptr;
  const OperationFact *By = nullptr;
  /// In runs when an object of this record is destroyed, and never else; USR,
  /// empty for other functions.
  std::string DestroyedRecord;
};

/// What is known about the writes to one field. Statements that set it to
/// objects of three kinds; null where there is none.
struct FieldEvidence {
  /// To an object that existed already.
  const OperationFact *Existing = nullptr;
  /// To a constructor's parameter, in that constructor.
  const OperationFact *AtConstruction = nullptr;
  /// To an object made for it, or to one that nobody knows.
  const OperationFact *Fresh = nullptr;
  std::vector<FieldClear> Clears;

  const OperationFact *any() const {
    return Existing ? Existing : AtConstruction ? AtConstruction : Fresh;
  }
};

/// Runs every function that writes to a field on a loop of types. Borrows the
/// program and the types.
class EdgeEvidence {
public:
  EdgeEvidence(const Program &Facts, const TypeGraph &Types);

  const FieldEvidence &of(llvm::StringRef FieldUsr) const;
  /// Loops of objects that one function ties, in the order of the functions.
  const std::vector<ObjectCycle> &proofs() const { return Proofs; }

private:
  void addClears(llvm::ArrayRef<const FunctionFact *> Functions, bool IsWhole,
                 const TypeGraph &Types, const RelevantFunctions &Relevant);
  void addWrites(const FunctionFact &Function, const ObjectGraph &Graph,
                 bool IsCalled);

  llvm::StringMap<FieldEvidence> Fields;
  std::vector<ObjectCycle> Proofs;
};

} // namespace memtidy

#endif // MEMTIDY_PROGRAM_EDGEEVIDENCE_H
