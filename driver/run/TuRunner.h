//===- TuRunner.h - Analyses one TU ---------------------------------------===//

#ifndef MEMTIDY_RUN_TURUNNER_H
#define MEMTIDY_RUN_TURUNNER_H

#include "driver/config/Config.h"
#include "driver/project/TranslationUnit.h"
#include "driver/run/SharePlan.h"
#include "driver/run/TuResult.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <memory>

namespace memtidy {

/// Returns an error that names the first thing in \p Settings that no check
/// understands: a glob that matches nothing, an unknown check or option, a
/// value that cannot be read. A TuRunner wants valid settings.
llvm::Error validate(const Config &Settings);

/// What TuRunner::analyseShared() tells, never two things at the same time, and
/// from processes of their own. A TU of which nothing is told, like one that
/// was given up, is to be analysed alone.
struct SharedCallbacks {
  /// What analyse() would have returned.
  std::function<void(size_t Unit, const TuResult &)> Done;
  std::function<void(size_t Unit, llvm::StringRef Reason)> GiveUp;
};

/// Analyses TUs one after the other; one thread.
class TuRunner {
public:
  /// Keeps references to \p Settings, which validate() has accepted, and to
  /// \p Files, through which it reads.
  TuRunner(const Config &Settings, SharedFiles &Files);
  ~TuRunner();

  /// Parses and checks \p Unit. Reports findings of all levels: see
  /// dropBelowLevel(). Never fails: what goes wrong is in the
  /// result's Error. After parse errors the checks do not run.
  TuResult analyse(const TranslationUnit &Unit);

  /// Analyses the TUs of \p Batch, indexes into \p Units, together.
  void analyseShared(llvm::ArrayRef<TranslationUnit> Units,
                     const ShareBatch &Batch, const SharedCallbacks &Tell);

private:
  struct State;
  std::unique_ptr<State> Impl;
};

/// Removes the issues that are below the lowest level wanted of their check.
/// To be called when the issues of all TUs are merged: the merged level counts.
void dropBelowLevel(std::vector<Issue> &Issues, const Config &Settings);

} // namespace memtidy

#endif // MEMTIDY_RUN_TURUNNER_H
