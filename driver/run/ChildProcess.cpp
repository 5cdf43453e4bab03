//===- ChildProcess.cpp - Processes that go on where we are ---------------===//

#include "driver/run/ChildProcess.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#endif

using namespace memtidy;

void memtidy::dieWithParent() {
#ifdef __linux__
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

void memtidy::takeLargePages() {
#ifdef __GLIBC__
  constexpr size_t Size = 64 << 20;
  ::mallopt(M_MMAP_THRESHOLD, 2 * Size);
  ::mallopt(M_TRIM_THRESHOLD, 2 * Size);
  // Stays where malloc takes from next. Only what is written to is there.
  if (void *Area = std::malloc(Size)) {
    const uintptr_t Page = ::sysconf(_SC_PAGESIZE);
    const uintptr_t Begin =
        (reinterpret_cast<uintptr_t>(Area) / Page + 1) * Page;
    ::madvise(reinterpret_cast<void *>(Begin), Size - 2 * Page, MADV_HUGEPAGE);
    std::free(Area);
  }
#endif
}

// proc(5): the second number of statm is the resident set, in pages.
std::optional<uint64_t> memtidy::residentBytes(pid_t Process) {
#ifdef __linux__
  auto Text = llvm::MemoryBuffer::getFileAsStream(
      llvm::formatv("/proc/{0}/statm", Process).str());
  uint64_t Pages = 0;
  if (Text &&
      llvm::to_integer((*Text)->getBuffer().split(' ').second.split(' ').first,
                       Pages, 10))
    return Pages * ::sysconf(_SC_PAGESIZE);
#endif
  return std::nullopt;
}

ChildEnd memtidy::forkAndWait() {
  llvm::outs().flush();
  llvm::errs().flush();
  const pid_t Child = ::fork();
  if (Child == 0) {
    dieWithParent();
    return ChildEnd::IsChild;
  }
  if (Child < 0)
    return ChildEnd::Failed;
  int Status = 0;
  llvm::sys::RetryAfterSignal(-1, ::waitpid, Child, &Status, 0);
  return WIFEXITED(Status) && WEXITSTATUS(Status) == 0 ? ChildEnd::Ended
                                                       : ChildEnd::Failed;
}
