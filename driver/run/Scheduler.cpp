//===- Scheduler.cpp - Spreads TUs over worker processes ------------------===//

#include "driver/run/Scheduler.h"
#include "driver/run/ChildProcess.h"
#include "driver/run/RecordingFiles.h"
#include "driver/run/Worker.h"
#include "llvm/ADT/STLExtras.h"
#include <csignal>
#include <poll.h>

using namespace memtidy;
using std::chrono::steady_clock;

static constexpr std::chrono::milliseconds TickLength(100);

static volatile std::sig_atomic_t InterruptArrived = 0;

namespace {

/// Notes SIGINT and SIGTERM instead of dying of them; ignores SIGPIPE, which
/// writing to a dead worker raises.
class SignalGuard {
public:
  SignalGuard() {
    InterruptArrived = 0;
    struct sigaction Note = {};
    Note.sa_handler = [](int) { InterruptArrived = 1; };
    ::sigemptyset(&Note.sa_mask);
    struct sigaction Ignore = {};
    Ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGINT, &Note, &OldInt);
    ::sigaction(SIGTERM, &Note, &OldTerm);
    ::sigaction(SIGPIPE, &Ignore, &OldPipe);
  }
  SignalGuard(const SignalGuard &) = delete;
  ~SignalGuard() {
    ::sigaction(SIGINT, &OldInt, nullptr);
    ::sigaction(SIGTERM, &OldTerm, nullptr);
    ::sigaction(SIGPIPE, &OldPipe, nullptr);
  }

private:
  struct sigaction OldInt, OldTerm, OldPipe;
};

class Scheduler {
public:
  Scheduler(llvm::ArrayRef<TranslationUnit> Units, const Config &Settings,
            const ScheduleOptions &Options,
            llvm::function_ref<void(UnitDone)> Done,
            llvm::function_ref<void()> Tick)
      : Units(Units), Options(Options), Done(Done), Tick(Tick),
        All{Units, Settings, Files},
        Workers(std::min<size_t>(std::max(1u, Options.Jobs), Units.size())) {
    Outcome.Results.resize(Units.size());
  }

  ScheduleResult run();

private:
  void handOut();
  void waitForEvents();
  void receiveFrom(Worker &From);
  void giveUpLate();
  void giveUpLarge();
  void fail(Worker &From, TuFailure Kind);
  void end(size_t Unit, TuResult Result);
  bool start(Worker &New);

  const llvm::ArrayRef<TranslationUnit> Units;
  const ScheduleOptions &Options;
  const llvm::function_ref<void(UnitDone)> Done;
  const llvm::function_ref<void()> Tick;
  SharedFiles Files;
  const Work All;
  std::vector<Worker> Workers;
  size_t Next = 0;
  size_t Ended = 0;
  ScheduleResult Outcome;
};

} // namespace

ScheduleResult Scheduler::run() {
  SignalGuard Guard;
  steady_clock::time_point LastTick = steady_clock::now();
  while (Ended < Units.size() && !InterruptArrived) {
    handOut();
    waitForEvents();
    giveUpLate();
    giveUpLarge();
    if (steady_clock::now() - LastTick >= TickLength) {
      Tick();
      LastTick = steady_clock::now();
    }
  }
  Outcome.Interrupted = InterruptArrived;
  Workers.clear();
  return std::move(Outcome);
}

bool Scheduler::start(Worker &New) {
  std::vector<int> Foreign;
  for (const Worker &Other : Workers)
    if (Other.isRunning())
      Foreign.insert(Foreign.end(), {Other.commandFd(), Other.resultFd()});
  llvm::Error Failed = New.start(All, Foreign);
  if (!Failed)
    return true;
  std::string Reason =
      "cannot start a process: " + llvm::toString(std::move(Failed));
  // Others may still do the work. Without any, each unit says why not.
  if (llvm::none_of(Workers, [](const Worker &W) { return W.isRunning(); }))
    if (Next < Units.size()) {
      const size_t Unit = Next++;
      end(Unit, {{}, TuError{Units[Unit].Path, TuFailure::Crash, Reason}});
    }
  return false;
}

void Scheduler::handOut() {
  for (Worker &W : Workers) {
    if (Next == Units.size())
      return;
    if (!W.isRunning() && !start(W))
      continue;
    if (W.isIdle())
      W.send(Next++);
  }
}

void Scheduler::waitForEvents() {
  std::vector<pollfd> Waiting;
  std::vector<Worker *> Busy;
  for (Worker &W : Workers)
    if (W.task()) {
      Waiting.push_back({W.resultFd(), POLLIN, 0});
      Busy.push_back(&W);
    }
  // Fails only when a signal arrives, and then there is nothing to receive.
  if (::poll(Waiting.data(), Waiting.size(), TickLength.count()) <= 0)
    return;
  for (auto [Polled, From] : llvm::zip_equal(Waiting, Busy))
    if (Polled.revents)
      receiveFrom(*From);
}

void Scheduler::receiveFrom(Worker &From) {
  while (From.task()) {
    WorkerMessage Message;
    switch (From.receive(Message)) {
    case Worker::Event::Nothing:
      return;
    case Worker::Event::Message:
      if (Message.Unit < Units.size() && !Outcome.Results[Message.Unit])
        end(Message.Unit, std::move(Message.Result));
      continue;
    case Worker::Event::TaskEnded:
      From.release();
      continue;
    case Worker::Event::Died:
      fail(From, TuFailure::Crash);
      return;
    }
  }
}

// Ends the worker's process; the next task gets a new one.
void Scheduler::fail(Worker &From, TuFailure Kind) {
  const size_t Task = From.release();
  std::string Reason = describeEnd(From.stop());
  if (Kind == TuFailure::Timeout)
    Reason = llvm::formatv("took more than {0} s", Options.Timeout.count());
  if (Kind == TuFailure::Memory)
    Reason = llvm::formatv("needed more than {0} MiB", Options.MemoryLimit);
  if (!Outcome.Results[Task])
    end(Task, {{}, TuError{Units[Task].Path, Kind, Reason}});
}

void Scheduler::end(size_t Unit, TuResult Result) {
  ++Ended;
  Done({Unit, Outcome.Results[Unit].emplace(std::move(Result))});
}

void Scheduler::giveUpLate() {
  if (Options.Timeout.count() == 0)
    return;
  for (Worker &W : Workers)
    if (W.task() && steady_clock::now() - W.since() > Options.Timeout)
      fail(W, TuFailure::Timeout);
}

// What a process holds may be left from other TUs: a new one tells.
void Scheduler::giveUpLarge() {
  if (Options.MemoryLimit == 0)
    return;
  for (Worker &W : Workers) {
    if (!W.task() ||
        residentBytes(W.process()).value_or(0) >> 20 < Options.MemoryLimit)
      continue;
    if (W.isFresh()) {
      fail(W, TuFailure::Memory);
      continue;
    }
    const size_t Task = W.release();
    W.stop();
    // All but its last word may have arrived.
    if (Outcome.Results[Task])
      continue;
    if (start(W))
      W.send(Task);
    else
      end(Task, {{},
                 TuError{Units[Task].Path, TuFailure::Crash,
                         "cannot start a process"}});
  }
}

ScheduleResult memtidy::runUnits(llvm::ArrayRef<TranslationUnit> Units,
                                 const Config &Settings,
                                 const ScheduleOptions &Options,
                                 llvm::function_ref<void(UnitDone)> Done,
                                 llvm::function_ref<void()> Tick) {
  return Scheduler(Units, Settings, Options, Done, Tick).run();
}
