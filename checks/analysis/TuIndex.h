//===- TuIndex.h - Answers that need the whole TU -------------------------===//
//
// Some questions are about all of a TU: how often a record is made, who writes
// a field. Each such answer is computed at the first question, by one walk over
// user declarations, and shared by all checks.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_TUINDEX_H
#define MEMTIDY_ANALYSIS_TUINDEX_H

#include "llvm/ADT/DenseMap.h"
#include <memory>

namespace clang {
class ASTContext;
} // namespace clang

namespace memtidy {

/// Lives as long as its TU; one thread.
class TuIndex {
public:
  explicit TuIndex(clang::ASTContext &Context);
  ~TuIndex();

  clang::ASTContext &context() const { return Context; }

  /// Returns the answer of type T, made by T(TuIndex &) at the first call.
  template <typename T> T &get() {
    static const char Key = 0;
    if (std::shared_ptr<void> Known = Answers.lookup(&Key))
      return *static_cast<T *>(Known.get());
    // T's constructor may ask for other answers: insert only afterwards.
    auto Made = std::make_shared<T>(*this);
    Answers[&Key] = Made;
    return *Made;
  }

private:
  clang::ASTContext &Context;
  llvm::DenseMap<const void *, std::shared_ptr<void>> Answers;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_TUINDEX_H
