//===- InlineValues.cpp - What may lie inside, without a box --------------===//

#include "checks/analysis/InlineValues.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

namespace {
enum class Moves { Yes, No, Implicit };
} // namespace

/// What the declared constructors or assignments of \p Record say.
template <typename Range, typename IsMove, typename IsCopy>
static Moves declaredMoves(Range Functions, IsMove Move, IsCopy Copy) {
  Moves Result = Moves::Implicit;
  for (const auto *Function : Functions) {
    if (Function->isImplicit() || (!Move(*Function) && !Copy(*Function)))
      continue;
    // A deleted move is chosen and fails, a deleted copy is not if there is a
    // move.
    if (Move(*Function))
      return Function->isDeleted() ? Moves::No : Moves::Yes;
    Result = Function->isDeleted() ? Moves::No : Moves::Yes;
  }
  return Result;
}

static bool isMovable(QualType Type, unsigned Depth) {
  if (Type.isNull() || Type->isDependentType() || Type.isConstQualified() ||
      Type->isReferenceType() || Type->isAtomicType() || Depth == 0)
    return false;
  if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
    return isMovable(Array->getElementType(), Depth);
  if (Type->isScalarType())
    return true;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record || Record->isUnion())
    return false;
  Moves Constructed = declaredMoves(
      Record->ctors(),
      [](const CXXConstructorDecl &C) { return C.isMoveConstructor(); },
      [](const CXXConstructorDecl &C) { return C.isCopyConstructor(); });
  Moves Assigned = declaredMoves(
      Record->methods(),
      [](const CXXMethodDecl &M) { return M.isMoveAssignmentOperator(); },
      [](const CXXMethodDecl &M) { return M.isCopyAssignmentOperator(); });
  if (Constructed == Moves::No || Assigned == Moves::No)
    return false;
  if (Constructed == Moves::Yes && Assigned == Moves::Yes)
    return true;
  auto MovesInside = [&](const auto &Part) {
    return isMovable(Part.getType(), Depth - 1);
  };
  return llvm::all_of(Record->bases(), MovesInside) &&
         llvm::all_of(Record->fields(),
                      [&](const FieldDecl *F) { return MovesInside(*F); });
}

bool memtidy::isMovable(QualType Type) { return ::isMovable(Type, 6); }

bool memtidy::isStandardClass(QualType Type) {
  if (const CXXRecordDecl *Record = Type->getAsCXXRecordDecl())
    return Record->isInStdNamespace();
  const auto *Written = Type->getAs<TemplateSpecializationType>();
  const TemplateDecl *Template =
      Written ? Written->getTemplateName().getAsTemplateDecl() : nullptr;
  return Template && Template->isInStdNamespace();
}

/// Calls \p Visit for the classes that \p Type and its template arguments
/// name; not behind pointers, which need no complete class.
static bool anyClassIn(QualType Type,
                       llvm::function_ref<bool(const CXXRecordDecl &)> Visit) {
  Type = QualType(Type->getBaseElementTypeUnsafe(), 0);
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (Visit(*Record))
    return true;
  return llvm::any_of(viewOf(Type).Args, [&](QualType Argument) {
    return anyClassIn(Argument, Visit);
  });
}

bool memtidy::isCompleteAt(const ASTContext &Context, QualType Type,
                           const ValueDecl &Value) {
  const SourceManager &Sources = Context.getSourceManager();
  const auto *Owner = dyn_cast<CXXRecordDecl>(Value.getDeclContext());
  const SourceLocation Here = Value.getLocation();
  return !anyClassIn(Type, [&](const CXXRecordDecl &Record) {
    if (Record.isInStdNamespace())
      return false;
    if (Owner && patternOf(Record).getCanonicalDecl() ==
                     patternOf(*Owner).getCanonicalDecl())
      return true;
    const CXXRecordDecl *Definition = patternOf(Record).getDefinition();
    if (!Definition ||
        !Sources.isBeforeInTranslationUnit(Definition->getEndLoc(), Here))
      return true;
    return llvm::any_of(Definition->redecls(), [&](const auto *Other) {
      return Other != Definition &&
             Sources.isWrittenInSameFile(Other->getLocation(), Here) &&
             !Sources.isWrittenInSameFile(Definition->getLocation(), Here);
    });
  });
}

bool memtidy::isExactType(QualType Type) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return true;
  Record = Record->getDefinition();
  return Record && (!Record->isPolymorphic() || Record->isEffectivelyFinal());
}

namespace {
/// Looks for a `this` that is more than the object of a member access.
class ThisFinder : public RecursiveASTVisitor<ThisFinder> {
public:
  bool Found = false;

  bool VisitCXXThisExpr(CXXThisExpr *This) {
    Found |= !This->isImplicit() && !Accesses.contains(This);
    return !Found;
  }
  bool VisitMemberExpr(MemberExpr *Member) {
    Accesses.insert(Member->getBase()->IgnoreParenImpCasts());
    return true;
  }
  // `*this` is as harmless as the object: it is copied or returned.
  bool VisitUnaryOperator(UnaryOperator *Operator) {
    if (Operator->getOpcode() == UO_Deref)
      Accesses.insert(Operator->getSubExpr()->IgnoreParenImpCasts());
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    Found |= llvm::any_of(Lambda->captures(), [](const LambdaCapture &C) {
      return C.getCaptureKind() == LCK_This;
    });
    return !Found;
  }

private:
  llvm::SmallPtrSet<const Expr *, 16> Accesses;
};
} // namespace

bool memtidy::mayLetThisOut(QualType Type) {
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record || Record->isInStdNamespace())
    return false;
  ThisFinder Finder;
  return forEachBase(*Record, [&](const CXXRecordDecl &Class) {
    if (Class.isInStdNamespace())
      return false;
    for (const Decl *Member : patternOf(Class).decls()) {
      const auto *Method = dyn_cast<CXXMethodDecl>(Member);
      if (!Method || Method->isImplicit() || Method->isDefaulted() ||
          Method->isDeleted())
        continue;
      const FunctionDecl *Body = definitionOf(*Method);
      if (!Body)
        return true;
      Finder.TraverseDecl(const_cast<FunctionDecl *>(Body));
    }
    return Finder.Found;
  });
}
