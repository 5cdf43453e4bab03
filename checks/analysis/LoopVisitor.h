//===- LoopVisitor.h - A visitor that knows the loops around it -*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_LOOPVISITOR_H
#define MEMTIDY_ANALYSIS_LOOPVISITOR_H

#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallVector.h"

namespace memtidy {

/// Visits one function. Local classes are left out: their functions are their
/// own.
template <typename Derived>
class LoopVisitor : public clang::RecursiveASTVisitor<Derived> {
  using Visitor = clang::RecursiveASTVisitor<Derived>;

public:
  bool TraverseForStmt(clang::ForStmt *S) {
    return inside(*S, [&] { return Visitor::TraverseForStmt(S); });
  }
  bool TraverseCXXForRangeStmt(clang::CXXForRangeStmt *S) {
    return inside(*S, [&] { return Visitor::TraverseCXXForRangeStmt(S); });
  }
  bool TraverseWhileStmt(clang::WhileStmt *S) {
    return inside(*S, [&] { return Visitor::TraverseWhileStmt(S); });
  }
  bool TraverseDoStmt(clang::DoStmt *S) {
    return inside(*S, [&] { return Visitor::TraverseDoStmt(S); });
  }
  bool TraverseDecl(clang::Decl *D) {
    return (D && llvm::isa<clang::CXXRecordDecl>(D)) ||
           Visitor::TraverseDecl(D);
  }

protected:
  template <typename Function>
  bool inside(const clang::Stmt &Loop, Function Traverse) {
    Loops.push_back(&Loop);
    bool Result = Traverse();
    Loops.pop_back();
    return Result;
  }

  /// Outermost first.
  llvm::SmallVector<const clang::Stmt *, 2> Loops;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_LOOPVISITOR_H
