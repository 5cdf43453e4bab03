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

using CallerMap = llvm::StringMap<std::vector<const FunctionFact *>>;

// Who calls the functions that not everybody can call.
static CallerMap
callersOfPrivate(llvm::ArrayRef<const FunctionFact *> Functions) {
  CallerMap Callers;
  for (const FunctionFact *Function : Functions)
    if (Function->IsPrivate && !Function->CalledUnseen)
      Callers.try_emplace(Function->Usr);
  for (const FunctionFact *Function : Functions)
    for (const OperationFact &Operation : Function->Operations)
      if (auto Known = Callers.find(Operation.Callee); Known != Callers.end())
        Known->second.push_back(Function);
  return Callers;
}

// The record that must be destroyed for the function to run; empty where it
// may run for another reason.
static std::string destroyedRecord(const FunctionFact &Function,
                                   const CallerMap &Callers, unsigned Depth) {
  if (Function.Is == FunctionFact::Kind::Destructor)
    return Function.Parent;
  auto Known = Callers.find(Function.Usr);
  if (Depth == 0 || Known == Callers.end())
    return "";
  std::string Only;
  for (const FunctionFact *Caller : Known->second) {
    std::string Record = destroyedRecord(*Caller, Callers, Depth - 1);
    if (Record.empty() || (!Only.empty() && Only != Record))
      return "";
    Only = std::move(Record);
  }
  return Only;
}

void EdgeEvidence::addClears(llvm::ArrayRef<const FunctionFact *> Functions,
                             bool IsWhole, const TypeGraph &Types,
                             const RelevantFunctions &Relevant) {
  const CallerMap Callers = callersOfPrivate(Functions);
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
            {Function, &Operation,
             destroyedRecord(*Function, Callers, /*Depth=*/3)});
  }
}
