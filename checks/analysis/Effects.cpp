//===- Effects.cpp - What evaluating code does beyond giving a value ------===//

#include "checks/analysis/Effects.h"
#include "checks/analysis/StdAlgorithm.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace memtidy;

/// Bodies of callees are followed this deep.
static constexpr unsigned MaxDepth = 2;

/// Members that exist in a const and a non-const version and change nothing.
static bool hasAccessorName(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {
      "begin", "end",  "rbegin", "rend",       "front",       "back",
      "at",    "data", "find",   "get",        "lower_bound", "upper_bound",
      "value", "top",  "first",  "equal_range"};
  return Names.contains(Name);
}

/// The `get` of a stream changes it: there is none that is const.
static bool isAccessor(const CXXMethodDecl &Method) {
  return Method.getIdentifier() && hasAccessorName(Method.getName()) &&
         llvm::any_of(Method.getParent()->lookup(Method.getDeclName()),
                      [](const NamedDecl *Twin) {
                        const auto *Other = dyn_cast_or_null<CXXMethodDecl>(
                            Twin->getUnderlyingDecl()->getAsFunction());
                        return Other && Other->isConst();
                      });
}

static bool isWritable(QualType Param) {
  return Param->isLValueReferenceType() &&
         !Param.getNonReferenceType().isConstQualified();
}

namespace {
class EffectWalk : public RecursiveASTVisitor<EffectWalk> {
public:
  EffectWalk(const ASTContext &Context, unsigned Depth)
      : Context(Context), Depth(Depth) {}

  Effects Result;

  bool VisitVarDecl(VarDecl *Var) {
    Own.insert(Var);
    if (Var->isStaticLocal() && Var->getInit())
      note(Effect::Writes, *Var->getInit());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->isIncrementDecrementOp())
      noteWrite(*E->getSubExpr(), *E);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isAssignmentOp())
      noteWrite(*E->getLHS(), *E);
    return true;
  }
  bool VisitCXXNewExpr(CXXNewExpr *E) {
    note(Effect::Opaque, *E);
    Result.MayThrow = true;
    return true;
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *E) { return note(Effect::Writes, *E); }
  bool VisitCXXThrowExpr(CXXThrowExpr *E) {
    Result.MayThrow = true;
    return note(Effect::Writes, *E);
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    return note(Effect::Writes, *E);
  }
  bool VisitGCCAsmStmt(GCCAsmStmt *S) { return note(Effect::Writes, *S); }
  bool VisitAtomicExpr(AtomicExpr *E) { return note(Effect::Writes, *E); }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    const CXXConstructorDecl *Made = E->getConstructor();
    noteThrow(*Made);
    if (!Made->isTrivial() && !Made->isImplicit() && !isWithinStd(*Made))
      noteConstruction(*Made, *E);
    noteArguments(*Made, llvm::ArrayRef(E->getArgs(), E->getNumArgs()), *E);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee) {
      Result.MayThrow = true;
      return note(Effect::Opaque, *E);
    }
    noteThrow(*Callee);
    noteCall(*Callee, *E);
    return true;
  }

