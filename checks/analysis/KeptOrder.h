//===- KeptOrder.h - Fields whose order means something -------------------===//
//
// Members are initialised in the order of their declaration and destroyed in
// the reverse order. Where an initialiser reads another member, has effects
// or lets the object out, or where an object's destructor does work, that
// order is behaviour.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_KEPTORDER_H
#define MEMTIDY_ANALYSIS_KEPTORDER_H

#include "clang/Basic/SourceLocation.h"
#include <utility>
#include <vector>

namespace clang {
class ASTContext;
class CXXRecordDecl;
} // namespace clang

namespace memtidy {

/// What must stay as it is. Indices count the record's fields.
struct KeptOrder {
  /// The first of a pair is declared before the second and stays so.
  std::vector<std::pair<unsigned, unsigned>> Pairs;
  /// A constructor whose initialisers this TU does not show, or invalid.
  clang::SourceLocation UnseenConstructor;
};

/// Reads in-class initialisers, the constructors that the TU defines and the
/// types of the fields. Errs towards keeping.
KeptOrder keptOrderOf(const clang::ASTContext &Context,
                      const clang::CXXRecordDecl &Record);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_KEPTORDER_H
