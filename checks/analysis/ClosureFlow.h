//===- ClosureFlow.h - Where a callable ends up -------------------*- C++
//-*-===//
//
// Follows each callable that a function makes or is given to the object that
// keeps it: through assignments, containers, constructors, factories and the
// bodies of the functions it is passed to. What libraries do is told by the
// model; what nobody can see is said to be inferred, or not said at all.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_CLOSUREFLOW_H
#define MEMTIDY_ANALYSIS_CLOSUREFLOW_H

#include "checks/analysis/Closures.h"
#include "checks/model/CaptureFact.h"
#include <deque>
#include <memory>

namespace memtidy {

/// A callable on its way: one that the function makes, or what a parameter
/// brought.
struct Carried {
  const Closure *Made = nullptr;
  const clang::ParmVarDecl *Param = nullptr;
  /// Where it sits inside the value that carries it: the field of a Timer.
  llvm::SmallVector<Hop, 2> Inside;
  /// How often the way here was inferred, not seen.
  unsigned Inferences = 0;

  /// Whether both are the same callable in the same place of the value.
  bool sameAs(const Carried &Other) const {
    return Made == Other.Made && Param == Other.Param && Inside == Other.Inside;
  }
};

/// A function that is said to keep what it is given, and has no body here.
struct UnseenSetter {
  const clang::FunctionDecl *Function = nullptr;
  unsigned Parameter = 0;
  /// How much of a store is inferred for want of the body.
  unsigned Inferences = 0;
};

/// A callable is kept.
struct Store {
  Carried What;
  /// The object that keeps it; the last hop is the field or element.
  AccessPath Where;
  /// The callable is in an object that is made here and replaces what the
  /// first NewFrom hops of Where meant before.
  std::optional<unsigned> NewFrom;
  StoreKind Kind = StoreKind::Assigned;
  unsigned Inferences = 0;
  /// The statement that keeps it, maybe in a callee.
  clang::SourceLocation Loc;
  /// Where the function itself hands it over.
  clang::SourceLocation HandedOver;
  /// The function that has the statement.
  const clang::FunctionDecl *In = nullptr;
  /// The function that it is handed to; null when it is kept right there.
  const clang::FunctionDecl *Callee = nullptr;
  std::optional<UnseenSetter> Unseen;
};

/// What a function does with callables.
struct FlowSummary {
  /// Each callable once per place: of several ways to it, the first seen.
  /// Functions that shuffle very many values around are cut off: of the rest
  /// nothing is known.
  std::vector<Store> Stores;
  void add(Store Kept);
  /// What expressions of the function mean, after all of it was read. Null
  /// when there is no body.
  std::unique_ptr<PathResolver> Paths;
  /// False while the function is being read.
  bool IsWhole = false;
};

/// Answers for all functions of one TU, each computed once.
class ClosureFlow {
public:
  explicit ClosureFlow(const OwnerTypes &Types) : Types(Types) {}

  /// \p Function as written: a pattern for template instances.
  const FlowSummary &of(const clang::FunctionDecl &Function);

  const OwnerTypes &types() const { return Types; }

private:
  friend class FlowWalker;

  const OwnerTypes &Types;
  std::deque<Closure> Closures;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<FlowSummary>>
      Known;
  unsigned Depth = 0;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CLOSUREFLOW_H
