//===- Worker.cpp - A process that analyses TUs ---------------------------===//
//
// Commands are unit indexes, results are JSON texts after their length; both
// ends are the same program, so plain integers travel as they are in memory.
//
//===----------------------------------------------------------------------===//

#include "driver/run/Worker.h"
#include "driver/run/TuRunner.h"
#include "clang/Basic/Stack.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

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

// Never touches standard output: its buffer is the parent's.
[[noreturn]] static void work(llvm::ArrayRef<TranslationUnit> Units,
                              const Config &Settings, int Commands,
                              int Results) {
  clang::noteBottomOfStack();
  TuRunner Runner(Settings);
  size_t Index;
  while (readAll(Commands, reinterpret_cast<char *>(&Index), sizeof(Index))) {
    std::string Text =
        llvm::formatv("{0}", toJSON(Runner.analyse(Units[Index])));
    const size_t Size = Text.size();
    if (!writeAll(Results, bytesOf(Size)) || !writeAll(Results, Text))
      break;
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
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

llvm::Error Worker::start(llvm::ArrayRef<TranslationUnit> Units,
                          const Config &Settings, llvm::ArrayRef<int> Foreign) {
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
    work(Units, Settings, Command[0], Result[1]);
  }
  std::error_code Failed = llvm::errnoAsErrorCode();
  ::close(Command[0]);
  ::close(Result[1]);
  Commands = Command[1];
  Results = Result[0];
  if (Process < 0) {
    Process = 0;
    stop();
    return llvm::errorCodeToError(Failed);
  }
  ::fcntl(Results, F_SETFL, ::fcntl(Results, F_GETFL) | O_NONBLOCK);
  return llvm::Error::success();
}

int Worker::stop() {
  int Status = 0;
  if (Process > 0) {
    ::kill(Process, SIGKILL);
    llvm::sys::RetryAfterSignal(-1, ::waitpid, Process, &Status, 0);
  }
  for (int Descriptor : {Commands, Results})
    if (Descriptor >= 0)
      ::close(Descriptor);
  Process = 0;
  Commands = Results = -1;
  Unit.reset();
  Pending.clear();
  return Status;
}

void Worker::send(size_t Index) {
  Unit = Index;
  Since = std::chrono::steady_clock::now();
  writeAll(Commands, bytesOf(Index));
}

Worker::Event Worker::receive(TuResult &Result) {
  char Buffer[1 << 16];
  while (true) {
    ssize_t Count = llvm::sys::RetryAfterSignal(
        -1, [&] { return ::read(Results, Buffer, sizeof(Buffer)); });
    if (Count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
      break;
    if (Count <= 0)
      return Event::Died;
    Pending.append(Buffer, Count);
  }
  size_t Size;
  if (Pending.size() < sizeof(Size))
    return Event::Nothing;
  std::memcpy(&Size, Pending.data(), sizeof(Size));
  if (Pending.size() - sizeof(Size) < Size)
    return Event::Nothing;
  llvm::Expected<TuResult> Parsed = llvm::json::parse<TuResult>(
      llvm::StringRef(Pending).substr(sizeof(Size)), "result");
  Pending.clear();
  if (!Parsed) {
    // A worker that sends garbage is as good as dead.
    llvm::consumeError(Parsed.takeError());
    return Event::Died;
  }
  Result = std::move(*Parsed);
  return Event::Finished;
}

std::string memtidy::describeEnd(int Status) {
  if (WIFSIGNALED(Status))
    return llvm::formatv("killed by signal {0} ({1})", WTERMSIG(Status),
                         ::strsignal(WTERMSIG(Status)));
  return llvm::formatv("ended with status {0}", WEXITSTATUS(Status));
}