private:
  bool note(Effect What, const Stmt &Where) {
    Effects Found;
    Found.What = What;
    Found.Where = &Where;
    Found.CallsUnseen = What == Effect::Opaque;
    if (What == Effect::Writes)
      Found.Written.push_back(nullptr);
    Result.join(Found);
    return true;
  }

  void noteThrow(const FunctionDecl &Callee) {
    const auto *Type = Callee.getType()->getAs<FunctionProtoType>();
    Result.MayThrow |= !Type || !Type->isNothrow();
  }

  void noteWrite(const Expr &Target, const Stmt &Where) {
    const Expr &Root = rootOf(Target);
    if (isOwn(Root))
      return;
    const ValueDecl *Named = nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&Root))
      Named = Ref->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(&Root);
             Member && isa<CXXThisExpr>(Member->getBase()->IgnoreParenCasts()))
      Named = Member->getMemberDecl();
    Effects Found;
    Found.What = Effect::Writes;
    Found.Where = &Where;
    Found.Written.push_back(Named);
    Result.join(Found);
  }

  /// Returns the variable, or whatever else, that \p E is a part of.
  static const Expr &rootOf(const Expr &E) {
    const Expr *At = E.IgnoreParenCasts();
    while (true) {
      if (const auto *Member = dyn_cast<MemberExpr>(At);
          Member && !Member->isArrow())
        At = Member->getBase()->IgnoreParenCasts();
      else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(At);
               Element &&
               Element->getBase()->IgnoreImpCasts()->getType()->isArrayType())
        At = Element->getBase()->IgnoreParenCasts();
      else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(At);
               Call && (Call->getOperator() == OO_Subscript || isChain(*Call)))
        At = Call->getArg(0)->IgnoreParenCasts();
      else
        return *At;
    }
  }

  /// `Out << X` is Out again.
  static bool isChain(const CXXOperatorCallExpr &Call) {
    return (Call.getOperator() == OO_LessLess ||
            Call.getOperator() == OO_GreaterGreater) &&
           Call.isLValue();
  }

  /// Is \p Root an object that the code made itself?
  bool isOwn(const Expr &Root) const {
    if (isa<MaterializeTemporaryExpr, CXXConstructExpr>(Root))
      return true;
    const auto *Ref = dyn_cast<DeclRefExpr>(&Root);
    return Ref && Own.contains(Ref->getDecl()) &&
           !Ref->getDecl()->getType()->isReferenceType();
  }

  void noteArguments(const FunctionDecl &Callee,
                     llvm::ArrayRef<const Expr *> Args, const Stmt &Where) {
    for (unsigned I = 0; I < Callee.getNumParams() && I < Args.size(); ++I)
      if (isWritable(Callee.getParamDecl(I)->getType()))
        noteWrite(*Args[I], Where);
  }

  void noteCall(const FunctionDecl &Callee, const CallExpr &E) {
    if (Callee.getBuiltinID() || Callee.hasAttr<ConstAttr>() ||
        Callee.hasAttr<PureAttr>())
      return;
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    const bool OnObject = Method && Method->isInstance();
    if (OnObject)
      noteReceiver(*Method, E);
    if (isWithinStd(Callee))
      return noteStdCall(Callee, E, OnObject);
    llvm::ArrayRef<const Expr *> Args(E.getArgs(), E.getNumArgs());
    if (OnObject && isa<CXXOperatorCallExpr>(E))
      Args = Args.drop_front();
    if (noteBody(Callee, E))
      return;
    note(Effect::Opaque, E);
    noteArguments(Callee, Args, E);
  }

  void noteReceiver(const CXXMethodDecl &Method, const CallExpr &E) {
    if (Method.isConst() || Method.getParent()->isLambda())
      return;
    const bool Reads = Method.getOverloadedOperator() == OO_Subscript ||
                       Method.getOverloadedOperator() == OO_Star ||
                       Method.getOverloadedOperator() == OO_Arrow ||
                       isAccessor(Method);
    if (Reads && (isWithinStd(Method) || !Method.hasBody()))
      return;
    // Of the library, only what it promises counts.
    if (!isWithinStd(Method) && bodyOf(Method))
      return;
    noteObject(E);
  }

  /// The object that \p E is called on is changed.
  void noteObject(const CallExpr &E) {
    const auto *Member = dyn_cast<MemberExpr>(E.getCallee()->IgnoreParens());
    const bool IsPointee = Member && Member->isArrow() &&
                           !isa<CXXThisExpr>(Member->getBase()->IgnoreParens());
    const Expr *Object = objectOf(E);
    if (IsPointee)
      note(Effect::Writes, E);
    else if (Object)
      noteWrite(*Object, E);
  }

  static const Expr *objectOf(const CallExpr &E) {
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&E))
      return Call->getImplicitObjectArgument();
    return E.getNumArgs() ? E.getArg(0) : nullptr;
  }

  void noteStdCall(const FunctionDecl &Callee, const CallExpr &E,
                   bool OnObject) {
    // Whatever a std::function holds is called.
    if (OnObject && Callee.getOverloadedOperator() == OO_Call &&
        viewOf(objectOf(E)->getType()).Name == "std::function")
      note(Effect::Opaque, E);
    if (OnObject)
      return;
    static const llvm::StringSet<> Readers = {
        "begin", "end",   "cbegin",   "cend",      "rbegin", "rend",
        "get",   "min",   "max",      "data",      "size",   "forward",
        "ref",   "clamp", "as_const", "addressof", "get_if", "visit"};
    if (Callee.getIdentifier() && Readers.contains(Callee.getName()))
      return;
    if (Callee.getReturnType()->isVoidType() ||
        (Callee.getIdentifier() && Callee.getName() == "move"))
      for (const Expr *Arg : E.arguments())
        noteWrite(*Arg, E);
    noteArguments(Callee, llvm::ArrayRef(E.getArgs(), E.getNumArgs()), E);
  }

  void noteConstruction(const CXXConstructorDecl &Made, const Expr &E) {
    const FunctionDecl *Definition = bodyOf(Made);
    if (!Definition) {
      note(Effect::Opaque, E);
      return;
    }
    EffectWalk Inner(Context, Depth + 1);
    for (const ParmVarDecl *Param : Definition->parameters())
      Inner.Own.insert(Param);
    for (const CXXCtorInitializer *Init :
         cast<CXXConstructorDecl>(Definition)->inits())
      if (Init->isWritten())
        Inner.TraverseStmt(Init->getInit());
    Inner.TraverseStmt(Definition->getBody());
    // Its own fields are nobody else's yet.
    llvm::erase_if(Inner.Result.Written,
                   [](const ValueDecl *D) { return D && isa<FieldDecl>(D); });
    if (!Inner.Result.Written.empty())
      note(Effect::Writes, E);
    else if (Inner.Result.CallsUnseen)
      note(Effect::Opaque, E);
  }

  /// Returns the definition that can be looked into, or null.
  const FunctionDecl *bodyOf(const FunctionDecl &Callee) const {
    const FunctionDecl *Definition = nullptr;
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    if (Depth >= MaxDepth || (Method && Method->isVirtual()) ||
        !Callee.hasBody(Definition) || Definition->isDependentContext())
      return nullptr;
    return Definition;
  }

  /// Looks into the body. Returns false when there is none to look at.
  bool noteBody(const FunctionDecl &Callee, const CallExpr &E) {
    const FunctionDecl *Definition = bodyOf(Callee);
    if (!Definition)
      return false;
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    EffectWalk Inner(Context, Depth + 1);
    for (const ParmVarDecl *Param : Definition->parameters())
      Inner.Own.insert(Param);
    Inner.TraverseStmt(Definition->getBody());
    const bool ToObject =
        Method && Method->isInstance() && !Inner.Result.Written.empty() &&
        llvm::all_of(Inner.Result.Written,
                     [](const ValueDecl *D) { return D && isa<FieldDecl>(D); });
    if (ToObject)
      noteObject(E);
    else if (Inner.Result.What != Effect::None)
      note(Inner.Result.What, E);
    return true;
  }

  const ASTContext &Context;
  const unsigned Depth;
  llvm::SmallPtrSet<const ValueDecl *, 8> Own;
};

