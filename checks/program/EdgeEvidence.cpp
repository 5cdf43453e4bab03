//===- EdgeEvidence.cpp - What statements do to fields --------------------===//

#include "checks/program/EdgeEvidence.h"

using namespace memtidy;

EdgeEvidence::EdgeEvidence(const Program &Facts, const TypeGraph &Types) {
  const std::vector<const FunctionFact *> Functions = Facts.functions();
  RelevantFunctions Relevant(Functions, Types);
  for (const FunctionFact *Function : Functions) {
    if (!Relevant.writes(Function->Usr))
      continue;
    ObjectGraph Graph = runFunction(*Function, Facts, Types, Relevant);
    addWrites(*Function, Graph, Relevant.isCalled(Function->Usr));
    Proofs.insert(Proofs.end(), Graph.Cycles.begin(), Graph.Cycles.end());
  }
  addClears(Functions, Facts.Whole, Types, Relevant);
}

const FieldEvidence &EdgeEvidence::of(llvm::StringRef FieldUsr) const {
  static const FieldEvidence None;
  auto Known = Fields.find(FieldUsr);
  return Known == Fields.end() ? None : Known->second;
}

static void addWitness(const OperationFact *&Known, const OperationFact *New) {
  if (!Known || New->Loc < Known->Loc)
    Known = New;
}

void EdgeEvidence::addWrites(const FunctionFact &Function,
                             const ObjectGraph &Graph, bool IsCalled) {
  for (const FieldWrite &Write : Graph.Writes) {
    FieldEvidence &Known = Fields[Write.Field->Usr];
    if (Write.Target == Origin::Fresh || Write.Target == Origin::Unseen)
      addWitness(Known.Fresh, Write.By);
    else if (Write.Target == Origin::Parameter && IsCalled)
      continue; // The callers know better what it is.
    else if (Write.AtConstruction)
      addWitness(Known.AtConstruction, Write.By);
    else
      addWitness(Known.Existing, Write.By);
  }
}

void EdgeEvidence::addClears(llvm::ArrayRef<const FunctionFact *> Functions,
                             bool IsWhole, const TypeGraph &Types,
                             const RelevantFunctions &Relevant) {
  for (const FunctionFact *Function : Functions) {
    // A new object has nothing to lose.
    if (Function->Is == FunctionFact::Kind::Constructor)
      continue;
    bool NeverCalled = IsWhole && !Function->CalledUnseen &&
                       Function->Is == FunctionFact::Kind::Plain &&
                       !Relevant.isCalled(Function->Usr);
    for (const OperationFact &Operation : Function->Operations)
      if ((Operation.Does == OperationFact::Kind::Clear ||
           Operation.Does == OperationFact::Kind::Erase ||
           Operation.Does == OperationFact::Kind::Pop) &&
          !Operation.Place.Hops.empty() && !NeverCalled &&
          Types.isCyclic(Operation.Place.Hops.back().Field))
        Fields[Operation.Place.Hops.back().Field].Clears.push_back(
            {Function, &Operation});
  }
}
