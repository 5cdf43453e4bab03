//===- ObjectGraph.cpp - Which objects keep which after a call ------------===//

#include "checks/program/ObjectGraph.h"
#include "checks/program/ObjectState.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

using Does = OperationFact::Kind;

// How deep callees are followed, and how much is done for one function: what
// closes a loop is rarely further away, and the work stays linear.
static constexpr unsigned MaxDepth = 4;
static constexpr unsigned MaxSteps = 4000;

static bool isCallTo(const OperationFact &Operation) {
  return (Operation.Does == Does::Call || Operation.Does == Does::Make) &&
         !Operation.Callee.empty();
}

static bool writesCyclicField(const OperationFact &Operation,
                              const TypeGraph &Types) {
  if ((Operation.Does != Does::Write && Operation.Does != Does::Insert) ||
      Operation.Place.Hops.empty())
    return false;
  // What a container parameter is a part of is only known to the caller.
  llvm::StringRef Field = Operation.Place.Hops.back().Field;
  return Field == "[]" || Types.isCyclic(Field);
}

RelevantFunctions::RelevantFunctions(
    llvm::ArrayRef<const FunctionFact *> Functions, const TypeGraph &Types) {
  llvm::StringMap<std::vector<llvm::StringRef>> Callers;
  std::vector<llvm::StringRef> Reached;
  for (const FunctionFact *Function : Functions) {
    for (const OperationFact &Operation : Function->Operations) {
      if (isCallTo(Operation) && Operation.Callee != Function->Usr) {
        Callers[Operation.Callee].push_back(Function->Usr);
        Called[Operation.Callee] = 1;
      }
      if (writesCyclicField(Operation, Types) &&
          Writers.try_emplace(Function->Usr).second)
        Reached.push_back(Function->Usr);
    }
  }
  for (unsigned Depth = 0; Depth < MaxDepth; ++Depth) {
    std::vector<llvm::StringRef> Next;
    for (llvm::StringRef Callee : Reached)
      for (llvm::StringRef Caller : Callers.lookup(Callee))
        if (Writers.try_emplace(Caller).second)
          Next.push_back(Caller);
    Reached = std::move(Next);
  }
}

namespace {

/// One call that is being run.
struct Frame {
  explicit Frame(const FunctionFact &Function) : Function(Function) {}

  const FunctionFact &Function;
  std::optional<unsigned> This;
  std::map<unsigned, std::vector<Keep>> Variables;
  Guards Base; ///< Of the call.
  unsigned Serial = 0;
  std::vector<const OperationFact *> Through;
  std::vector<Keep> Results;
};

class Run {
public:
  Run(const Program &Facts, const TypeGraph &Types,
      const RelevantFunctions &Relevant)
      : Facts(Facts), Types(Types), Relevant(Relevant), State(Types) {}

  ObjectGraph run(const FunctionFact &Function) {
    Frame Top{Function};
    if (!Function.Parent.empty())
      Top.This = State.make(Origin::Outside, Function.Parent);
    for (unsigned I = 0; I < Function.Parameters; ++I)
      assign(Top, I, State.make(Origin::Parameter), {});
    execute(Top);
    State.expandCopies();
    Result.Cycles = State.cycles();
    return std::move(Result);
  }

private:
  void execute(Frame &In);
  void execute(Frame &In, const OperationFact &Operation, const Guards &When);
  void write(Frame &In, const OperationFact &Operation, const Guards &When);
  void call(Frame &In, const OperationFact &Operation, const Guards &When,
            std::optional<unsigned> This);
  void noteWrite(const Frame &In, const OperationFact &Operation,
                 const FieldFact &Field, unsigned Target);

  Guards guardsOf(const Frame &In, const OperationFact &Operation) const {
    Guards All = In.Base;
    for (GuardFact Guard : Operation.Guards)
      All.push_back({(In.Serial << 16) + Guard.Id, Guard.Arm});
    return All;
  }

  static void assign(Frame &In, unsigned Variable, unsigned Object,
                     const Guards &When) {
    std::vector<Keep> &Values = In.Variables[Variable];
    llvm::erase_if(Values,
                   [&](const Keep &Old) { return isWithin(Old.When, When); });
    Keep Value;
    Value.To = Object;
    Value.When = When;
    Values.push_back(std::move(Value));
  }

