//===- Scheduler.cpp - Spreads TUs over worker processes ------------------===//
//
// Where TUs share headers, a task is a tree of them; whatever it leaves without
// a result is done again alone.
//
//===----------------------------------------------------------------------===//

#include "driver/run/Scheduler.h"
#include "driver/run/PrefixTree.h"
#include "driver/run/RecordingFiles.h"
#include "driver/run/SharedParse.h"
#include "driver/run/TuRunner.h"
#include "driver/run/WorkerPool.h"
#include "llvm/ADT/STLExtras.h"
#include <deque>

using namespace memtidy;

namespace {

/// Finds out which headers TUs could share.
class Scans final : public TaskSource {
public:
  Scans(llvm::ArrayRef<TranslationUnit> Units,
        llvm::ArrayRef<std::vector<size_t>> Groups)
      : Units(Units), Found(Units.size()) {
    for (const std::vector<size_t> &Group : Groups)
      llvm::append_range(Waiting, Group);
  }

  std::optional<Task> next() override {
    if (Waiting.empty())
      return std::nullopt;
    const size_t Next = Waiting.front();
    Waiting.pop_front();
    return Task{Next};
  }

  void work(size_t Unit, const WorkerOutput &Out) override {
    if (std::optional<PrefixScan> Scan = scanPrefix(Units[Unit], Files))
      Out.say(Unit, toJSON(*Scan));
  }

  bool take(WorkerMessage Message) override {
    llvm::json::Path::Root Root;
    PrefixScan Scan;
    if (Message.Unit >= Units.size() || !fromJSON(Message.Said, Scan, Root))
      return false;
    Found[Message.Unit] = std::move(Scan);
    return true;
  }

  // The TU shares nothing then.
  void failed(const Failure &) override {}

  llvm::ArrayRef<std::optional<PrefixScan>> found() const { return Found; }

private:
  const llvm::ArrayRef<TranslationUnit> Units;
  SharedFiles Files;
  std::deque<size_t> Waiting;
  std::vector<std::optional<PrefixScan>> Found;
};

/// Analyses. Tasks are TUs by their index, and behind them trees.
class Analyses final : public TaskSource {
public:
  Analyses(llvm::ArrayRef<TranslationUnit> Units, const Config &Settings,
           llvm::function_ref<void(UnitDone)> Done)
      : Units(Units), Settings(Settings), Done(Done), Results(Units.size()) {}

  /// Has the TUs of \p Trees share, and the others not.
  void add(std::vector<PrefixTree> Trees,
           llvm::ArrayRef<std::optional<PrefixScan>> Scans);

  std::optional<Task> next() override;
  void work(size_t Number, const WorkerOutput &Out) override;
  bool take(WorkerMessage Message) override;
  void failed(const Failure &How) override;

  std::vector<std::optional<TuResult>> takeResults() {
    return std::move(Results);
  }

private:
  void workOn(const PrefixTree &Tree, const WorkerOutput &Out);
  void end(size_t Unit, TuResult Result);
  void failedTree(const Failure &How);

  const llvm::ArrayRef<TranslationUnit> Units;
  const Config &Settings;
  const llvm::function_ref<void(UnitDone)> Done;
  SharedFiles Files;
  /// Of a worker.
  std::optional<TuRunner> Runner;
  std::vector<PrefixTree> Trees;
  llvm::ArrayRef<std::optional<PrefixScan>> Scans;
  std::deque<size_t> Waiting;
  std::vector<std::optional<TuResult>> Results;
};

} // namespace

void Analyses::add(std::vector<PrefixTree> NewTrees,
                   llvm::ArrayRef<std::optional<PrefixScan>> NewScans) {
  Trees = std::move(NewTrees);
  Scans = NewScans;
  std::vector<bool> IsShared(Units.size());
  for (size_t I = 0; I < Trees.size(); ++I) {
    Waiting.push_back(Units.size() + I);
    forEachUnit(Trees[I], [&](size_t Unit) { IsShared[Unit] = true; });
  }
  for (size_t Unit = 0; Unit < Units.size(); ++Unit)
    if (!IsShared[Unit])
      Waiting.push_back(Unit);
}

