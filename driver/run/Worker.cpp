//===- Worker.cpp - A process that does one task after the other ----------===//
//
// Commands are numbers, results are bytes after a head; both ends are the same
// program, so plain integers travel as they are in memory.
//
//===----------------------------------------------------------------------===//

#include "driver/run/Worker.h"
#include "driver/run/ChildProcess.h"
#include "clang/Basic/Stack.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace memtidy;

static bool readAll(int From, char *To, size_t Size) {
  while (Size > 0) {
    ssize_t Count = llvm::sys::RetryAfterSignal(-1, ::read, From, To, Size);
    if (Count <= 0)
      return false;
    To += Count;
    Size -= Count;
  }
  return true;
}

static bool writeAll(int To, llvm::StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t Count = llvm::sys::RetryAfterSignal(-1, ::write, To, Bytes.data(),
                                                Bytes.size());
    if (Count < 0)
      return false;
    Bytes = Bytes.drop_front(Count);
  }
  return true;
}

template <typename T> static llvm::StringRef bytesOf(const T &Value) {
  return {reinterpret_cast<const char *>(&Value), sizeof(Value)};
}

namespace {
/// Comes before the bytes of each message.
struct MessageHead {
  enum class Kind { Begin, Result, TaskEnded };
  Kind Is;
  size_t Unit;
  size_t Size;
  pid_t From;
};
} // namespace

static constexpr size_t NoUnit = ~size_t(0);

static void tell(int To, MessageHead::Kind Kind, size_t Unit,
                 llvm::StringRef Bytes = "") {
  if (!writeAll(To,
                bytesOf(MessageHead{Kind, Unit, Bytes.size(), ::getpid()})) ||
      !writeAll(To, Bytes))
    ::_exit(0);
}

void WorkerOutput::say(size_t Unit, llvm::StringRef Said) const {
  tell(To, MessageHead::Kind::Result, Unit, Said);
}

void WorkerOutput::begin(std::optional<size_t> Unit) const {
  tell(To, MessageHead::Kind::Begin, Unit.value_or(NoUnit));
}

void WorkerOutput::endTask() const {
  tell(To, MessageHead::Kind::TaskEnded, NoUnit);
}

// Never touches standard output: its buffer is the parent's.
[[noreturn]] static void work(Worker::Work Do, int Commands, int Results) {
  clang::noteBottomOfStack();
  const WorkerOutput Out(Results);
  size_t Task;
  while (readAll(Commands, reinterpret_cast<char *>(&Task), sizeof(Task))) {
    Do(Task, Out);
    Out.endTask();
  }
  // The parent's objects are not ours to destroy.
  ::_exit(0);
}

// A crash must end the process at once and silently: the parent reports it.
static void takeDefaultSignals() {
  llvm::sys::unregisterHandlers();
  for (int Signal : {SIGTERM, SIGPIPE})
    ::signal(Signal, SIG_DFL);
  // Ctrl-C reaches all processes of a terminal; ending is the parent's call.
  ::signal(SIGINT, SIG_IGN);
  dieWithParent();
}

llvm::Error Worker::start(Work Do, llvm::ArrayRef<int> Foreign) {
  int Command[2], Result[2];
  if (::pipe(Command) != 0)
    return llvm::errorCodeToError(llvm::errnoAsErrorCode());
  if (::pipe(Result) != 0) {
    std::error_code Failed = llvm::errnoAsErrorCode();
    ::close(Command[0]);
    ::close(Command[1]);
    return llvm::errorCodeToError(Failed);
  }
  llvm::outs().flush();
  llvm::errs().flush();
  Process = ::fork();
  if (Process == 0) {
    takeDefaultSignals();
    ::close(Command[1]);
    ::close(Result[0]);
    for (int Descriptor : Foreign)
      ::close(Descriptor);
    work(Do, Command[0], Result[1]);
  }
  std::error_code Failed = llvm::errnoAsErrorCode();
  ::close(Command[0]);
  ::close(Result[1]);
  Commands = Command[1];
  Results = Result[0];
  Busy = Process;
  if (Process < 0) {
    Process = 0;
    stop();
    return llvm::errorCodeToError(Failed);
  }
  ::fcntl(Results, F_SETFL, ::fcntl(Results, F_GETFL) | O_NONBLOCK);
  return llvm::Error::success();
}

// Returns false once the other end is closed.
static bool readAvailable(int From, std::string &Into) {
  char Buffer[1 << 16];
  while (true) {
    ssize_t Count = llvm::sys::RetryAfterSignal(
        -1, [&] { return ::read(From, Buffer, sizeof(Buffer)); });
    if (Count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
      return true;
    if (Count <= 0)
      return false;
    Into.append(Buffer, Count);
  }
}

// Returns when the last process that could write is gone, or soon.
static void awaitClosed(int From) {
  static constexpr int Patience = 1000; // Milliseconds.
  std::string Ignored;
  while (readAvailable(From, Ignored)) {
    pollfd Waiting = {From, POLLIN, 0};
    if (::poll(&Waiting, 1, Patience) <= 0)
      return;
  }
}

int Worker::stop() {
  int Status = 0;
  if (Process > 0) {
    ::kill(Process, SIGKILL);
    llvm::sys::RetryAfterSignal(-1, ::waitpid, Process, &Status, 0);
    awaitClosed(Results);
  }
  for (int Descriptor : {Commands, Results})
    if (Descriptor >= 0)
      ::close(Descriptor);
  Process = Busy = 0;
  Commands = Results = -1;
  Task.reset();
  Unit.reset();
  TasksGiven = 0;
  Pending.clear();
  return Status;
}

void Worker::send(size_t Index) {
  Task = Index;
  ++TasksGiven;
  Since = std::chrono::steady_clock::now();
  writeAll(Commands, bytesOf(Index));
}

Worker::Event Worker::receive(WorkerMessage &Message) {
  const bool IsOpen = readAvailable(Results, Pending);
  MessageHead Head;
  if (Pending.size() >= sizeof(Head))
    std::memcpy(&Head, Pending.data(), sizeof(Head));
  if (Pending.size() < sizeof(Head) ||
      Pending.size() - sizeof(Head) < Head.Size)
    return IsOpen ? Event::Nothing : Event::Died;
  std::string Said = Pending.substr(sizeof(Head), Head.Size);
  Pending.erase(0, sizeof(Head) + Head.Size);
  Since = std::chrono::steady_clock::now();
  switch (Head.Is) {
  case MessageHead::Kind::Begin:
    Busy = Head.From;
    Unit.reset();
    if (Head.Unit != NoUnit)
      Unit = Head.Unit;
    return receive(Message);
  case MessageHead::Kind::TaskEnded:
    return Event::TaskEnded;
  case MessageHead::Kind::Result:
    break;
  }
  Message = {Head.Unit, std::move(Said)};
  return Event::Message;
}

std::string memtidy::describeEnd(int Status) {
  if (WIFSIGNALED(Status))
    return llvm::formatv("killed by signal {0} ({1})", WTERMSIG(Status),
                         ::strsignal(WTERMSIG(Status)));
  return llvm::formatv("ended with status {0}", WEXITSTATUS(Status));
}
