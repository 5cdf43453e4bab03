//===- Conclude.cpp - What all TUs together show --------------------------===//

#include "driver/run/Conclude.h"
#include "checks/model/ProgramFinding.h"
#include "driver/report/Fingerprint.h"
#include "driver/report/Merge.h"
#include "driver/run/Selection.h"
#include "llvm/Support/MemoryBuffer.h"
#include <optional>

using namespace memtidy;

namespace {
/// Finds offsets of lines; reads each file once.
class LineOffsets {
public:
  std::optional<uint64_t> offsetOf(const FactLocation &Loc) {
    auto [Known, IsNew] = Files.try_emplace(Loc.Path);
    if (IsNew)
      Known->second = read(Loc.Path);
    const std::vector<uint64_t> &Starts = Known->second;
    if (Loc.Line == 0 || Loc.Line > Starts.size())
      return std::nullopt;
    return Starts[Loc.Line - 1] + Loc.Col - 1;
  }

private:
  static std::vector<uint64_t> read(llvm::StringRef Path) {
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    if (!Buffer)
      return {};
    std::vector<uint64_t> Starts = {0};
    llvm::StringRef Text = (*Buffer)->getBuffer();
    for (size_t I = 0; I < Text.size(); ++I)
      if (Text[I] == '\n')
        Starts.push_back(I + 1);
    return Starts;
  }

  std::map<std::string, std::vector<uint64_t>> Files;
};
} // namespace

static std::vector<IssueStep> stepsOf(const std::vector<ProgramStep> &Steps) {
  std::vector<IssueStep> Result;
  for (const ProgramStep &S : Steps)
    if (!S.Loc.Path.empty())
      Result.push_back({S.Loc.Path, S.Loc.Line, S.Loc.Col, S.Message});
  return Result;
}

static Issue issueOf(llvm::StringRef Check, const ProgramFinding &Found,
                     uint64_t Offset) {
  const unsigned Length = Found.Token.size();
  Issue Result;
  Result.Check = Check.str();
  Result.Sureness = Found.Sureness;
  Result.Message = Found.Message;
  Result.Path = Found.Loc.Path;
  Result.Range.Start = {Found.Loc.Line, Found.Loc.Col, Offset};
  Result.Range.End = {Found.Loc.Line, Found.Loc.Col + Length, Offset + Length};
  Result.Steps = stepsOf(Found.Steps);
  Result.Related = stepsOf(Found.Related);
  Result.Waste = Found.Waste;
  if (!Found.FixTitle.empty())
    Result.Fixes.push_back(
        {Found.FixTitle, Trust::Display, Found.FixReason, {}});
  Result.EntityUsr = Found.SubjectUsr;
  Result.EntityName = Found.SubjectName;
  Result.Discriminator = Found.Discriminator;
  Result.Fingerprint = fingerprintOf(
      {Check, Found.SubjectUsr, Found.Discriminator, Found.Token});
  return Result;
}

// What TUs offer for the same finding, if it is the same for them, and what
// they know of the code around it.
static void learnFrom(const std::vector<Issue> &Drafts, Issue &Concluded) {
  std::vector<Issue> Same;
  for (const Issue &Draft : Drafts)
    if (Draft.Check == Concluded.Check &&
        Draft.EntityUsr == Concluded.EntityUsr &&
        Draft.Discriminator == Concluded.Discriminator &&
        Draft.Path == Concluded.Path &&
        Draft.Range.Start.Offset == Concluded.Range.Start.Offset)
      Same.push_back(Draft);
  if (Same.empty())
    return;
  Concluded.Fixes = mergeFixes(Same);
  Concluded.Range = Same.front().Range;
  Concluded.Fingerprint = Same.front().Fingerprint;
  Concluded.Anchor = Same.front().Anchor;
}

std::vector<Issue> memtidy::concludeProgram(const Program &Facts,
                                            const std::vector<Issue> &Drafts,
                                            const Config &Settings) {
  std::vector<Issue> Issues;
  LineOffsets Offsets;
  for (const CheckInfo *Info : selectedChecks(Settings)) {
    if (!Info->Conclude)
      continue;
    ConfigOptions Reader(*Info, Settings);
    const Level Lowest = Reader.getLevel();
    for (const ProgramFinding &Found : Info->Conclude(Facts, Reader))
      if (std::optional<uint64_t> Offset = Offsets.offsetOf(Found.Loc);
          Offset && Found.Sureness >= Lowest) {
        Issues.push_back(issueOf(Info->Name, Found, *Offset));
        if (Found.FixMayHaveEdits)
          learnFrom(Drafts, Issues.back());
      }
  }
  return Issues;
}
