//===- FieldUses.h - Where a TU uses a field --------------------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_FIELDUSES_H
#define MEMTIDY_ANALYSIS_FIELDUSES_H

#include "checks/analysis/OwnerTypes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace memtidy {

/// One access to a field.
struct FieldUse {
  const clang::MemberExpr *Access = nullptr;
  /// The statements and expressions around it, outermost first.
  llvm::SmallVector<const clang::Stmt *, 12> Around;
  /// The function that has it; null in the initialiser of a field or variable.
  const clang::FunctionDecl *In = nullptr;
};

/// A constructor's initialiser of the field.
struct FieldInit {
  const clang::CXXCtorInitializer *Init = nullptr;
  const clang::FunctionDecl *In = nullptr;
};

/// All uses of one field that user code of the TU spells, in source order.
class FieldUses {
public:
  FieldUses(const clang::FieldDecl &Field, const OwnerTypes &Types);

  std::vector<FieldUse> Uses;
  std::vector<FieldInit> Inits;
  /// Places that may use it without naming it as a member of a known object:
  /// pointers to members, code of templates, lists of values for all fields.
  std::vector<clang::SourceLocation> Unclear;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_FIELDUSES_H