std::optional<TaskSource::Task> Analyses::next() {
  if (Waiting.empty())
    return std::nullopt;
  const size_t Next = Waiting.front();
  Waiting.pop_front();
  return Task{Next, /*TakesWorker=*/Next >= Units.size()};
}

void Analyses::work(size_t Number, const WorkerOutput &Out) {
  if (!Runner)
    Runner.emplace(Settings, Files);
  if (Number >= Units.size())
    workOn(Trees[Number - Units.size()], Out);
  else
    Out.say(Number, toJSON(Runner->analyse(Units[Number])));
}

void Analyses::workOn(const PrefixTree &Tree, const WorkerOutput &Out) {
  // As it was when this process came to be.
  auto IsDone = [&](size_t Unit) { return Results[Unit].has_value(); };
  auto Begin = [&](std::optional<size_t> Unit) { Out.begin(Unit); };
  Runner->analyseShared({Units, Scans, Tree, IsDone, Begin},
                        [&](size_t Unit, const TuResult &Result) {
                          Out.say(Unit, toJSON(Result));
                        });
}

bool Analyses::take(WorkerMessage Message) {
  llvm::json::Path::Root Root;
  TuResult Result;
  if (Message.Unit >= Units.size() || !fromJSON(Message.Said, Result, Root))
    return false;
  if (!Results[Message.Unit])
    end(Message.Unit, std::move(Result));
  return true;
}

void Analyses::end(size_t Unit, TuResult Result) {
  Done({Unit, Results[Unit].emplace(std::move(Result))});
}

void Analyses::failed(const Failure &How) {
  if (How.Task >= Units.size())
    return failedTree(How);
  // All but its last word may have arrived.
  if (!Results[How.Task])
    end(How.Task, {{}, TuError{Units[How.Task].Path, How.Kind, How.Reason}});
}

// A TU that takes too long would alone, too. What else goes wrong is judged
// when the TU is alone.
void Analyses::failedTree(const Failure &How) {
  const bool IsLate = How.Kind == TuFailure::Timeout && How.Unit;
  if (IsLate && !Results[*How.Unit]) {
    end(*How.Unit, {{}, TuError{Units[*How.Unit].Path, How.Kind, How.Reason}});
    Waiting.push_front(How.Task);
    return;
  }
  forEachUnit(Trees[How.Task - Units.size()], [&](size_t Unit) {
    if (!Results[Unit])
      Waiting.push_back(Unit);
  });
}

// A tree is the work of one worker: as many as there are workers, but each
// large enough to make up for its headers.
static std::vector<PrefixTree>
growTrees(llvm::ArrayRef<std::vector<size_t>> Groups,
          llvm::ArrayRef<std::optional<PrefixScan>> Scans, unsigned Jobs) {
  constexpr size_t Enough = 16;
  const size_t Share = (Scans.size() + Jobs - 1) / std::max(1u, Jobs);
  std::vector<PrefixTree> Trees;
  for (const std::vector<size_t> &Group : Groups) {
    std::vector<size_t> Scanned;
    llvm::copy_if(Group, std::back_inserter(Scanned),
                  [&](size_t Unit) { return Scans[Unit].has_value(); });
    llvm::ArrayRef<size_t> Rest = Scanned;
    while (Rest.size() > 1) {
      const size_t Most = std::max(Enough, Share);
      const size_t Count = Rest.size() < Most + Enough ? Rest.size() : Most;
      Trees.push_back(growTree(Rest.take_front(Count), Scans));
      Rest = Rest.drop_front(Count);
    }
  }
  return Trees;
}

ScheduleResult memtidy::runUnits(llvm::ArrayRef<TranslationUnit> Units,
                                 const Config &Settings,
                                 const ScheduleOptions &Options,
                                 llvm::function_ref<void(UnitDone)> Done,
                                 llvm::function_ref<void()> Tick) {
  std::vector<std::vector<size_t>> Groups;
  if (Options.Share)
    Groups = groupsOf(Units);
  Scans Scanning(Units, Groups);
  Analyses Analysing(Units, Settings, Done);
  bool IsWhole = runPool(Scanning, Options, Tick);
  if (IsWhole) {
    Analysing.add(growTrees(Groups, Scanning.found(), Options.Jobs),
                  Scanning.found());
    IsWhole = runPool(Analysing, Options, Tick);
  }
  return {Analysing.takeResults(), !IsWhole};
}
