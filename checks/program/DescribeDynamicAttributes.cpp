//===- DescribeDynamicAttributes.cpp - What is said about such maps -------===//

#include "checks/model/QualifiedName.h"
#include "checks/program/DynamicAttributes.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

static llvm::StringRef unitOf(const MapFact &Map) {
  switch (Map.Is) {
  case MapFact::Place::Local:
    return "call";
  case MapFact::Place::Member:
    return "object";
  case MapFact::Place::Static:
    return "program";
  }
  llvm_unreachable("not a place");
}

static std::string messageOf(const DynamicAttributes &Found) {
  const MapFact &Map = *Found.Map;
  llvm::StringRef Form =
      Map.IsOpen && Found.Sureness == Level::Possible
          ? "'{0}' is only seen with {1} literal keys: {2} bytes per {3}, {4} "
            "as a struct"
          : "'{0}' is a map that only ever has {1} literal keys: {2} bytes "
            "per {3}, {4} as a struct";
  return llvm::formatv(false, Form.data(), bareName(Map.Name), Map.Keys.size(),
                       Found.Now.Total, unitOf(Map), Found.Record.Bytes);
}

static std::string assumptionOf(const DynamicAttributes &Found) {
  std::string Text =
      llvm::formatv("{0} bytes of map, {1} nodes in blocks of "
                    "{2} bytes",
                    Found.Now.Handle, Found.Now.Entries, Found.Map->EntryBytes);
  if (Found.Now.Table > 0)
    Text += llvm::formatv(", a table of {0} bytes", Found.Now.Table);
  if (Found.Now.Extra > 0)
    Text += llvm::formatv(", {0} bytes for long keys and boxed values",
                          Found.Now.Extra);
  return Text;
}

static void explainKey(const MapFact &Map, const RecordField &Field,
                       std::vector<ProgramStep> &Steps) {
  const MapKeyFact &Key = *keyNamed(Map, Field.Key);
  std::string Message = llvm::formatv("the key '{0}' has a value of type '{1}'",
                                      Key.Key, Field.Type.Name);
  if (Key.IsAsked)
    Message += ", or is not there";
  if (Key.Types.size() > 1)
    Message += ", given more than one type";
  Steps.push_back({Key.Loc, std::move(Message)});
}

static ProgramFinding describe(const DynamicAttributes &Found) {
  const MapFact &Map = *Found.Map;
  ProgramFinding Result;
  Result.Loc = Map.Loc;
  Result.Token = bareName(Map.Name).str();
  Result.Message = messageOf(Found);
  Result.Sureness = Found.Sureness;
  Result.Waste.Bytes = Found.Now.Total - Found.Record.Bytes;
  Result.Waste.Unit = unitOf(Map).str();
  Result.Waste.Assumption = assumptionOf(Found);
  for (const MapKeyFact &Key : Map.Keys)
    for (const RecordField &Field : Found.Record.Fields)
      if (Field.Key == Key.Key)
        explainKey(Map, Field, Result.Steps);
  Result.FixTitle = llvm::formatv(
      "make '{0}' a struct with a field for each key", Result.Token);
  Result.FixReason = "other files may use it";
  Result.FixMayHaveEdits = !Map.IsOpen;
  Result.SubjectUsr = Map.Usr;
  Result.SubjectName = Map.Name;
  Result.Discriminator = "attributes";
  return Result;
}

std::vector<ProgramFinding>
memtidy::concludeDynamicAttributes(const Program &Facts, unsigned MaxKeys) {
  std::vector<ProgramFinding> Findings;
  const std::vector<DynamicAttributes> All =
      findDynamicAttributes(Facts, MaxKeys);
  Findings.reserve(All.size());
  for (const DynamicAttributes &Found : All)
    Findings.push_back(describe(Found));
  return Findings;
}
