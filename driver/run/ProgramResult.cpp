//===- ProgramResult.cpp - What all TUs of a run show together ------------===//

#include "driver/run/ProgramResult.h"
#include "driver/report/Merge.h"
#include "driver/run/Conclude.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

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
    Facts.add(std::move(Unit->Facts));
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
