//===- DescribeOwnershipCycle.cpp - What is said about a loop of owners ---===//

#include "checks/model/QualifiedName.h"
#include "checks/program/OwnershipCycles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

static std::string quoted(const std::string &Name) { return "'" + Name + "'"; }

// 'a', 'b' and 'c'
static std::string listOf(const std::vector<std::string> &Names) {
  if (Names.size() == 1)
    return quoted(Names.front());
  std::vector<std::string> Quoted;
  for (const std::string &Name : llvm::drop_end(Names))
    Quoted.push_back(quoted(Name));
  return llvm::join(Quoted, ", ") + " and " + quoted(Names.back());
}

static void addOnce(std::vector<std::string> &Names, std::string Name) {
  if (!llvm::is_contained(Names, Name))
    Names.push_back(std::move(Name));
}

static std::string messageOf(const OwnershipCycle &Cycle) {
  std::vector<std::string> Records, Fields;
  for (const CycleHop &Hop : Cycle.Hops) {
    addOnce(Records, bareName(Hop.Record->Name).str());
    addOnce(Fields, Hop.Field->Name);
  }
  std::string Through = "through " + listOf(Fields);
  bool Alone = Records.size() == 1;
  if (Cycle.Sureness == Level::Possible)
    return llvm::formatv("{0} can own {1} {2}", listOf(Records),
                         Alone ? "itself" : "each other", Through);
  llvm::StringRef Owners = Alone                 ? "it"
                           : Records.size() == 2 ? "neither"
                                                 : "none";
  if (Cycle.Sureness == Level::Likely)
    return llvm::formatv("{0} {1} {2}: once all are set, {3} is {4}freed",
                         listOf(Records),
                         Alone ? "owns itself" : "own each other", Through,
                         Owners, Alone ? "not " : "");
  return llvm::formatv("{0} {1} {2}, so {3} is {4} freed", listOf(Records),
                       Alone ? "owns itself" : "own each other", Through,
                       Owners, Alone ? "never" : "ever");
}

static void explainHop(const CycleHop &Hop, std::vector<ProgramStep> &Steps) {
  llvm::StringRef Record = bareName(Hop.Record->Name);
  Steps.push_back({Hop.Field->Loc,
                   llvm::formatv("'{0}' owns what '{1}' keeps: '{2}'", Record,
                                 Hop.Field->Name, Hop.Field->Type)});
  if (!Hop.SetBy)
    return;
  for (const OperationFact *Call : Hop.Through)
    Steps.push_back({Call->Loc, llvm::formatv("the call that sets '{0}'",
                                              Hop.Field->Name)});
  std::string Message;
  if (Hop.Assumed)
    Message = llvm::formatv("the body is not seen; by its name and type it "
                            "sets '{0}'",
                            Hop.Field->Name);
  else if (Hop.SetBy->Text.empty())
    Message = llvm::formatv("'{0}' is set here", Hop.Field->Name);
  else
    Message = llvm::formatv("'{0}' is set to '{1}' here", Hop.Field->Name,
                            Hop.SetBy->Text);
  Steps.push_back({Hop.SetBy->Loc, std::move(Message)});
}

static std::string discriminatorOf(const OwnershipCycle &Cycle) {
  std::string Text = "cycle:";
  for (const CycleHop &Hop : Cycle.Hops)
    Text +=
        (Text.back() == ':' && Text.size() == 6 ? "" : ">") + Hop.Field->Usr;
  return Text;
}

static ProgramFinding describe(const OwnershipCycle &Cycle) {
  const CycleHop &Closing = Cycle.Hops[Cycle.Closing];
  ProgramFinding Result;
  Result.Loc = Closing.Field->Loc;
  Result.Token = Closing.Field->Name;
  Result.Message = messageOf(Cycle);
  Result.Sureness = Cycle.Sureness;
  Result.Waste.Unit = "cycle";
  for (const CycleHop &Hop : Cycle.Hops)
    explainHop(Hop, Result.Steps);
  for (const FieldClear *Site : Cycle.Clears)
    Result.Related.push_back(
        {Site->By->Loc,
         llvm::formatv("'{0}' takes the loop apart, but only when it runs",
                       bareName(Site->In->Name))});
  for (const FieldClear *Site : Cycle.DeadClears)
    Result.Related.push_back(
        {Site->By->Loc,
         llvm::formatv("'{0}' would take the loop apart, but never runs: the "
                       "loop keeps its object alive",
                       bareName(Site->In->Name))});
  if (Cycle.LoopsThroughClosing > 1)
    Result.Related.push_back(
        {Closing.Field->Loc,
         llvm::formatv("a weak '{0}' breaks {1} loops of owners",
                       Closing.Field->Name, Cycle.LoopsThroughClosing)});
  Result.FixTitle =
      llvm::formatv("make '{0}' a weak pointer", Closing.Field->Name);
  // A list would fall apart; a loop that is only thinkable needs no cure.
  Result.FixMayHaveEdits =
      Cycle.Hops.size() > 1 && Cycle.Sureness >= Level::Likely;
  Result.FixReason =
      llvm::formatv("each use of '{0}' must then lock it, and its target needs "
                    "another owner",
                    Closing.Field->Name);
  Result.SubjectUsr = Closing.Record->Usr;
  Result.SubjectName = Closing.Record->Name;
  Result.Discriminator = discriminatorOf(Cycle);
  return Result;
}

std::vector<ProgramFinding>
memtidy::concludeOwnershipCycles(const Program &Facts) {
  TypeGraph Types(Facts);
  EdgeEvidence Evidence(Facts, Types);
  std::vector<ProgramFinding> Findings;
  for (const OwnershipCycle &Cycle :
       findOwnershipCycles(Facts, Types, Evidence))
    Findings.push_back(describe(Cycle));
  return Findings;
}
