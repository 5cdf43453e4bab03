//===- Recursion.h - Which functions may call themselves ------------------===//

#ifndef MEMTIDY_ANALYSIS_RECURSION_H
#define MEMTIDY_ANALYSIS_RECURSION_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace memtidy {

class TuIndex;

/// The calls among the functions of a TU. What a function calls through a
/// pointer, a virtual function or another file is not seen.
class Recursion {
public:
  explicit Recursion(TuIndex &Index);

  /// Returns true when a chain of calls leads from \p Function back to it.
  bool mayCallItself(const clang::FunctionDecl &Function) const;

private:
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::SmallVector<const clang::FunctionDecl *, 4>>
      Calls;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_RECURSION_H
