//===- HoistLocal.cpp - Make a local once, before the loop ----------------===//

#include "checks/edits/HoistLocal.h"
#include "checks/analysis/LoopContext.h"
#include "checks/edits/InsertLine.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

namespace {
/// Looks for another meaning of a name in a function.
class NameFinder : public RecursiveASTVisitor<NameFinder> {
public:
  explicit NameFinder(const VarDecl &Var) : Var(Var) {}

  bool IsTaken = false;
  bool HasTypes = false;

  bool VisitNamedDecl(NamedDecl *D) {
    IsTaken |= D != &Var && D->getDeclName() == Var.getDeclName();
    HasTypes |= isa<TypeDecl>(D) && !D->isImplicit();
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) { return look(*Ref->getDecl()); }
  bool VisitMemberExpr(MemberExpr *Member) {
    return !Member->isImplicitAccess() || look(*Member->getMemberDecl());
  }

private:
  bool look(const ValueDecl &D) {
    IsTaken |= &D != &Var && D.getDeclName() == Var.getDeclName();
    return true;
  }

  const VarDecl &Var;
};
} // namespace

static bool hasLabel(const Stmt &Code) {
  return isa<LabelStmt>(Code) ||
         llvm::any_of(Code.children(), [](const Stmt *Child) {
           return Child && hasLabel(*Child);
         });
}

/// Would a jump go past a declaration in \p Block?
static bool isJumpedInto(const CompoundStmt &Block, const Stmt &Function) {
  return llvm::any_of(Block.body(),
                      [](const Stmt *S) { return isa<SwitchCase>(S); }) ||
         hasLabel(Function);
}

static llvm::StringRef whyNot(const HoistPlan &Plan) {
  if (!Plan.Declared->isSingleDecl())
    return "the statement declares something else, too";
  const CompoundStmt *Block = blockOf(*Plan.Function, *Plan.Loop);
  if (!Block)
    return "the loop is not in a block";
  if (isJumpedInto(*Block, *Plan.Function))
    return "a jump may go past the declaration";
  NameFinder Names(*Plan.Var);
  Names.TraverseStmt(const_cast<Stmt *>(Plan.Function));
  if (Names.IsTaken)
    return "its name has another meaning outside the loop";
  return Names.HasTypes ? "its type may be one of the loop" : "";
}

EditPlan memtidy::hoistLocal(const HoistPlan &Plan, const ASTContext &Context) {
  EditPlan Result;
  if (llvm::StringRef Why = whyNot(Plan); !Why.empty()) {
    Result.refuse(Why, Plan.Var->getLocation());
    return Result;
  }
  std::optional<CharSourceRange> Written =
      editableRange(Context, Plan.Declared->getSourceRange());
  llvm::StringRef Text =
      Written ? sourceText(Context, *Written) : llvm::StringRef();
  if (!Text.ends_with(";") || Text.contains('\n')) {
    Result.refuse("the declaration is not on one line",
                  Plan.Var->getLocation());
    return Result;
  }
  Result = insertLinesBefore(
      *Plan.Loop, Plan.Declaration.empty() ? Text.str() : Plan.Declaration,
      Plan.Index, Context);
  if (!Result.isRefused())
    Result.Edits.push_back({*Written, Plan.Emptied});
  return Result;
}

EditPlan memtidy::makeStaticConst(const DeclStmt &Declared, const VarDecl &Var,
                                  const ASTContext &Context) {
  EditPlan Result;
  const SourceLocation Begin = Declared.getBeginLoc();
  if (!Declared.isSingleDecl() || Begin.isMacroID()) {
    Result.refuse("the statement declares something else, too", Begin);
    return Result;
  }
  Result.Edits.push_back(
      {CharSourceRange::getCharRange(Begin, Begin),
       Var.getType().isConstQualified() ? "static " : "static const "});
  return Result;
}

EditPlan memtidy::viewSubstr(const CXXMemberCallExpr &Call, const VarDecl *Var,
                             const ASTContext &Context) {
  EditPlan Result;
  const auto *Member =
      dyn_cast<MemberExpr>(Call.getCallee()->IgnoreParenImpCasts());
  std::optional<CharSourceRange> Object = editableRange(
      Context, Call.getImplicitObjectArgument()->getSourceRange());
  if (!Member || Member->isArrow() || !Object) {
    Result.refuse("the string has no simple name", Call.getBeginLoc());
    return Result;
  }
  if (Var) {
    std::optional<CharSourceRange> Type =
        editableRange(Context, Var->getTypeSourceInfo()
                                   ->getTypeLoc()
                                   .getUnqualifiedLoc()
                                   .getSourceRange());
    if (!Type) {
      Result.refuse("a macro is in the way", Var->getLocation());
      return Result;
    }
    if (!Var->getType()->getAs<AutoType>())
      Result.Edits.push_back({*Type, "std::string_view"});
  }
  const SourceLocation Begin = Object->getBegin(), End = Object->getEnd();
  Result.Edits.push_back(
      {CharSourceRange::getCharRange(Begin, Begin), "std::string_view("});
  Result.Edits.push_back({CharSourceRange::getCharRange(End, End), ")"});
  return Result;
}
