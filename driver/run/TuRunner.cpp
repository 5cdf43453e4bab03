//===- TuRunner.cpp - Analyses one TU -------------------------------------===//
//
// Hosts the checks the way plugin/TidyModule.cpp does, but with one matcher
// run over user code only.
//
//===----------------------------------------------------------------------===//

#include "driver/run/TuRunner.h"
#include "checks/analysis/OwnershipFacts.h"
#include "checks/analysis/TuIndex.h"
#include "checks/host/Check.h"
#include "driver/run/Collect.h"
#include "driver/run/Frontend.h"
#include "driver/run/Selection.h"
#include "clang/AST/ASTContext.h"
#include <sys/resource.h>

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
    Hosted->run({Match.Nodes, *Match.Context, Index},
                [&](const Finding &F) { Found.add(Info.Name, F); });
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

struct TuRunner::State {
  explicit State(const Config &Settings)
      : Settings(Settings), Checks(selectedChecks(Settings)) {}

  void runChecks(ASTContext &Context, TuResult &Result) const;

  const Config &Settings;
  const std::vector<const CheckInfo *> Checks;
  Frontend Parser;
};

void TuRunner::State::runChecks(ASTContext &Context, TuResult &Result) const {
  TuIndex Index(Context);
  Collector Found(Context);
  std::vector<std::unique_ptr<HostedCheck>> Hosted;
  MatchFinder Finder;
  for (const CheckInfo *Info : Checks) {
    if (Info->Conclude) {
      // Concluded from the facts of all TUs, when they are there.
      Result.Facts = Index.get<OwnershipFacts>().facts();
      continue;
    }
    Hosted.push_back(
        std::make_unique<HostedCheck>(*Info, Settings, Index, Found));
    Hosted.back()->registerIn(Finder);
  }
  Finder.matchAST(Context);
  Result.Issues = Found.take();
}

static double cpuSeconds() {
  rusage Usage;
  getrusage(RUSAGE_SELF, &Usage);
  auto Seconds = [](const timeval &Time) {
    return Time.tv_sec + Time.tv_usec / 1e6;
  };
  return Seconds(Usage.ru_utime) + Seconds(Usage.ru_stime);
}

TuRunner::TuRunner(const Config &Settings)
    : Impl(std::make_unique<State>(Settings)) {}

TuRunner::~TuRunner() = default;

TuResult TuRunner::analyse(const TranslationUnit &Unit) {
  const double Start = cpuSeconds();
  TuResult Result;
  ParseOutcome Parsed = Impl->Parser.parse(Unit, [&](ASTContext &Context) {
    // The checks are for C++; a C file is parsed so that its errors show.
    if (Context.getLangOpts().CPlusPlus)
      Impl->runChecks(Context, Result);
  });
  Result.Error = std::move(Parsed.Error);
  Result.Dependencies = std::move(Parsed.Dependencies);
  if (Result.Error) {
    Result.Issues.clear();
    Result.Facts = {};
  }
  Result.CpuSeconds = cpuSeconds() - Start;
  return Result;
}
