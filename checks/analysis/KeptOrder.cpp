//===- KeptOrder.cpp - Fields whose order means something -----------------===//

#include "checks/analysis/KeptOrder.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace memtidy;

namespace {
/// What the declaration and the initialisers of one field do.
struct FieldEffects {
  llvm::SmallPtrSet<const FieldDecl *, 4> Mentions;
  llvm::SmallPtrSet<const VarDecl *, 4> Variables;
  /// Others may see the object: the rest must be as it was.
  bool LetsThisOut = false;
  /// Does something that an observer could order.
  bool IsEffectful = false;
  bool Mutates = false;
};

class EffectReader : public RecursiveASTVisitor<EffectReader> {
public:
  EffectReader(const ASTContext &Context, FieldEffects &Effects)
      : Context(Context), Effects(Effects) {}

  bool VisitMemberExpr(MemberExpr *E) {
    const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl());
    if (!Field)
      return true;
    Effects.Mentions.insert(Field->getCanonicalDecl());
    if (const auto *This =
            dyn_cast<CXXThisExpr>(E->getBase()->IgnoreParenImpCasts()))
      Harmless.insert(This);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *Field = dyn_cast<FieldDecl>(E->getDecl()))
      Effects.Mentions.insert(Field->getCanonicalDecl());
    if (const auto *Variable = dyn_cast<VarDecl>(E->getDecl()))
      Effects.Variables.insert(Variable->getCanonicalDecl());
    return true;
  }

  bool VisitCXXThisExpr(CXXThisExpr *E) {
    Effects.LetsThisOut |= !Harmless.contains(E);
    return true;
  }

  bool VisitUnaryOperator(UnaryOperator *E) {
    Effects.Mutates |= E->isIncrementDecrementOp();
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *E) {
    Effects.Mutates |= E->isAssignmentOp();
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    const CXXConstructorDecl *Callee = E->getConstructor();
    Effects.IsEffectful |= Callee->isUserProvided() && !Callee->isConstexpr() &&
                           !isLibrary(*Callee);
    return true;
  }

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee) {
      Effects.IsEffectful = Effects.Mutates = true;
      return true;
    }
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    const bool IsConst = Method && Method->isConst();
    const bool IsNamed = Callee->getIdentifier() != nullptr;
    if (Callee->isInStdNamespace() && !Method) {
      // A moved-from argument must not be read earlier than before.
      Effects.Mutates |= IsNamed && (Callee->getName() == "move" ||
                                     Callee->getName() == "forward" ||
                                     Callee->getName() == "exchange");
      return true;
    }
    Effects.Mutates |= !IsConst;
    Effects.IsEffectful |=
        !IsConst && !Callee->isConstexpr() && !isLibrary(*Callee);
    return true;
  }

  bool VisitCXXThrowExpr(CXXThrowExpr *) {
    Effects.IsEffectful = true;
    return true;
  }

  // What a template's arguments will make of these is unknown.
  bool VisitCXXUnresolvedConstructExpr(CXXUnresolvedConstructExpr *) {
    Effects.IsEffectful = true;
    return true;
  }
  bool VisitOverloadExpr(OverloadExpr *) {
    Effects.IsEffectful = Effects.Mutates = true;
    return true;
  }
  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
    Effects.LetsThisOut |= E->isImplicitAccess();
    Effects.IsEffectful = true;
    return true;
  }

private:
  /// The standard library constructs without effects that an order shows.
  bool isLibrary(const FunctionDecl &Callee) const {
    return Callee.isInStdNamespace() &&
           Context.getSourceManager().isInSystemHeader(Callee.getLocation());
  }

  const ASTContext &Context;
  FieldEffects &Effects;
  llvm::SmallPtrSet<const Expr *, 8> Harmless;
};

class OrderReader {
public:
  OrderReader(const ASTContext &Context, const CXXRecordDecl &Record)
      : Context(Context), Record(Record) {
    for (const FieldDecl *Field : Record.fields())
      Fields.push_back(Field);
    Effects.resize(Fields.size());
  }

