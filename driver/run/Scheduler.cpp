//===- Scheduler.cpp - Spreads TUs over worker processes ------------------===//
//
// Where TUs share headers, a task is a tree of them; a TU that it cannot do is
// done alone.
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
      Out.say(Unit, toBytes(*Scan));
  }

  bool take(WorkerMessage Message) override {
    std::optional<PrefixScan> Scan = fromBytes<PrefixScan>(Message.Said);
    if (Message.Unit >= Units.size() || !Scan)
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
           HeaderSharing Sharing, llvm::function_ref<void(UnitDone)> Done)
      : Units(Units), Settings(Settings), Sharing(Sharing), Done(Done),
        IsAlone(Units.size(), true), Results(Units.size()) {}

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
  const HeaderSharing Sharing;
  const llvm::function_ref<void(UnitDone)> Done;
  SharedFiles Files;
  /// Of a worker.
  std::optional<TuRunner> Runner;
  std::vector<PrefixTree> Trees;
  llvm::ArrayRef<std::optional<PrefixScan>> Scans;
  std::deque<size_t> Waiting;
  /// TUs that no tree has to do.
  std::vector<bool> IsAlone;
  std::vector<std::optional<TuResult>> Results;
};

} // namespace

void Analyses::add(std::vector<PrefixTree> NewTrees,
                   llvm::ArrayRef<std::optional<PrefixScan>> NewScans) {
  Trees = std::move(NewTrees);
  Scans = NewScans;
  for (size_t I = 0; I < Trees.size(); ++I) {
    Waiting.push_back(Units.size() + I);
    forEachUnit(Trees[I], [&](size_t Unit) { IsAlone[Unit] = false; });
  }
  for (size_t Unit = 0; Unit < Units.size(); ++Unit)
    if (IsAlone[Unit])
      Waiting.push_back(Unit);
}

std::optional<TaskSource::Task> Analyses::next() {
  if (Waiting.empty())
    return std::nullopt;
  const size_t Next = Waiting.front();
  Waiting.pop_front();
  return Task{Next, /*TakesWorker=*/Next >= Units.size() &&
                        Sharing == HeaderSharing::Forked};
}

void Analyses::work(size_t Number, const WorkerOutput &Out) {
  if (!Runner)
    Runner.emplace(Settings, Files);
  if (Number >= Units.size())
    workOn(Trees[Number - Units.size()], Out);
  else
    Out.say(Number, toBytes(Runner->analyse(Units[Number])));
}

void Analyses::workOn(const PrefixTree &Tree, const WorkerOutput &Out) {
  // As it was when this process came to be.
  auto IsDone = [&](size_t Unit) { return IsAlone[Unit] || Results[Unit]; };
  auto Begin = [&](std::optional<size_t> Unit) { Out.begin(Unit); };
  auto Say = [&](size_t Unit, const TuResult &Result) {
    Out.say(Unit, toBytes(Result));
  };
  const SharedUnits Shared{Units, Scans, Tree, IsDone, Begin};
  if (Sharing == HeaderSharing::Forked)
    Runner->analyseForked(Shared, Say);
  Runner->analysePrefixed(Shared, Say);
}

bool Analyses::take(WorkerMessage Message) {
  std::optional<TuResult> Result = fromBytes<TuResult>(Message.Said);
  if (Message.Unit >= Units.size() || !Result)
    return false;
  if (!Results[Message.Unit])
    end(Message.Unit, std::move(*Result));
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

// What a TU is too slow for it is alone, too. What else goes wrong is judged
// when it is alone. Of forked processes the one that was heard of last need not
// be the one that failed.
void Analyses::failedTree(const Failure &How) {
  const PrefixTree &Tree = Trees[How.Task - Units.size()];
  auto GoOn = [&] { Waiting.push_front(How.Task); };
  auto DoAlone = [&](size_t Unit) {
    if (Results[Unit] || IsAlone[Unit])
      return;
    IsAlone[Unit] = true;
    Waiting.push_back(Unit);
  };
  if (How.Unit && !Results[*How.Unit] && How.Kind == TuFailure::Timeout) {
    end(*How.Unit, {{}, TuError{Units[*How.Unit].Path, How.Kind, How.Reason}});
    return GoOn();
  }
  if (How.Unit && Sharing == HeaderSharing::Precompiled) {
    DoAlone(*How.Unit);
    return GoOn();
  }
  forEachUnit(Tree, DoAlone);
}

// A tree is the work of one worker: as many as there are workers, but each
// large enough to make up for its headers.
static std::vector<PrefixTree>
growTrees(llvm::ArrayRef<std::vector<size_t>> Groups,
          llvm::ArrayRef<std::optional<PrefixScan>> Scans,
          const ScheduleOptions &Options) {
  constexpr size_t Enough = 16;
  const size_t Jobs = std::max(1u, Options.Jobs);
  const size_t Share = (Scans.size() + Jobs - 1) / Jobs;
  const bool OnlySystem = Options.Sharing == HeaderSharing::Precompiled;
  std::vector<PrefixTree> Trees;
  for (const std::vector<size_t> &Group : Groups) {
    std::vector<size_t> Scanned;
    llvm::copy_if(Group, std::back_inserter(Scanned),
                  [&](size_t Unit) { return Scans[Unit].has_value(); });
    llvm::ArrayRef<size_t> Rest = Scanned;
    while (Rest.size() > 1) {
      const size_t Most = std::max(Enough, Share);
      const size_t Count = Rest.size() < Most + Enough ? Rest.size() : Most;
      Trees.push_back(growTree(Rest.take_front(Count), Scans, OnlySystem));
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
  if (Options.Sharing != HeaderSharing::Off)
    Groups = groupsOf(Units);
  Scans Scanning(Units, Groups);
  Analyses Analysing(Units, Settings, Options.Sharing, Done);
  bool IsWhole = runPool(Scanning, Options, Tick);
  if (IsWhole) {
    Analysing.add(growTrees(Groups, Scanning.found(), Options),
                  Scanning.found());
    IsWhole = runPool(Analysing, Options, Tick);
  }
  return {Analysing.takeResults(), !IsWhole};
}
