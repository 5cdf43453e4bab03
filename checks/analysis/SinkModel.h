//===- SinkModel.h - What a call does with a callable -------------*- C++
//-*-===//
//
// Answers for calls whose body is not seen, or need not be: annotations, the
// model of libraries, containers, and setters of objects that have a field of
// the right type.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_SINKMODEL_H
#define MEMTIDY_ANALYSIS_SINKMODEL_H

#include "checks/analysis/ClosureFlow.h"

namespace memtidy {

/// What becomes of one argument.
struct Sink {
  /// False: called and let go of.
  bool Keeps = false;
  StoreKind Kind = StoreKind::Assigned;
  unsigned Inferences = 0;
  /// The function that keeps it; may be null.
  const clang::FunctionDecl *Callee = nullptr;
  unsigned Parameter = 0; ///< Of the callee.
  /// Who keeps it: this object, or this argument, or else the object of the
  /// call.
  std::optional<AccessPath> Place;
  std::optional<unsigned> Argument;
  /// Where in that object.
  llvm::SmallVector<Hop, 1> Inside;
};

/// Returns what \p Call, made in \p Caller, does with its argument \p Index;
/// nullopt when the bodies of its callees tell.
std::optional<Sink> sinkOf(const CallView &Call, unsigned Index,
                           const OwnerTypes &Types,
                           const clang::FunctionDecl &Caller);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_SINKMODEL_H
