//===- FieldUses.cpp - Where a TU uses a field ----------------------------===//

#include "checks/analysis/FieldUses.h"
#include "checks/analysis/CallView.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace memtidy;

namespace {
class Finder : public RecursiveASTVisitor<Finder> {
  using Base = RecursiveASTVisitor<Finder>;

public:
  Finder(const FieldDecl &Field, const OwnerTypes &Types, FieldUses &Into)
      : Field(Field), Record(*cast<CXXRecordDecl>(Field.getParent())),
        Types(Types), Into(Into) {}

  bool TraverseDecl(Decl *D) {
    auto *Function = dyn_cast_or_null<FunctionDecl>(D);
    if (!Function)
      return Base::TraverseDecl(D);
    auto Outside = std::exchange(Around, {});
    const FunctionDecl *Outer = std::exchange(In, Function);
    bool Continue = Base::TraverseDecl(D);
    In = Outer;
    Around = std::move(Outside);
    return Continue;
  }

  // No data recursion: the way down is what we want to know.
  bool TraverseStmt(Stmt *S) {
    if (!S)
      return true;
    visitUse(*S);
    Around.push_back(S);
    bool Continue = Base::TraverseStmt(S);
    Around.pop_back();
    return Continue;
  }

  bool TraverseConstructorInitializer(CXXCtorInitializer *Init) {
    if (Init->getAnyMember() == &Field && Init->isWritten())
      Into.Inits.push_back({Init, In});
    return Base::TraverseConstructorInitializer(Init);
  }

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (Ref->getDecl() == &Field)
      Into.Unclear.push_back(Ref->getLocation());
    return true;
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *Member) {
    if (Member->getMember() != Field.getDeclName())
      return true;
    const FieldDecl *Known = dependentField(*Member, Types);
    if (!Known || Known == &Field)
      Into.Unclear.push_back(Member->getMemberLoc());
    return true;
  }
  bool VisitInitListExpr(InitListExpr *List) {
    if (!List->getType().isNull() && List->getNumInits() > 0 &&
        isRecord(List->getType()) && Record.isAggregate())
      Into.Unclear.push_back(List->getBeginLoc());
    return true;
  }
  bool VisitCXXParenListInitExpr(CXXParenListInitExpr *List) {
    if (isRecord(List->getType()))
      Into.Unclear.push_back(List->getBeginLoc());
    return true;
  }
  bool VisitDecompositionDecl(DecompositionDecl *Decl) {
    if (isRecord(Decl->getType()))
      Into.Unclear.push_back(Decl->getLocation());
    return true;
  }

private:
  bool isRecord(QualType Type) const {
    const CXXRecordDecl *Class = viewOf(Type).Record;
    return Class && Class->getCanonicalDecl() == Record.getCanonicalDecl();
  }

  void visitUse(const Stmt &S) {
    const auto *Access = dyn_cast<MemberExpr>(&S);
    // Lists of values are walked in two forms.
    if (Access && Access->getMemberDecl() == &Field &&
        Seen.insert(Access).second)
      Into.Uses.push_back({Access, Around, In});
  }

  const FieldDecl &Field;
  const CXXRecordDecl &Record;
  const OwnerTypes &Types;
  FieldUses &Into;
  llvm::SmallVector<const Stmt *, 12> Around;
  const FunctionDecl *In = nullptr;
  llvm::SmallPtrSet<const MemberExpr *, 16> Seen;
};
} // namespace

FieldUses::FieldUses(const FieldDecl &Field, const OwnerTypes &Types) {
  ASTContext &Context = Field.getASTContext();
  Finder Find(Field, Types, *this);
  forEachUserDecl(Context, [&](Decl &D) { Find.TraverseDecl(&D); });
  const SourceManager &Sources = Context.getSourceManager();
  llvm::sort(Uses, [&](const FieldUse &A, const FieldUse &B) {
    return Sources.isBeforeInTranslationUnit(A.Access->getMemberLoc(),
                                             B.Access->getMemberLoc());
  });
}
