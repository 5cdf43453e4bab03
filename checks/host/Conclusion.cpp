//===- Conclusion.cpp - A conclusion from facts, inside one TU ------------===//

#include "checks/host/Conclusion.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace memtidy;

static SourceLocation locate(const FactLocation &Loc,
                             const SourceManager &Sources) {
  OptionalFileEntryRef File =
      Sources.getFileManager().getOptionalFileRef(Loc.Path);
  return File ? Sources.translateFileLineCol(*File, Loc.Line, Loc.Col)
              : SourceLocation();
}

static void addSteps(llvm::SmallVectorImpl<Step> &Into,
                     llvm::ArrayRef<ProgramStep> Steps,
                     const SourceManager &Sources) {
  for (const ProgramStep &One : Steps)
    if (SourceLocation Loc = locate(One.Loc, Sources); Loc.isValid())
      Into.push_back({Loc, One.Message});
}

Finding memtidy::findingOf(const ProgramFinding &Found,
                           const SourceManager &Sources) {
  Finding Result;
  Result.Loc = locate(Found.Loc, Sources);
  Result.Message = Found.Message;
  Result.Sureness = Found.Sureness;
  Result.Waste = Found.Waste;
  addSteps(Result.Steps, Found.Steps, Sources);
  addSteps(Result.Related, Found.Related, Sources);
  if (!Found.FixTitle.empty()) {
    Fix Sketch;
    Sketch.Title = Found.FixTitle;
    Sketch.Reason = Found.FixReason;
    Sketch.Safety = Trust::Display;
    Result.Fixes.push_back(std::move(Sketch));
  }
  Result.Subject = {Found.SubjectUsr, Found.SubjectName};
  Result.Discriminator = Found.Discriminator;
  return Result;
}