  unsigned valueOf(Frame &In, unsigned Variable, const Guards &When);
  /// Returns the object that \p Path means, nullopt when nobody knows.
  std::optional<unsigned> objectAt(Frame &In, const ObjectPath &Path,
                                   const Guards &When, bool DropLast = false);

  const Program &Facts;
  const TypeGraph &Types;
  const RelevantFunctions &Relevant;
  ObjectState State;
  ObjectGraph Result;
  std::map<std::string, unsigned> Globals;
  std::vector<const FunctionFact *> Active;
  unsigned Steps = 0;
  unsigned Calls = 0;
};

} // namespace

unsigned Run::valueOf(Frame &In, unsigned Variable, const Guards &When) {
  std::vector<Keep> &Values = In.Variables[Variable];
  std::optional<unsigned> Unsure;
  for (const Keep &Value : llvm::reverse(Values)) {
    if (areExclusive(Value.When, When) ||
        (Value.To == ObjectState::Null && !isWithin(When, Value.When)))
      continue;
    if (isWithin(When, Value.When)) {
      if (!Unsure)
        return Value.To;
      if (Value.To == ObjectState::Null)
        return *Unsure;
      break;
    }
    if (Unsure)
      break;
    Unsure = Value.To;
  }
  unsigned Some = State.make(Origin::Unseen);
  assign(In, Variable, Some, When);
  return Some;
}

std::optional<unsigned> Run::objectAt(Frame &In, const ObjectPath &Path,
                                      const Guards &When, bool DropLast) {
  std::optional<unsigned> Object;
  switch (Path.From) {
  case ObjectPath::Root::Unknown:
    return std::nullopt;
  case ObjectPath::Root::Null:
    return ObjectState::Null;
  case ObjectPath::Root::This:
    Object = In.This;
    break;
  case ObjectPath::Root::Variable:
    Object = valueOf(In, Path.Index, When);
    break;
  case ObjectPath::Root::Global: {
    auto [Known, IsNew] = Globals.try_emplace(Path.Global, 0);
    if (IsNew)
      Known->second = State.make(Origin::Outside);
    Object = Known->second;
    break;
  }
  }
  llvm::ArrayRef<PathHop> Hops = Path.Hops;
  if (DropLast)
    Hops = Hops.drop_back();
  for (const PathHop &Hop : Hops) {
    if (!Object || *Object == ObjectState::Null)
      return std::nullopt;
    Object = State.follow(*Object, Hop, When);
  }
  return Object;
}

void Run::execute(Frame &In) {
  Active.push_back(&In.Function);
  for (const OperationFact &Operation : In.Function.Operations) {
    if (++Steps > MaxSteps)
      break;
    execute(In, Operation, guardsOf(In, Operation));
  }
  Active.pop_back();
}

void Run::execute(Frame &In, const OperationFact &Operation,
                  const Guards &When) {
  switch (Operation.Does) {
  case Does::Make: {
    unsigned Made = State.make(Origin::Fresh, Operation.Entity);
    assign(In, Operation.Variable, Made, When);
    call(In, Operation, When, Made);
    return;
  }
  case Does::Assign:
    if (std::optional<unsigned> Object = objectAt(In, Operation.Value, When))
      assign(In, Operation.Variable, *Object, When);
    else
      assign(In, Operation.Variable, State.make(Origin::Unseen), When);
    return;
  case Does::Copy:
    assign(In, Operation.Variable,
           State.makeCopy(objectAt(In, Operation.Value, When)), When);
    return;
  case Does::Write:
  case Does::Insert:
  case Does::Clear:
    write(In, Operation, When);
    return;
  case Does::Erase:
  case Does::Pop:
    return;
  case Does::Call:
    In.Variables.erase(Operation.Variable);
    call(In, Operation, When, objectAt(In, Operation.Place, When));
    return;
  case Does::Return:
    if (std::optional<unsigned> Object = objectAt(In, Operation.Value, When)) {
      Keep Value;
      Value.To = *Object;
      Value.When = When;
      In.Results.push_back(std::move(Value));
    }
    return;
  }
}

// Returns the place of a write with containers that are fields of a known
// object resolved to that field.
static std::pair<unsigned, std::string>
slotOf(const ObjectState &State, unsigned Object, const std::string &Field) {
  const ObjectNode &Node = State.node(Object);
  if (Field == "[]" && Node.Holder)
    return {*Node.Holder, Node.HolderField};
  return {Object, Field};
}

