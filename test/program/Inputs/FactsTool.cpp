//===- FactsTool.cpp - Facts on their own ---------------------------------===//
//
// memtidy-facts conclude FILE...  what follows from files of facts
// memtidy-facts laws              merging is commutative, associative and
//                                 idempotent, and neither JSON nor bytes lose anything
// memtidy-facts merge COUNT       CPU time to merge the facts of COUNT made-up TUs
//
//===----------------------------------------------------------------------===//

#include "checks/model/FactJson.h"
#include "driver/report/FactBytes.h"
#include "checks/program/OwnershipCycles.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <ctime>
#include <random>

using namespace memtidy;

// CPU time of the process: whatever else the machine does does not count.
static long milliseconds(std::clock_t Ticks) {
  return Ticks / (CLOCKS_PER_SEC / 1000);
}

static FactLocation at(unsigned Line) { return {"/made/up.h", Line, 1}; }

// Most records own what was written beside them, some what everybody uses.
static unsigned targetOf(unsigned Number, unsigned Field, unsigned Total) {
  if (Field == 2)
    return Number % 40;
  return (Number + Field * 3 + (Number % 5 ? 1 : Total - 4)) % Total;
}

// A record of the made-up program: it owns a few others, and TUs that include
// it differ a little in what they know.
static RecordFact makeRecord(unsigned Number, unsigned Total,
                             std::mt19937 &Random) {
  RecordFact Record;
  Record.Usr = "c:@S@R" + std::to_string(Number);
  Record.Name = "R" + std::to_string(Number);
  Record.Loc = at(Number);
  for (unsigned I = 0; I < 3; ++I) {
    FieldFact Field;
    Field.Usr = Record.Usr + "@FI@f" + std::to_string(I);
    Field.Name = "f" + std::to_string(I);
    Field.Type = "std::shared_ptr<R>";
    Field.Loc = at(Number);
    unsigned Target = targetOf(Number, I, Total);
    Field.Edges.push_back({"c:@S@R" + std::to_string(Target),
                           Random() % 8 ? EdgeKind::Shared : EdgeKind::Assumed,
                           false});
    Record.Fields.push_back(std::move(Field));
  }
  return Record;
}

static FunctionFact makeFunction(unsigned Number, unsigned Total) {
  FunctionFact Function;
  Function.Usr = "c:@F@f" + std::to_string(Number);
  Function.Name = "f" + std::to_string(Number);
  Function.Loc = at(Number);
  Function.Parameters = 2;
  OperationFact Write;
  Write.Does = OperationFact::Kind::Write;
  Write.Place.From = ObjectPath::Root::Variable;
  Write.Place.Hops.push_back(
      {"c:@S@R" + std::to_string(Number % Total) + "@FI@f0", ""});
  Write.Value.From = ObjectPath::Root::Variable;
  Write.Value.Index = 1;
  Write.Loc = at(Number);
  Function.Operations.push_back(std::move(Write));
  return Function;
}

// A map that all know, each with other keys, types and users.
static MapFact makeMap(unsigned Number, std::mt19937 &Random) {
  MapFact Map;
  Map.Usr = "c:@S@R@FI@m" + std::to_string(Number);
  Map.Name = "R::m" + std::to_string(Number);
  Map.Loc = at(Number);
  Map.IsOpen = Random() % 3 == 0;
  if (Random() % 4 == 0)
    Map.Escape = at(Random() % 9);
  Map.Awaits = {"c:@F@f" + std::to_string(Random() % 4)};
  Map.Seen = {"c:@F@f" + std::to_string(Random() % 4)};
  Map.Buckets = {{13, 112}};
  for (unsigned I = 0; I < 4; ++I)
    if (Random() % 2)
      Map.Keys.push_back({"key" + std::to_string(I),
                          {{Random() % 2 ? "int" : "char", 4, 4, 0}},
                          0,
                          Random() % 2 == 0,
                          Random() % 2 == 0,
                          Random() % 2 == 0,
                          at(Random() % 9)});
  return Map;
}

// A cycle that all know, some of them better.
static CaptureFact makeCapture(unsigned Number, std::mt19937 &Random) {
  CaptureFact Cycle;
  Cycle.Usr = "capture:self:handler " + std::to_string(Number);
  Cycle.Loc = Cycle.KeptAt = Cycle.HandedOver = at(Number);
  Cycle.Capture = "self";
  Cycle.Kind = Random() % 2 ? StoreKind::Assigned : StoreKind::Inferred;
  Cycle.Breaks = Random() % 3 ? Breaker::None : Breaker::OnSomeWay;
  Cycle.Holders = {"c:@S@R@FI@f0"};
  if (Random() % 2)
    Cycle.Awaits = {{"c:@S@R@F@close#", "close", at(Random() % 9)}};
  Cycle.Runs = {{"c:@F@f" + std::to_string(Random() % 4), Random() % 2 == 0}};
  return Cycle;
}

