//===- Changes.cpp - May a piece of code change a variable? ---------------===//

#include "checks/analysis/Changes.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"

using namespace clang;
using namespace memtidy;

/// Says of a place whether a change of it is one of what is asked for.
using Matcher = llvm::function_ref<bool(const Place &)>;

static bool roots(const Expr *E, Matcher Matches) {
  std::optional<Place> Named = E ? placeOf(*E) : std::nullopt;
  return Named && Matches(*Named);
}

static bool mayChange(const MemberCall &Call) {
  if (const auto *Written = dyn_cast<CXXMemberCallExpr>(Call.Site))
    if (const CXXMethodDecl *Method = Written->getMethodDecl())
      return !Method->isConst();
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call.Site)) {
    if (const auto *Method =
            dyn_cast_or_null<CXXMethodDecl>(Operator->getDirectCallee()))
      return !Method->isConst();
    return Operator->isAssignmentOp() ||
           Operator->getOperator() == OO_PlusPlus ||
           Operator->getOperator() == OO_MinusMinus;
  }
  // In a template: what only reads has these names everywhere.
  return !llvm::is_contained({"size", "empty", "begin", "end", "cbegin", "cend",
                              "at", "find", "count", "contains", "operator[]",
                              "front", "back", "length"},
                             Call.Name);
}

// Access to elements does not change how many there are.
static bool onlyReaches(const MemberCall &Call) {
  return llvm::is_contained({"begin", "end", "at", "find", "operator[]",
                             "front", "back", "data", "operator*", "operator->",
                             "get", "rbegin", "rend"},
                            Call.Name);
}

static bool bindsMutable(const CallExpr &Call, Matcher Matches) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const unsigned First =
      isa<CXXOperatorCallExpr>(Call) && isa_and_nonnull<CXXMethodDecl>(Callee);
  for (unsigned I = First; I < Call.getNumArgs(); ++I) {
    if (!roots(Call.getArg(I), Matches))
      continue;
    if (!Callee || I - First >= Callee->getNumParams()) {
      if (!Callee)
        return true;
      continue;
    }
    QualType Type = Callee->getParamDecl(I - First)->getType();
    if (Type->isReferenceType() && !Type->getPointeeType().isConstQualified())
      return true;
  }
  return false;
}

static bool changesIn(const Stmt &Code, Matcher Matches, const Stmt *Except);

static bool changesDirectly(const Stmt &S, Matcher Matches) {
  if (const auto *Unary = dyn_cast<UnaryOperator>(&S))
    return (Unary->isIncrementDecrementOp() ||
            Unary->getOpcode() == UO_AddrOf) &&
           roots(Unary->getSubExpr(), Matches);
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S))
    return Binary->isAssignmentOp() && roots(Binary->getLHS(), Matches);
  if (const auto *Declared = dyn_cast<DeclStmt>(&S))
    return llvm::any_of(Declared->decls(), [&](const auto *D) {
      const auto *Var = dyn_cast<VarDecl>(D);
      // A range-for takes its range by a reference of its own.
      return Var && !Var->isImplicit() && Var->getType()->isReferenceType() &&
             !Var->getType()->getPointeeType().isConstQualified() &&
             roots(Var->getInit(), Matches);
    });
  if (const auto *Lambda = dyn_cast<LambdaExpr>(&S))
    return changesIn(*Lambda->getBody(), Matches, nullptr);
  const auto *Call = dyn_cast<CallExpr>(&S);
  if (!Call)
    return false;
  if (std::optional<MemberCall> Member = memberCallOf(*Call))
    if (roots(Member->Object, Matches) && mayChange(*Member) &&
        !onlyReaches(*Member))
      return true;
  return bindsMutable(*Call, Matches);
}

static bool changesIn(const Stmt &Code, Matcher Matches, const Stmt *Except) {
  if (&Code == Except)
    return false;
  if (changesDirectly(Code, Matches))
    return true;
  return llvm::any_of(Code.children(), [&](const Stmt *Child) {
    return Child && changesIn(*Child, Matches, Except);
  });
}

bool memtidy::isChangedIn(const ValueDecl &Decl, const Stmt &Code,
                          const Stmt *Except) {
  // As a whole, or as the root of a field.
  return changesIn(
      Code,
      [&](const Place &Named) {
        return isa<FieldDecl>(Decl)
                   ? llvm::is_contained(Named.Fields, Decl.getCanonicalDecl())
                   : Named.Root == Decl.getCanonicalDecl();
      },
      Except);
}

bool memtidy::isChangedIn(const Place &What, const Stmt &Code) {
  return changesIn(
      Code,
      [&](const Place &Named) {
        const size_t Shared = std::min(Named.Fields.size(), What.Fields.size());
        return Named.Root == What.Root &&
               llvm::ArrayRef(Named.Fields).take_front(Shared) ==
                   llvm::ArrayRef(What.Fields).take_front(Shared);
      },
      nullptr);
}