  KeptOrder read() {
    for (unsigned I = 0; I < Fields.size(); ++I)
      readDeclaration(I);
    for (const CXXConstructorDecl *Constructor : Record.ctors())
      readConstructor(*Constructor);
    for (const Decl *D : Record.decls())
      if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
        if (const auto *Constructor =
                dyn_cast<CXXConstructorDecl>(Template->getTemplatedDecl()))
          readConstructor(*Constructor);
    for (unsigned Second = 0; Second < Fields.size(); ++Second)
      for (unsigned First = 0; First < Second; ++First)
        if (isKept(First, Second))
          Result.Pairs.push_back({First, Second});
    return std::move(Result);
  }

private:
  void readDeclaration(unsigned Index) {
    const FieldDecl *Field = Fields[Index];
    // The declaration with its type: decltype and array bounds count, too.
    EffectReader(Context, Effects[Index])
        .TraverseDecl(const_cast<FieldDecl *>(Field));
    Effects[Index].Mentions.erase(Field);
    QualType Type = Field->getType();
    Effects[Index].IsEffectful |= Type.isDestructedType() != QualType::DK_none;
    if (const auto *Class =
            Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl())
      readClass(*Class, Effects[Index]);
    Effects[Index].IsEffectful |= Type->isDependentType() &&
                                  !Type->isPointerType() &&
                                  !Type->isReferenceType();
  }

  static void readClass(const CXXRecordDecl &Class, FieldEffects &Effects) {
    if (!Class.hasDefinition())
      return;
    for (const CXXConstructorDecl *Constructor : Class.ctors())
      Effects.IsEffectful |= Constructor->isDefaultConstructor() &&
                             Constructor->isUserProvided() &&
                             !Constructor->isConstexpr() &&
                             !Class.isInStdNamespace();
    // What runs or unlocks between the lives of its neighbours sees all.
    Effects.LetsThisOut |= isThreadOrGuard(Class.getName());
  }

  static bool isThreadOrGuard(llvm::StringRef Name) {
    static const llvm::StringSet<> Names = {
        "thread",      "jthread",           "lock_guard",
        "unique_lock", "scoped_lock",       "shared_lock",
        "scope_exit",  "scoped_connection", "final_action"};
    return Names.contains(Name) || Name.ends_with("Thread") ||
           Name.ends_with("Guard") || Name.ends_with("Lock") ||
           Name.ends_with("Arena") || Name.ends_with("Connection") ||
           Name.ends_with("ThreadPool") || Name.ends_with("ScopeExit") ||
           Name.ends_with("_buffer_resource") ||
           Name.ends_with("_pool_resource");
  }

  void readConstructor(const CXXConstructorDecl &Constructor) {
    if (Constructor.isImplicit() || Constructor.isDeleted() ||
        Constructor.isExplicitlyDefaulted())
      return;
    const FunctionDecl *Definition = nullptr;
    if (!Constructor.isDefined(Definition)) {
      Result.UnseenConstructor = Constructor.getLocation();
      return;
    }
    for (const CXXCtorInitializer *Init :
         cast<CXXConstructorDecl>(Definition)->inits()) {
      if (!Init->isAnyMemberInitializer() || !Init->isWritten())
        continue;
      auto At = llvm::find(Fields, Init->getAnyMember());
      if (At == Fields.end())
        continue;
      FieldEffects &Effect = Effects[At - Fields.begin()];
      EffectReader(Context, Effect).TraverseStmt(Init->getInit());
    }
  }

  bool isKept(unsigned First, unsigned Second) const {
    const FieldEffects &A = Effects[First];
    const FieldEffects &B = Effects[Second];
    if (A.LetsThisOut || B.LetsThisOut || (A.IsEffectful && B.IsEffectful) ||
        A.Mentions.contains(Fields[Second]) ||
        B.Mentions.contains(Fields[First]))
      return true;
    return (A.Mutates || B.Mutates) &&
           llvm::any_of(A.Variables, [&](const VarDecl *Variable) {
             return B.Variables.contains(Variable);
           });
  }

  const ASTContext &Context;
  const CXXRecordDecl &Record;
  std::vector<const FieldDecl *> Fields;
  std::vector<FieldEffects> Effects;
  KeptOrder Result;
};
} // namespace

KeptOrder memtidy::keptOrderOf(const ASTContext &Context,
                               const CXXRecordDecl &Record) {
  return OrderReader(Context, Record).read();
}