// TU number Unit: some records and functions of its own, and many that other
// TUs include, too.
static Program makeUnit(unsigned Unit, unsigned Units) {
  std::mt19937 Random(Unit);
  Program Facts;
  const unsigned Total = Units * 5;
  for (unsigned I = 0; I < 5; ++I) {
    Facts.add(makeRecord(Unit * 5 + I, Total, Random));
    Facts.add(makeFunction(Unit * 5 + I, Total));
  }
  for (unsigned I = 0; I < 3; ++I)
    Facts.add(makeMap(I, Random));
  for (unsigned I = 0; I < 3; ++I)
    Facts.add(makeCapture(I, Random));
  // Half of what it includes is included everywhere.
  for (unsigned I = 0; I < 20; ++I)
    Facts.add(makeRecord(I % 2 ? I : Random() % Total, Total, Random));
  return Facts;
}

static Program merged(llvm::ArrayRef<Program> Units) {
  Program All;
  for (const Program &Unit : Units)
    All.add(Unit);
  return All;
}

static Program reread(const Program &Facts) {
  llvm::json::Value Json = toJSON(Facts);
  Program Again;
  llvm::json::Path::Root Root("facts");
  if (!fromJSON(Json, Again, Root))
    llvm::errs() << "cannot read what was written\n";
  std::optional<Program> AndAgain = fromBytes<Program>(toBytes(Again));
  if (!AndAgain)
    llvm::errs() << "cannot read the bytes that were written\n";
  return AndAgain.value_or(Program());
}

// Bytes that are cut off are refused; damaged ones do no harm.
static bool refusesDamage(const Program &Facts) {
  std::string Bytes = toBytes(Facts);
  for (size_t Size = 0; Size < Bytes.size(); Size += 7)
    if (fromBytes<Program>(llvm::StringRef(Bytes).take_front(Size)))
      return false;
  std::mt19937 Random(2);
  for (unsigned Round = 0; Round < 2000; ++Round) {
    std::string Damaged = Bytes;
    Damaged[Random() % Bytes.size()] = static_cast<char>(Random());
    fromBytes<Program>(Damaged);
  }
  return true;
}

static int checkLaws() {
  std::vector<Program> Units;
  for (unsigned Unit = 0; Unit < 24; ++Unit)
    Units.push_back(makeUnit(Unit, 24));
  const Program Expected = merged(Units);
  if (!refusesDamage(Units.front())) {
    llvm::errs() << "what is cut off was read\n";
    return 1;
  }
  std::mt19937 Random(1);
  for (unsigned Round = 0; Round < 200; ++Round) {
    std::vector<Program> Some = Units;
    for (unsigned I = 0; I < Round % 7; ++I)
      Some.push_back(Units[Random() % Units.size()]);
    std::shuffle(Some.begin(), Some.end(), Random);
    // Any grouping: two halves, each merged and written on its own.
    size_t Cut = Random() % Some.size();
    llvm::ArrayRef<Program> All(Some);
    Program Left = reread(merged(All.take_front(Cut)));
    Left.add(reread(merged(All.drop_front(Cut))));
    if (!(Left == Expected)) {
      llvm::errs() << "round " << Round << ": another result\n";
      return 1;
    }
  }
  llvm::outs() << "200 orders and groupings, one result\n";
  return 0;
}

static int timeMerge(unsigned Count) {
  Program All;
  std::clock_t Merging = 0;
  for (unsigned Unit = 0; Unit < Count; ++Unit) {
    Program One = makeUnit(Unit, Count);
    std::clock_t Start = std::clock();
    All.add(std::move(One));
    Merging += std::clock() - Start;
  }
  std::clock_t Merged = std::clock();
  size_t Findings = concludeOwnershipCycles(All).size();
  std::clock_t Done = std::clock();
  llvm::outs() << llvm::formatv(
      "{0} units, {1} records: merged in {2} ms, concluded in {3} ms, {4} "
      "findings\n",
      Count, All.records().size(), milliseconds(Merging),
      milliseconds(Done - Merged), Findings);
  return 0;
}

static int conclude(llvm::ArrayRef<char *> Files) {
  Program All;
  for (const char *File : Files) {
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer) {
      llvm::errs() << File << ": " << Buffer.getError().message() << '\n';
      return 1;
    }
    Program One;
    llvm::json::Path::Root Root("facts");
    llvm::Expected<llvm::json::Value> Json =
        llvm::json::parse((*Buffer)->getBuffer());
    if (!Json || !fromJSON(*Json, One, Root)) {
      llvm::errs() << File << ": "
                   << llvm::toString(Json ? Root.getError() : Json.takeError())
                   << '\n';
      return 1;
    }
    All.add(One);
  }
  All.Whole = true;
  for (const ProgramFinding &Found : concludeOwnershipCycles(All))
    llvm::outs() << toString(Found.Sureness) << ": " << Found.Message << '\n';
  return 0;
}

int main(int Count, char **Words) {
  llvm::ArrayRef<char *> Arguments(Words + 1, Count - 1);
  llvm::StringRef Command = Arguments.empty() ? "" : Arguments.front();
  unsigned Number = 0;
  if (Command == "laws")
    return checkLaws();
  if (Command == "conclude")
    return conclude(Arguments.drop_front());
  if (Command == "merge" && Arguments.size() == 2 &&
      llvm::to_integer(Arguments[1], Number))
    return timeMerge(Number);
  llvm::errs() << "usage: memtidy-facts conclude FILE... | laws | merge COUNT\n";
  return 2;
}