class MentionWalk : public RecursiveASTVisitor<MentionWalk> {
public:
  explicit MentionWalk(const ValueDecl &Wanted) : Wanted(Wanted) {}

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Found |= E->getDecl()->getCanonicalDecl() == Wanted.getCanonicalDecl();
    return !Found;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    Found |=
        E->getMemberDecl()->getCanonicalDecl() == Wanted.getCanonicalDecl();
    return !Found;
  }

  bool Found = false;

private:
  const ValueDecl &Wanted;
};
} // namespace

Effects memtidy::effectsOf(const Stmt &Code, const ASTContext &Context) {
  EffectWalk Walk(Context, 0);
  Walk.TraverseStmt(const_cast<Stmt *>(&Code));
  return Walk.Result;
}

bool memtidy::mentions(const Stmt &Code, const ValueDecl &Decl) {
  MentionWalk Walk(Decl);
  Walk.TraverseStmt(const_cast<Stmt *>(&Code));
  return Walk.Found;
}

bool memtidy::isSameExpr(const Expr &One, const Expr &Other,
                         const ASTContext &Context) {
  llvm::FoldingSetNodeID Left, Right;
  One.IgnoreParenImpCasts()->Profile(Left, Context, /*Canonical=*/true);
  Other.IgnoreParenImpCasts()->Profile(Right, Context, /*Canonical=*/true);
  return Left == Right;
}
