//===- WorkerPool.h - Spreads tasks over worker processes -----------------===//

#ifndef MEMTIDY_RUN_WORKERPOOL_H
#define MEMTIDY_RUN_WORKERPOOL_H

#include "driver/report/Report.h"
#include "driver/run/Worker.h"

namespace memtidy {

struct ScheduleOptions;

/// Gives a pool of workers its tasks and takes what they yield.
class TaskSource {
public:
  virtual ~TaskSource();

  struct Task {
    size_t Number;
    /// Ends together with its worker, which is new.
    bool TakesWorker = false;
  };

  /// Returns what is to be done next; nothing when no task is left.
  virtual std::optional<Task> next() = 0;

  /// Does the task. Called in a worker.
  virtual void work(size_t Task, const WorkerOutput &Out) = 0;

  /// Takes what a worker has said. Returns whether that can be.
  virtual bool take(WorkerMessage Message) = 0;

  struct Failure {
    size_t Task;
    /// What the worker was at, if it has said so.
    std::optional<size_t> Unit;
    TuFailure Kind;
    std::string Reason;
  };

  /// The task's process is gone before it has ended the task. May give the
  /// task out again. A task that takes its worker always ends this way.
  virtual void failed(const Failure &How) = 0;
};

/// Has workers do all tasks of \p Source, as many at a time as \p Options say,
/// each within their limits. Calls \p Tick about ten times a second. Returns
/// false when SIGINT or SIGTERM arrived.
bool runPool(TaskSource &Source, const ScheduleOptions &Options,
             llvm::function_ref<void()> Tick);

} // namespace memtidy

#endif // MEMTIDY_RUN_WORKERPOOL_H
