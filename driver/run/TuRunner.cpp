//===- TuRunner.cpp - Analyses one TU -------------------------------------===//
//
// Hosts the checks the way plugin/TidyModule.cpp does, but with one matcher
// run over user code only.
//
//===----------------------------------------------------------------------===//

#include "driver/run/TuRunner.h"
#include "checks/analysis/AllowAttributes.h"
#include "checks/analysis/FactSource.h"
#include "checks/analysis/Outlook.h"
#include "checks/analysis/TuIndex.h"
#include "checks/host/Check.h"
#include "driver/run/Collect.h"
#include "driver/run/Frontend.h"
#include "driver/run/PrecompiledPrefix.h"
#include "driver/run/RecordingFiles.h"
#include "driver/run/Selection.h"
#include "driver/run/SharedParse.h"
#include "clang/AST/ASTContext.h"
#include "llvm/Support/Timer.h"
#include <sys/resource.h>
#include <unistd.h>

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

namespace {

class HostedCheck final : public MatchFinder::MatchCallback {
public:
  HostedCheck(const CheckInfo &Info, const Config &Settings, TuIndex &Index,
              Collector &Found)
      : Info(Info), Reader(Info, Settings), Hosted(Info.Create(Reader)),
        Index(Index), Found(Found) {}

  void registerIn(MatchFinder &Finder) {
    Finder.addDynamicMatcher(Hosted->matcher(), this);
  }

  void run(const MatchFinder::MatchResult &Match) override {
    // All levels: another TU may be less sure, and its word counts.
    Hosted->run({Match.Nodes, *Match.Context, Index}, [&](const Finding &F) {
      if (!Index.get<AllowAttributes>().cover(Info.Name, F.Loc))
        Found.add(Info.Name, F);
    });
  }

  std::optional<TraversalKind> getCheckTraversalKind() const override {
    return TK_IgnoreUnlessSpelledInSource;
  }

  llvm::StringRef getID() const override { return Info.Name; }

private:
  const CheckInfo &Info;
  const ConfigOptions Reader;
  const std::unique_ptr<Check> Hosted;
  TuIndex &Index;
  Collector &Found;
};

} // namespace

static double cpuSeconds() {
  rusage Usage;
  getrusage(RUSAGE_SELF, &Usage);
  auto Seconds = [](const timeval &Time) {
    return Time.tv_sec + Time.tv_usec / 1e6;
  };
  return Seconds(Usage.ru_utime) + Seconds(Usage.ru_stime);
}

static uint64_t peakBytes() {
  rusage Usage;
  getrusage(RUSAGE_SELF, &Usage);
#ifdef __APPLE__
  return Usage.ru_maxrss;
#else
  return Usage.ru_maxrss * uint64_t(1024);
#endif
}

struct TuRunner::State {
  State(const Config &Settings, SharedFiles &Files)
      : Settings(Settings), Checks(selectedChecks(Settings)), Files(Files),
        Parser(Files, Settings.Skipping) {}

  using SkippedRanges = std::vector<SourceRange>;

  void check(ASTContext &Context, const SkippedRanges &Skipped,
             TuResult &Result) const;

  void runChecks(ASTContext &Context, const SkippedRanges &Skipped,
                 TuResult &Result) const;

  const Config &Settings;
  const std::vector<const CheckInfo *> Checks;
  SharedFiles &Files;
  Frontend Parser;
};

