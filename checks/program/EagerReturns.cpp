//===- EagerReturns.cpp - Containers that callers only iterate over once --===//

#include "checks/program/EagerReturns.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

// More say no more.
static constexpr size_t MaxCallersShown = 12;

namespace {
/// What all callers do.
struct Callers {
  unsigned All = 0, Iterate = 0, StopEarly = 0, Ask = 0;
  const ResultUseFact *NeedsWhole = nullptr; ///< The first.
};
} // namespace

static bool needsWhole(const ResultUseFact &Use, const ResultFact &Result) {
  return Use.NeedsWhole || (Use.ChangesUnnamed && Result.ReadsGlobals);
}

static std::optional<Callers> count(const ResultFact &Result) {
  Callers Count;
  for (const ResultUseFact &Use : Result.Uses) {
    if (Use.How == ResultUse::Kept || (Use.Applies && Result.MayReject))
      return std::nullopt;
    ++Count.All;
    Count.Ask += Use.How == ResultUse::Asked;
    Count.StopEarly += Use.How == ResultUse::StopsEarly;
    if (needsWhole(Use, Result) && !Count.NeedsWhole)
      Count.NeedsWhole = &Use;
  }
  Count.Iterate = Count.All - Count.Ask;
  return Count.All ? std::optional(Count) : std::nullopt;
}

static std::string sayCallers(const Callers &Count) {
  const bool IsOne = Count.All == 1;
  std::string Text =
      llvm::formatv("{0} of {0} {1} ", Count.All, IsOne ? "caller" : "callers");
  std::string Early;
  if (Count.StopEarly)
    Early = llvm::formatv(" ({0} {1} early)", Count.StopEarly,
                          Count.StopEarly == 1 ? "stops" : "stop");
  if (Count.Iterate)
    Text += (IsOne ? "iterates once" : "iterate once") + Early;
  if (Count.Iterate && Count.Ask)
    Text += llvm::formatv(" or only ask about it ({0})", Count.Ask).str();
  else if (Count.Ask)
    Text += IsOne ? "only asks about it" : "only ask about it";
  return Text;
}

static llvm::StringRef sayUse(ResultUse How) {
  switch (How) {
  case ResultUse::Iterated:
    return "a caller iterates over it here";
  case ResultUse::StopsEarly:
    return "a caller iterates over it here, and may stop early";
  case ResultUse::Asked:
    return "a caller asks only about it here";
  case ResultUse::Kept:
    break;
  }
  llvm_unreachable("such callers need the container");
}

static ProgramFinding describe(const ResultFact &Result, const Callers &Count,
                               const Program &Facts) {
  ProgramFinding Found;
  Found.Loc = Result.Loc;
  Found.Token = Result.Name;
  Found.Message = llvm::formatv("'{0}' builds a whole '{1}', but {2}",
                                Result.Name, Result.Type, sayCallers(Count));
  if (Facts.Unread && !Result.IsInternal)
    Found.Message += llvm::formatv(", {0} {1} not analysed", Facts.Unread,
                                   Facts.Unread == 1 ? "TU" : "TUs")
                         .str();
  Found.Sureness = Count.NeedsWhole ? Level::Possible : Level::Likely;
  Found.Waste = {std::nullopt, "element", "unless callers need all at once"};
  if (Result.ElementBytes)
    Found.Waste.Bytes = Result.ElementBytes;
  Found.Steps.push_back({Result.FilledAt, "it is filled here"});
  for (const ResultUseFact &Use : Result.Uses)
    if (Found.Steps.size() <= MaxCallersShown)
      Found.Steps.push_back({Use.Loc, sayUse(Use.How).str()});
  if (Count.NeedsWhole)
    Found.Related.push_back({Count.NeedsWhole->Loc,
                             "what is passed here does not outlive the loop, "
                             "or is changed by it"});
  Found.FixTitle = "hand each element to a callable";
  Found.FixReason = "callers are in other files";
  // Somebody must see the function and all its callers.
  Found.FixMayHaveEdits =
      llvm::all_of(Result.Uses, [&](const ResultUseFact &Use) {
        return Use.Loc.Path == Result.Loc.Path;
      });
  Found.SubjectUsr = Result.Usr;
  Found.SubjectName = Result.Name;
  Found.Discriminator = "return";
  return Found;
}

std::optional<ProgramFinding>
memtidy::concludeEagerReturn(const ResultFact &Result, const Program &Facts,
                             const EagerReturnRules &Rules) {
  const bool SeesAll =
      Result.IsInternal || (Rules.IsProgram && !Facts.OnlyPart);
  if (!Result.Builds || !SeesAll || (Rules.IsProgram && Result.Suppressed) ||
      (Result.AtMost && Result.AtMost <= Rules.MinElements))
    return std::nullopt;
  std::optional<Callers> Count = count(Result);
  if (!Count)
    return std::nullopt;
  return describe(Result, *Count, Facts);
}

std::vector<ProgramFinding>
memtidy::concludeEagerReturns(const Program &Facts,
                              const EagerReturnRules &Rules) {
  std::vector<ProgramFinding> Findings;
  for (const ResultFact *Result : Facts.results())
    if (std::optional<ProgramFinding> Found =
            concludeEagerReturn(*Result, Facts, Rules))
      Findings.push_back(std::move(*Found));
  return Findings;
}
