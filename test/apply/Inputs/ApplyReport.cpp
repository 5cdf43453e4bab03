//===- ApplyReport.cpp - Applies the fixes of a saved report --------------===//
//
// Lets tests drive driver/apply without a compiler: code "does not compile"
// while a file that was changed contains a given text.
//
//===----------------------------------------------------------------------===//

#include "driver/apply/Diff.h"
#include "driver/apply/Verify.h"
#include "driver/report/ReportFile.h"
#include "driver/support/Path.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace memtidy;

namespace {
struct Request {
  std::string ReportPath;
  Trust Lowest = Trust::Safe;
  bool Diff = false;
  bool Stale = false; ///< As if the analysis had been before all files.
  bool Interrupted = false; ///< As if the user pressed Ctrl-C while parsing.
  std::string BrokenIf;
  std::string BaseDir;
};
} // namespace

static Request readArguments(llvm::ArrayRef<const char *> Arguments) {
  Request Result;
  for (llvm::StringRef Argument : Arguments)
    if (Argument == "--unsafe-fixes")
      Result.Lowest = Trust::Unsafe;
    else if (Argument == "--diff")
      Result.Diff = true;
    else if (Argument == "--stale")
      Result.Stale = true;
    else if (Argument == "--interrupted")
      Result.Interrupted = true;
    else if (Argument.consume_front("--broken-if="))
      Result.BrokenIf = Argument.str();
    else
      Result.ReportPath = Argument.str();
  llvm::SmallString<256> Folder;
  llvm::sys::fs::current_path(Folder);
  Result.BaseDir = std::string(Folder);
  return Result;
}

static void say(llvm::StringRef What, const Issue &Found, const Request &Wanted,
                llvm::StringRef Why) {
  llvm::outs() << What << ' ' << shortPath(Found.Path, Wanted.BaseDir) << ':'
               << Found.Range.Start.Line << ": " << Found.Message << ": " << Why
               << '\n';
}

static std::optional<std::vector<TuError>>
pretendToParse(llvm::ArrayRef<std::string> Paths, const Request &Wanted) {
  if (Wanted.Interrupted)
    return std::nullopt;
  std::vector<TuError> Errors;
  for (const std::string &Path : Paths) {
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    if (!Wanted.BrokenIf.empty() &&
        (*Buffer)->getBuffer().contains(Wanted.BrokenIf))
      Errors.push_back({Path, TuFailure::Parse, "error: it is broken"});
  }
  return Errors;
}

static llvm::Error apply(const Request &Wanted) {
  llvm::Expected<Report> Saved = readReport(Wanted.ReportPath);
  if (!Saved)
    return Saved.takeError();
  const std::vector<Issue> &Issues = Saved->Issues;
  FixPlan Plan = planFixes(Issues, Wanted.Lowest);
  for (const RefusedFix &Refused : Plan.Refused)
    say("refused", Issues[Refused.Issue], Wanted, Refused.Reason);

  llvm::sys::TimePoint<> AnalysedAt = Wanted.Stale
                                          ? llvm::sys::TimePoint<>()
                                          : std::chrono::system_clock::now();
  llvm::Expected<Rewriter> Files =
      Rewriter::open(Issues, Plan.Chosen, AnalysedAt);
  if (!Files)
    return Files.takeError();
  if (Wanted.Diff) {
    writeDiff(Files->changes(Plan.Chosen), Wanted.BaseDir, llvm::outs());
    return llvm::Error::success();
  }
  auto Parse = [&](llvm::ArrayRef<std::string> Paths) {
    return pretendToParse(Paths, Wanted);
  };
  llvm::Expected<FixOutcome> Outcome =
      writeVerified(*Files, Plan.Chosen, Parse);
  if (!Outcome)
    return Outcome.takeError();
  if (Outcome->Interrupted)
    llvm::outs() << "interrupted\n";
  for (const PlannedFix &Applied : Outcome->Applied)
    say("applied", Issues[Applied.Issue], Wanted,
        Issues[Applied.Issue].Fixes[Applied.Fix].Title);
  for (const RefusedFix &Back : Outcome->RolledBack)
    say("rolled back", Issues[Back.Issue], Wanted, Back.Reason);
  return llvm::Error::success();
}

int main(int Argc, char **Argv) {
  llvm::ArrayRef<const char *> Arguments(Argv, Argc);
  if (llvm::Error Failed = apply(readArguments(Arguments.drop_front()))) {
    llvm::outs().flush();
    llvm::errs() << "error: " << llvm::toString(std::move(Failed)) << '\n';
    return 2;
  }
  return 0;
}
