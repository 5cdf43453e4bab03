//===- CarriedCallables.h - Which callables a value carries -------*- C++
//-*-===//

#ifndef MEMTIDY_ANALYSIS_CARRIEDCALLABLES_H
#define MEMTIDY_ANALYSIS_CARRIEDCALLABLES_H

#include "checks/analysis/ClosureFlow.h"

namespace memtidy {

using CarriedList = llvm::SmallVector<Carried, 2>;

/// Finds the callables in expressions of one function: through conversions,
/// moves, aggregates, heap objects and factories. Learns what local variables
/// carry while the function is walked in source order.
class CarriedCallables {
public:
  CarriedCallables(ClosureFlow &Flow, const PathResolver &Paths,
                   std::deque<Closure> &Closures)
      : Flow(Flow), Types(Flow.types()), Paths(Paths), Closures(Closures) {}

  CarriedList in(const clang::Expr &E) { return in(E, 0); }

  /// Remembers that \p Var carries \p What from now on.
  void add(const clang::VarDecl &Var, const CarriedList &What);

private:
  CarriedList in(const clang::Expr &E, unsigned Depth);
  CarriedList inVariable(const clang::VarDecl &Var) const;
  CarriedList inLambda(const clang::LambdaExpr &Lambda, unsigned Depth);
  CarriedList inCall(const CallView &Call, unsigned Depth);
  CarriedList inConstruction(const CallView &Call, unsigned Depth);
  CarriedList inResult(const CallView &Call, unsigned Depth);
  CarriedList inUnknownMember(const clang::CXXDependentScopeMemberExpr &Member,
                              unsigned Depth);
  CarriedList inArguments(const CallView &Call, unsigned Depth);
  CarriedList madeHere(const clang::Expr &Site, std::optional<Closure> Made);

  ClosureFlow &Flow;
  const OwnerTypes &Types;
  const PathResolver &Paths;
  std::deque<Closure> &Closures;
  llvm::DenseMap<const clang::Expr *, const Closure *> BySite;
  llvm::DenseMap<const clang::VarDecl *, CarriedList> ByVariable;
};

/// Calls \p Visit for each store of parameter number \p Index of \p Callee; a
/// pack at the end takes all arguments from there on.
void followParameter(const FlowSummary &Summary,
                     const clang::FunctionDecl &Callee, unsigned Index,
                     llvm::function_ref<void(const Store &)> Visit);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_CARRIEDCALLABLES_H