void TuRunner::State::runChecks(ASTContext &Context,
                                const SkippedRanges &Skipped,
                                TuResult &Result) const {
  TuIndex Index(Context);
  Collector Found(Context);
  Collector Drafted(Context);
  std::vector<std::unique_ptr<HostedCheck>> Hosted;
  llvm::StringMap<llvm::TimeRecord> Times;
  MatchFinder::MatchFinderOptions Options;
  if (Settings.ProfileChecks)
    Options.CheckProfiling.emplace(Times);
  MatchFinder Finder(Options);
  Hosted.reserve(Checks.size());
  for (const CheckInfo *Info : Checks) {
    // Concluded from the facts of all TUs, when they are there.
    if (Info->Conclude)
      Index.get<Outlook>().SeesProgram = true;
    Hosted.push_back(std::make_unique<HostedCheck>(
        *Info, Settings, Index, Info->Conclude ? Drafted : Found));
    Hosted.back()->registerIn(Finder);
  }
  Finder.matchAST(Context);
  // What a check has seen may be a part of its facts.
  for (const CheckInfo *Info : Checks) {
    if (!Info->Gather)
      continue;
    const double Start = cpuSeconds();
    Info->Gather(Index, Result.Facts);
    if (Settings.ProfileChecks)
      Result.Cost.SecondsByCheck[Info->Name.str()] = cpuSeconds() - Start;
  }
  Result.Issues = Found.take();
  Result.Drafts = Drafted.take();
  std::vector<SilencedPlace> Silenced;
  for (const auto &[Check, Loc] : Index.get<SilencedFacts>().Places)
    Silenced.push_back({Check.str(), Loc});
  for (const Collector *From : {&Found, &Drafted})
    llvm::append_range(Silenced, From->silenced());
  Result.Comments = commentsOf(Context, Silenced, Skipped);
  for (const auto &Entry : Times)
    Result.Cost.SecondsByCheck[Entry.first().str()] +=
        Entry.second.getProcessTime();
}

void TuRunner::State::check(ASTContext &Context, const SkippedRanges &Skipped,
                            TuResult &Result) const {
  const double Start = cpuSeconds();
  // The checks are for C++; a C file is parsed so that its errors show.
  if (Context.getLangOpts().CPlusPlus)
    runChecks(Context, Skipped, Result);
  Result.Cost.CheckSeconds = cpuSeconds() - Start;
}

TuRunner::TuRunner(const Config &Settings, SharedFiles &Files)
    : Impl(std::make_unique<State>(Settings, Files)) {}

TuRunner::~TuRunner() = default;

TuResult TuRunner::analyse(const TranslationUnit &Unit) {
  return analyse(Unit, nullptr);
}

TuResult TuRunner::analyse(const TranslationUnit &Unit,
                           const PrecompiledPrefix *Prefix) {
  const double Start = cpuSeconds();
  TuResult Result;
  State::SkippedRanges Skipped;
  ParseOutcome Parsed = Impl->Parser.parse(
      Unit, [&](ASTContext &Context) { Impl->check(Context, Skipped, Result); },
      &Skipped, Prefix);
  Result.Error = std::move(Parsed.Error);
  Result.Dependencies = std::move(Parsed.Dependencies);
  if (Result.Error) {
    Result.Issues.clear();
    Result.Facts = {};
    Result.Drafts.clear();
    Result.Comments.clear();
  }
  Result.Cost.CpuSeconds = cpuSeconds() - Start;
  Result.Cost.PeakBytes = peakBytes();
  Result.Cost.Shares = Prefix != nullptr;
  return Result;
}

void TuRunner::analyseForked(
    const SharedUnits &Shared,
    llvm::function_ref<void(size_t, const TuResult &)> Say) {
  TuResult Result;
  State::SkippedRanges Skipped;
  SharedOutcome Parsed = parseShared(
      Shared, Impl->Files, Impl->Settings.Skipping,
      [&](ASTContext &Context) { Impl->check(Context, Skipped, Result); },
      &Skipped);
  Result.Dependencies = std::move(Parsed.Dependencies);
  // The process is the TU's own.
  Result.Cost.CpuSeconds = cpuSeconds();
  Result.Cost.PeakBytes = peakBytes();
  Result.Cost.Shares = true;
  Say(Parsed.Unit, Result);
  ::_exit(0);
}

void TuRunner::analysePrefixed(
    const SharedUnits &Shared,
    llvm::function_ref<void(size_t, const TuResult &)> Say) {
  forEachPrefixed(Shared, Impl->Files, Impl->Settings.Skipping,
                  [&](size_t Unit, const PrecompiledPrefix *Prefix) {
                    TuResult Result = analyse(Shared.Units[Unit], Prefix);
                    // Whatever went wrong, alone it must go wrong, too.
                    if (Prefix && Result.Error)
                      Result = analyse(Shared.Units[Unit]);
                    Say(Unit, Result);
                  });
}
