//===- WorkerPool.cpp - Spreads tasks over worker processes ---------------===//

#include "driver/run/WorkerPool.h"
#include "driver/run/ChildProcess.h"
#include "driver/run/Scheduler.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <csignal>
#include <poll.h>

using namespace memtidy;
using std::chrono::steady_clock;

static constexpr std::chrono::milliseconds TickLength(100);

static volatile std::sig_atomic_t InterruptArrived = 0;

TaskSource::~TaskSource() = default;

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

class Pool {
public:
  Pool(TaskSource &Source, const ScheduleOptions &Options)
      : Source(Source), Options(Options), Workers(std::max(1u, Options.Jobs)),
        Waiting(Source.next()) {}

  bool run(llvm::function_ref<void()> Tick);

private:
  bool isBusy() const {
    return llvm::any_of(Workers, [](const Worker &W) { return W.task(); });
  }
  void handOut();
  void give(Worker &To, TaskSource::Task Task);
  void waitForEvents();
  void receiveFrom(Worker &From);
  void giveUpLate();
  void giveUpLarge();
  void fail(Worker &From, TuFailure Kind);
  std::string start(Worker &New);

  TaskSource &Source;
  const ScheduleOptions &Options;
  std::vector<Worker> Workers;
  /// The next task.
  std::optional<TaskSource::Task> Waiting;
};

} // namespace

bool Pool::run(llvm::function_ref<void()> Tick) {
  SignalGuard Guard;
  steady_clock::time_point LastTick = steady_clock::now();
  while ((Waiting || isBusy()) && !InterruptArrived) {
    handOut();
    waitForEvents();
    giveUpLate();
    giveUpLarge();
    if (!Waiting)
      Waiting = Source.next();
    if (steady_clock::now() - LastTick >= TickLength) {
      Tick();
      LastTick = steady_clock::now();
    }
  }
  Workers.clear();
  return !InterruptArrived;
}

// Returns why there is no worker, and nothing if there is one.
std::string Pool::start(Worker &New) {
  std::vector<int> Foreign;
  for (const Worker &Other : Workers)
    if (Other.isRunning())
      Foreign.insert(Foreign.end(), {Other.commandFd(), Other.resultFd()});
  llvm::Error Failed = New.start(
      [this](size_t Task, const WorkerOutput &Out) { Source.work(Task, Out); },
      Foreign);
  if (!Failed)
    return "";
  return "cannot start a process: " + llvm::toString(std::move(Failed));
}

void Pool::give(Worker &To, TaskSource::Task Task) {
  if (Task.TakesWorker && To.isRunning() && !To.isNew())
    To.stop();
  std::string WhyNot = To.isRunning() ? "" : start(To);
  if (WhyNot.empty()) {
    To.send(Task.Number);
    Waiting = Source.next();
    return;
  }
  // Others may still do the work. Without any, each task says why not.
  if (llvm::any_of(Workers, [](const Worker &W) { return W.isRunning(); }))
    return;
  Waiting = std::nullopt;
  Source.failed({Task.Number, std::nullopt, TuFailure::Crash, WhyNot});
  Waiting = Source.next();
}

void Pool::handOut() {
  for (Worker &W : Workers)
    if (Waiting && !W.task())
      give(W, *Waiting);
}

void Pool::waitForEvents() {
  std::vector<pollfd> Polled;
  std::vector<Worker *> Busy;
  for (Worker &W : Workers)
    if (W.task()) {
      Polled.push_back({W.resultFd(), POLLIN, 0});
      Busy.push_back(&W);
    }
  // Fails only when a signal arrives, and then there is nothing to receive.
  if (::poll(Polled.data(), Polled.size(), TickLength.count()) <= 0)
    return;
  for (auto [One, From] : llvm::zip_equal(Polled, Busy))
    if (One.revents)
      receiveFrom(*From);
}

void Pool::receiveFrom(Worker &From) {
  while (From.task()) {
    WorkerMessage Message;
    switch (From.receive(Message)) {
    case Worker::Event::Nothing:
      return;
    case Worker::Event::Message:
      if (Source.take(std::move(Message)))
        continue;
      // A worker that sends garbage is as good as dead.
      fail(From, TuFailure::Crash);
      return;
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
void Pool::fail(Worker &From, TuFailure Kind) {
  TaskSource::Failure How{0, From.unit(), Kind, ""};
  How.Task = From.release();
  How.Reason = describeEnd(From.stop());
  if (Kind == TuFailure::Timeout)
    How.Reason = llvm::formatv("took more than {0} s", Options.Timeout.count());
  if (Kind == TuFailure::Memory)
    How.Reason = llvm::formatv("needed more than {0} MiB", Options.MemoryLimit);
  Source.failed(How);
}

void Pool::giveUpLate() {
  if (Options.Timeout.count() == 0)
    return;
  for (Worker &W : Workers)
    if (W.task() && steady_clock::now() - W.since() > Options.Timeout)
      fail(W, TuFailure::Timeout);
}

// What a process holds may be left from other tasks: a new one tells.
void Pool::giveUpLarge() {
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
    if (std::string WhyNot = start(W); WhyNot.empty())
      W.send(Task);
    else
      Source.failed({Task, std::nullopt, TuFailure::Crash, WhyNot});
  }
}

bool memtidy::runPool(TaskSource &Source, const ScheduleOptions &Options,
                      llvm::function_ref<void()> Tick) {
  return Pool(Source, Options).run(Tick);
}
