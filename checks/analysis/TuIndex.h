//===- TuIndex.h - Answers that need the whole TU
//-----------------------------===//
//
// Some questions are about all of a TU: how often a record is made, who writes
// a field. Each such answer is computed at the first question, by one walk over
// user declarations, and shared by all checks.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_TUINDEX_H
#define MEMTIDY_ANALYSIS_TUINDEX_H

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

private:
  clang::ASTContext &Context;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_TUINDEX_H
