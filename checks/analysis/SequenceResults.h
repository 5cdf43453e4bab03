//===- SequenceResults.h - Functions that return what they build ----------===//
//
// A function that fills a container and returns it, and what its callers do
// with the result.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_SEQUENCERESULTS_H
#define MEMTIDY_ANALYSIS_SEQUENCERESULTS_H

#include "checks/analysis/SequenceBuild.h"
#include "checks/model/ResultFact.h"
#include "llvm/ADT/MapVector.h"

namespace clang {
class FunctionDecl;
class ReturnStmt;
} // namespace clang

namespace memtidy {

/// One call of a function that returns a container.
struct ResultCall {
  const clang::Expr *Site = nullptr;
  /// The loop that goes over the call itself, or over the variable that it
  /// initialises; or null.
  const clang::Stmt *Loop = nullptr;
  /// The variable that keeps the result until it is read; or null.
  const clang::VarDecl *Held = nullptr;
  ResultUse How = ResultUse::Kept;
  /// The function could not be left half done: a reference parameter is bound
  /// to a temporary, or the loop changes what was passed.
  bool NeedsWhole = false;
  /// The loop changes something that has no name here.
  bool ChangesUnnamed = false;
  /// The loop changes what outlives the caller, streams apart: that must not
  /// happen by half.
  bool Applies = false;
};

/// A function that builds its result.
struct SequenceMaker {
  const clang::FunctionDecl *Function = nullptr; ///< The definition.
  /// The local that is returned, with its own copy of the uses.
  SequenceUse Use;
  SequenceBuild Build; ///< Points into Use.
  llvm::SmallVector<const clang::ReturnStmt *, 2> Returns;
  /// It throws between two elements: callers get all or nothing.
  bool MayReject = false;
  /// It reads variables that others may change.
  bool ReadsGlobals = false;
  /// The elements are no more than this; 0: any number.
  unsigned AtMost = 0;
};

/// Returns how \p Function builds what it returns, or null: it returns
/// something else on some way, the whole container is the point (under a
/// lock, in a try block, virtual or exported, by recursion), or it is a
/// template.
std::unique_ptr<SequenceMaker> makerIn(const clang::FunctionDecl &Function,
                                       SequenceUses &Uses);

/// Returns whether a container of \p Type only keeps its elements in the order
/// in which they come.
bool isPlainSequence(clang::QualType Type, const ContainerType &Traits);

class TuIndex;

/// The calls in one TU of functions that return a container by value.
class ResultCalls {
public:
  explicit ResultCalls(TuIndex &Index);

  using Calls = llvm::SmallVector<ResultCall, 2>;

  /// Returns the calls of \p Function, in source order. A mention that is no
  /// call counts as Kept.
  llvm::ArrayRef<ResultCall> of(const clang::FunctionDecl &Function) const;

  const llvm::MapVector<const clang::FunctionDecl *, Calls> &all() const {
    return ByCallee;
  }

  /// Returns the definitions of this TU that return a container, in source
  /// order, called or not.
  llvm::ArrayRef<const clang::FunctionDecl *> makers() const { return Makers; }

private:
  std::vector<const clang::FunctionDecl *> Makers;
  llvm::MapVector<const clang::FunctionDecl *, Calls> ByCallee;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_SEQUENCERESULTS_H
