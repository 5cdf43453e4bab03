//===- CaptureVerdict.h - Does a cycle through a callable last? -*- C++ -*-===//

#ifndef MEMTIDY_PROGRAM_CAPTUREVERDICT_H
#define MEMTIDY_PROGRAM_CAPTUREVERDICT_H

#include "checks/model/Program.h"
#include "checks/model/ProgramFinding.h"

namespace memtidy {

/// What breaks a cycle, after all that is known.
struct CaptureVerdict {
  Breaker Breaks = Breaker::None;
  NamedFunctionFact By;
  FactLocation At;
  bool ByDestructor = false;
  /// A function that may clear, and that nobody has seen; null where all are
  /// seen, or where it does not matter.
  const NamedFunctionFact *Unseen = nullptr;
  Level Sureness = Level::Likely;
};

/// Who clears the fields that keep the callables of a program's cycles. Borrows
/// the program.
class HolderFacts {
public:
  /// \p Cycles are all that will be judged.
  HolderFacts(const Program &Facts, llvm::ArrayRef<CaptureFact> Cycles);

  CaptureVerdict judge(const CaptureFact &Cycle) const;

private:
  struct Site {
    const FunctionFact *In = nullptr;
    const OperationFact *By = nullptr;
    /// The callable is moved out, not destroyed.
    bool TakesOut = false;
  };

  enum class Reach { No, OnBranch, Always };

  void addSites(const FunctionFact &Function);
  std::vector<Site> sitesElsewhere(const CaptureFact &Cycle) const;
  Breaker breakerOf(const CaptureFact &Cycle,
                    llvm::ArrayRef<Site> Clears) const;
  Reach reachOf(llvm::StringRef Function, llvm::ArrayRef<Site> Clears,
                unsigned Depth) const;
  Reach reachOfCallable(const CaptureFact &Cycle,
                        llvm::ArrayRef<Site> Clears) const;
  bool endsEveryWay(const CaptureFact &Cycle,
                    llvm::ArrayRef<Site> Clears) const;
  const NamedFunctionFact *unseenOf(const CaptureFact &Cycle) const;

  const Program &Facts;
  llvm::StringMap<std::vector<Site>> Sites; ///< By field.
  /// Who calls a function that ends the work of an owner.
  llvm::StringMap<std::vector<const FunctionFact *>> EndingCallers;
};

/// Returns all findings of memtidy-capture-cycle in \p Facts.
std::vector<ProgramFinding> concludeCaptureCycles(const Program &Facts);

} // namespace memtidy

#endif // MEMTIDY_PROGRAM_CAPTUREVERDICT_H
