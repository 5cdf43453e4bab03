//===- TuRunner.h - Analyses one TU ---------------------------------------===//

#ifndef MEMTIDY_RUN_TURUNNER_H
#define MEMTIDY_RUN_TURUNNER_H

#include "driver/config/Config.h"
#include "driver/project/TranslationUnit.h"
#include "driver/run/TuResult.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace memtidy {

class PrecompiledPrefix;
struct SharedFiles;
struct SharedUnits;

/// Returns an error that names the first thing in \p Settings that no check
/// understands: a glob that matches nothing, an unknown check or option, a
/// value that cannot be read. A TuRunner wants valid settings.
llvm::Error validate(const Config &Settings);

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

  /// Analyses the TUs of \p Shared, each in a process of its own, where \p Say
  /// is called; see parseShared(). Says nothing of a TU that cannot be parsed
  /// this way. Ends this process, too.
  [[noreturn]] void
  analyseForked(const SharedUnits &Shared,
                llvm::function_ref<void(size_t Unit, const TuResult &)> Say);

  /// Analyses the TUs of \p Shared one after the other, behind headers that are
  /// precompiled, and calls \p Say for each that needs a result. A TU that
  /// cannot be parsed this way is analysed alone.
  void
  analysePrefixed(const SharedUnits &Shared,
                  llvm::function_ref<void(size_t Unit, const TuResult &)> Say);

private:
  TuResult analyse(const TranslationUnit &Unit,
                   const PrecompiledPrefix *Prefix);

  struct State;
  std::unique_ptr<State> Impl;
};

/// Removes the issues that are below the lowest level wanted of their check.
/// To be called when the issues of all TUs are merged: the merged level counts.
void dropBelowLevel(std::vector<Issue> &Issues, const Config &Settings);

} // namespace memtidy

#endif // MEMTIDY_RUN_TURUNNER_H
