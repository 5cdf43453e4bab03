//===- Progress.h - How far a run is --------------------------------------===//

#ifndef MEMTIDY_SUPPORT_PROGRESS_H
#define MEMTIDY_SUPPORT_PROGRESS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <string>

namespace memtidy {

/// Tells how far a run is: on a terminal in one line that is drawn again and
/// again, elsewhere in a line each half minute, so that logs stay short. One
/// thread. Uses no colours.
class Progress {
public:
  /// \p OS must not be buffered and outlives this.
  Progress(llvm::raw_ostream &OS, bool IsTerminal, size_t Total);

  /// One more file is done, after \p Seconds of work on it.
  void done(llvm::StringRef Path, double Seconds);

  /// Time has passed. Call it about ten times a second.
  void tick();

  /// Removes the line from the terminal. The next tick() draws it again.
  void finish();

private:
  using Clock = std::chrono::steady_clock;

  std::string describe(Clock::time_point Now) const;
  void draw(llvm::StringRef Text);

  llvm::raw_ostream &OS;
  const bool IsTerminal;
  const size_t Total;
  size_t Done = 0;
  std::string Slowest;
  double SlowestSeconds = 0;
  Clock::time_point Start;
  Clock::time_point LastShown;
  unsigned DrawnColumns = 0;
};

} // namespace memtidy

#endif // MEMTIDY_SUPPORT_PROGRESS_H
