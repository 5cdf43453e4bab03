//===- Worker.h - A process that analyses TUs -----------------------------===//

#ifndef MEMTIDY_RUN_WORKER_H
#define MEMTIDY_RUN_WORKER_H

#include "driver/config/Config.h"
#include "driver/project/TranslationUnit.h"
#include "driver/run/TuResult.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <chrono>
#include <optional>
#include <sys/types.h>
#include <utility>

namespace memtidy {

struct SharedFiles;

/// What workers work on; the same for all.
struct Work {
  llvm::ArrayRef<TranslationUnit> Units;
  const Config &Settings;
  SharedFiles &Files;
};

/// What a worker says about one TU.
struct WorkerMessage {
  size_t Unit = 0;
  TuResult Result;
};

/// A process that analyses TUs, seen from its parent. Forked without exec: the
/// parent must have one thread. Not copied nor moved; ends its process when
/// destroyed.
class Worker {
public:
  Worker() = default;
  Worker(const Worker &) = delete;
  ~Worker() { stop(); }

  /// Forks. The child never returns from here. It closes \p Foreign, the
  /// parent's descriptors of other workers.
  llvm::Error start(const Work &All, llvm::ArrayRef<int> Foreign);

  /// Kills the process if there is one, waits for it and returns its status.
  int stop();

  bool isRunning() const { return Process > 0; }
  bool isIdle() const { return isRunning() && !Task; }

  /// Gives the idle worker a TU by its index. A worker that died meanwhile is
  /// noticed by receive().
  void send(size_t Index);

  /// What receive() found.
  enum class Event { Nothing, Message, TaskEnded, Died };

  /// Reads what has arrived, without waiting for more. To be called until there
  /// is nothing. After TaskEnded the worker waits for release().
  Event receive(WorkerMessage &Message);

  /// Declares the worker idle again and returns its task.
  size_t release() { return *std::exchange(Task, std::nullopt); }

  std::optional<size_t> task() const { return Task; }
  /// Whether its process works on its first task: what it holds is that one's.
  bool isFresh() const { return TasksGiven == 1; }
  pid_t process() const { return Process; }
  /// When it was last heard of, or got its task.
  std::chrono::steady_clock::time_point since() const { return Since; }
  /// Becomes readable when there is something to receive.
  int resultFd() const { return Results; }
  int commandFd() const { return Commands; }

private:
  pid_t Process = 0;
  int Commands = -1;
  int Results = -1;
  unsigned TasksGiven = 0;
  std::optional<size_t> Task;
  std::chrono::steady_clock::time_point Since;
  /// Bytes that no call has returned yet.
  std::string Pending;
};

/// Says how a process ended, from its wait status: "killed by signal 11
/// (Segmentation fault)".
std::string describeEnd(int Status);

} // namespace memtidy

#endif // MEMTIDY_RUN_WORKER_H
