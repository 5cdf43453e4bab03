//===- Outlook.h - What the host knows beyond the TU ----------------------===//

#ifndef MEMTIDY_ANALYSIS_OUTLOOK_H
#define MEMTIDY_ANALYSIS_OUTLOOK_H

namespace memtidy {

class TuIndex;

/// What the host knows beyond the TU: an answer of TuIndex that the host
/// changes before the checks run.
struct Outlook {
  explicit Outlook(TuIndex &) {}

  /// The host has the facts of all TUs and concludes from them; what the check
  /// of one TU finds only offers edits.
  bool SeesProgram = false;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_OUTLOOK_H
