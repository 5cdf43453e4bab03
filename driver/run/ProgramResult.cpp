//===- ProgramResult.cpp - What all TUs of a run show together ------------===//

#include "driver/run/ProgramResult.h"
#include "driver/report/Merge.h"
#include "driver/run/Conclude.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;
namespace json = llvm::json;

ProgramResult memtidy::combine(ScheduleResult Scheduled, const Config &Settings,
                               bool OnlyPart) {
  ProgramResult All;
  Report &Results = All.Results;
  Results.Units.Total = Scheduled.Results.size();
  Results.Complete = !Scheduled.Interrupted;
  Program Facts;
  std::vector<Issue> Drafts;
  for (std::optional<TuResult> &Unit : Scheduled.Results) {
    if (!Unit) {
      Results.Complete = false;
      continue;
    }
    if (Unit->Error) {
      ++Results.Units.Failed;
      Results.Complete = false;
      Results.Errors.push_back(std::move(*Unit->Error));
    } else {
      ++Results.Units.Analysed;
    }
    llvm::move(Unit->Issues, std::back_inserter(Results.Issues));
    Facts.add(Unit->Facts);
    llvm::move(Unit->Drafts, std::back_inserter(Drafts));
    llvm::move(Unit->Comments, std::back_inserter(All.Comments));
    Unit.reset();
  }
  // What could not be read may call anything.
  Facts.Whole = Settings.ClosedWorld && Results.Complete;
  Facts.Unread = Results.Units.Total - Results.Units.Analysed;
  Facts.OnlyPart = OnlyPart;
  llvm::move(concludeProgram(Facts, Drafts, Settings),
             std::back_inserter(Results.Issues));
  Results.Issues = mergeIssues(std::move(Results.Issues));
  All.Comments = mergeComments(std::move(All.Comments));
  llvm::sort(Results.Errors, [](const TuError &A, const TuError &B) {
    return std::tie(A.Path, A.Reason) < std::tie(B.Path, B.Reason);
  });
  return All;
}

json::Value memtidy::toJSON(const ProgramResult &All) {
  const TuCounts &Units = All.Results.Units;
  return json::Object{
      {"issues", All.Results.Issues},
      {"errors", All.Results.Errors},
      {"complete", All.Results.Complete},
      {"units", json::Array{Units.Total, Units.Analysed, Units.Failed}},
      {"comments", All.Comments},
      {"origin", All.Origin}};
}

bool memtidy::fromJSON(const json::Value &Json, ProgramResult &Out,
                       json::Path Where) {
  std::vector<unsigned> Units;
  json::ObjectMapper Map(Json, Where);
  if (!Map || !Map.map("issues", Out.Results.Issues) ||
      !Map.map("errors", Out.Results.Errors) ||
      !Map.map("complete", Out.Results.Complete) || !Map.map("units", Units) ||
      !Map.map("comments", Out.Comments) || !Map.map("origin", Out.Origin))
    return false;
  if (Units.size() != 3) {
    Where.field("units").report("expected three numbers");
    return false;
  }
  Out.Results.Units = {Units[0], Units[1], Units[2]};
  return true;
}
