//===- ChildProcess.h - Processes that go on where we are -----------------===//

#ifndef MEMTIDY_RUN_CHILDPROCESS_H
#define MEMTIDY_RUN_CHILDPROCESS_H

#include <cstdint>
#include <optional>
#include <sys/types.h>

namespace memtidy {

/// How forkAndWait() returned.
enum class ChildEnd {
  IsChild, ///< This is the child; it ends by _exit().
  Ended,   ///< This is the parent; the child ended with status 0.
  Failed,  ///< There could be no child, or it ended in another way.
};

/// Forks, and in the parent waits for the child. The child is killed when its
/// parent dies, where the system can do that. Wants one thread.
ChildEnd forkAndWait();

/// Returns how much memory \p Process holds, in bytes; nullopt where the system
/// does not say.
std::optional<uint64_t> residentBytes(pid_t Process);

/// Has this process take memory in few large pieces from now on, where the
/// system can do that: a page costs a fork's child more than what is in it.
void takeLargePages();

/// Has the system kill this process when its parent dies, if it can.
void dieWithParent();

} // namespace memtidy

#endif // MEMTIDY_RUN_CHILDPROCESS_H
