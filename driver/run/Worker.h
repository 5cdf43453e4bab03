//===- Worker.h - A process that does one task after the other ------------===//

#ifndef MEMTIDY_RUN_WORKER_H
#define MEMTIDY_RUN_WORKER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <chrono>
#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>

namespace memtidy {

/// What a worker says about one TU.
struct WorkerMessage {
  size_t Unit = 0;
  std::string Said;
};

/// The worker's end of the way to its parent. One process writes at a time.
class WorkerOutput {
public:
  explicit WorkerOutput(int To) : To(To) {}

  /// Ends the process when nobody listens any more.
  void say(size_t Unit, llvm::StringRef Said) const;

  /// Says that from now on this process does the work, for one TU if it is for
  /// one.
  void begin(std::optional<size_t> Unit) const;

  void endTask() const;

private:
  const int To;
};

/// A process that does tasks, seen from its parent. Forked without exec: the
/// parent must have one thread. Not copied nor moved; ends its process when
/// destroyed.
class Worker {
public:
  /// Does one task, in the worker.
  using Work = llvm::function_ref<void(size_t Task, const WorkerOutput &Out)>;

  Worker() = default;
  Worker(const Worker &) = delete;
  ~Worker() { stop(); }

  /// Forks. The child never returns from here. It closes \p Foreign, the
  /// parent's descriptors of other workers.
  llvm::Error start(Work Do, llvm::ArrayRef<int> Foreign);

  /// Kills the process if there is one, waits for it and for those that it has
  /// forked, and returns its status.
  int stop();

  bool isRunning() const { return Process > 0; }
  bool isIdle() const { return isRunning() && !Task; }

  /// Gives the idle worker a task by its number. A worker that died meanwhile
  /// is noticed by receive().
  void send(size_t Index);

  /// What receive() found.
  enum class Event { Nothing, Message, TaskEnded, Died };

  /// Reads what has arrived, without waiting for more. To be called until there
  /// is nothing. After TaskEnded the worker waits for release().
  Event receive(WorkerMessage &Message);

  /// Declares the worker idle again and returns its task.
  size_t release() { return *std::exchange(Task, std::nullopt); }

  std::optional<size_t> task() const { return Task; }
  /// The TU that it has said it is at.
  std::optional<size_t> unit() const { return Unit; }
  /// Whether it never had a task.
  bool isNew() const { return TasksGiven == 0; }
  /// Whether its process works on its first task: what it holds is that one's.
  bool isFresh() const { return TasksGiven == 1; }
  /// The one that works: the worker, or what it has forked.
  pid_t process() const { return Busy; }
  /// When it was last heard of, or got its task.
  std::chrono::steady_clock::time_point since() const { return Since; }
  /// Becomes readable when there is something to receive.
  int resultFd() const { return Results; }
  int commandFd() const { return Commands; }

private:
  pid_t Process = 0;
  pid_t Busy = 0;
  int Commands = -1;
  int Results = -1;
  unsigned TasksGiven = 0;
  std::optional<size_t> Task;
  std::optional<size_t> Unit;
  std::chrono::steady_clock::time_point Since;
  /// Bytes that no call has returned yet.
  std::string Pending;
};

/// Says how a process ended, from its wait status: "killed by signal 11
/// (Segmentation fault)".
std::string describeEnd(int Status);

} // namespace memtidy

#endif // MEMTIDY_RUN_WORKER_H
