//===- TuRunner.h - Analyses one TU ---------------------------------------===//

#ifndef MEMTIDY_RUN_TURUNNER_H
#define MEMTIDY_RUN_TURUNNER_H

#include "driver/config/Config.h"
#include "driver/project/TranslationUnit.h"
#include "driver/run/TuResult.h"
#include <memory>

namespace memtidy {

/// Analyses TUs one after the other; one thread. Keeps what they share: the
/// contents of files.
class TuRunner {
public:
  explicit TuRunner(const Config &Settings);
  ~TuRunner();

  /// Parses and checks \p Unit. Never fails: what goes wrong is in the
  /// result's Error. After parse errors the checks do not run.
  TuResult analyse(const TranslationUnit &Unit);

private:
  struct State;
  std::unique_ptr<State> Impl;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_TURUNNER_H