void Run::write(Frame &In, const OperationFact &Operation, const Guards &When) {
  if (Operation.Place.Hops.empty())
    return;
  std::optional<unsigned> Object =
      objectAt(In, Operation.Place, When, /*DropLast=*/true);
  if (!Object || *Object == ObjectState::Null)
    return;
  auto [Holder, FieldUsr] =
      slotOf(State, *Object, Operation.Place.Hops.back().Field);
  static const FieldFact Elements = [] {
    FieldFact Fact;
    Fact.Usr = "[]";
    return Fact;
  }();
  const FieldFact *Field =
      FieldUsr == Elements.Usr ? &Elements : Types.field(FieldUsr);
  if (!Field)
    return;
  std::optional<unsigned> Target = objectAt(In, Operation.Value, When);
  if (Operation.Does == Does::Clear)
    Target = ObjectState::Null;
  if (!Target)
    Target = State.make(Origin::Unseen);
  Keep Link;
  Link.From = Holder;
  Link.To = *Target;
  Link.Field = Field;
  Link.Element = Operation.Place.Hops.back().Element;
  Link.By = &Operation;
  Link.Assumed = In.Function.Assumed;
  Link.Through = In.Through;
  Link.When = When;
  bool Replaces = Operation.Does != Does::Insert;
  // A container takes the elements of another; it does not point to it.
  bool TakesElements = Replaces && *Target != ObjectState::Null &&
                       Field->IsContainer && Link.Element.empty();
  noteWrite(In, Operation, *Field, *Target);
  if (TakesElements)
    State.keepElements(Link);
  else
    State.keep(std::move(Link), Replaces);
}

void Run::noteWrite(const Frame &In, const OperationFact &Operation,
                    const FieldFact &Field, unsigned Target) {
  if (Target == ObjectState::Null || !Types.isCyclic(Field.Usr) ||
      In.Function.Assumed)
    return;
  FieldWrite Write;
  Write.Field = &Field;
  Write.By = &Operation;
  Write.Target = State.node(Target).From;
  Write.AtConstruction = In.Function.Is == FunctionFact::Kind::Constructor &&
                         Operation.Place.From == ObjectPath::Root::This &&
                         Operation.Place.Hops.size() == 1 &&
                         Operation.Value.From == ObjectPath::Root::Variable &&
                         Operation.Value.Index < In.Function.Parameters;
  Write.InCallee = !In.Through.empty();
  Result.Writes.push_back(Write);
}

void Run::call(Frame &In, const OperationFact &Operation, const Guards &When,
               std::optional<unsigned> This) {
  const FunctionFact *Callee =
      Operation.Callee.empty() ? nullptr : Facts.function(Operation.Callee);
  if (!Callee || In.Through.size() >= MaxDepth ||
      llvm::is_contained(Active, Callee))
    return;
  const FunctionFact &Function = *Callee;
  bool Answers = llvm::any_of(Function.Operations, [](const auto &Step) {
    return Step.Does == Does::Return;
  });
  if (!Answers && !Relevant.writes(Function.Usr) &&
      !llvm::any_of(Function.Operations, [](const auto &Step) {
        return Step.Does == Does::Clear || Step.Does == Does::Write;
      }))
    return;
  Frame Inner{Function};
  Inner.This = This;
  Inner.Base = When;
  Inner.Serial = ++Calls;
  Inner.Through = In.Through;
  Inner.Through.push_back(&Operation);
  unsigned Known =
      std::min<size_t>(Operation.Arguments.size(), Function.Parameters);
  for (unsigned I = 0; I < Known; ++I)
    if (std::optional<unsigned> Argument =
            objectAt(In, Operation.Arguments[I], When))
      assign(Inner, I, *Argument, {});
  execute(Inner);
  if (Operation.Does != Does::Call)
    return;
  llvm::erase_if(Inner.Results,
                 [](const Keep &R) { return R.To == ObjectState::Null; });
  // Several results: nobody knows which, and it is like an unseen call.
  if (Inner.Results.size() == 1)
    assign(In, Operation.Variable, Inner.Results.front().To, When);
}

ObjectGraph memtidy::runFunction(const FunctionFact &Function,
                                 const Program &Facts, const TypeGraph &Types,
                                 const RelevantFunctions &Relevant) {
  return Run(Facts, Types, Relevant).run(Function);
}
