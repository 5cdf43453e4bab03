//===- SequenceMaker.cpp - Functions that return what they build ----------===//

#include "checks/analysis/Changes.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/SequenceResults.h"
#include "checks/analysis/TypeView.h"
#include "checks/model/QualifiedName.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace memtidy;

static bool isLock(QualType Type) {
  static const llvm::StringSet<> Names = {
      "lock_guard", "unique_lock",  "scoped_lock",     "shared_lock",
      "MutexLock",  "QMutexLocker", "ReaderMutexLock", "WriterMutexLock",
      "AutoLock",   "Locker",       "upgrade_lock",    "recursive_lock"};
  return Names.contains(bareName(viewOf(Type).Name));
}

namespace {
/// Looks for what makes a function more than a sequence of elements.
class BodyWalk : public RecursiveASTVisitor<BodyWalk> {
public:
  explicit BodyWalk(const FunctionDecl &Function) : Function(Function) {}

  llvm::SmallVector<const ReturnStmt *, 2> Returns;
  llvm::SmallVector<const CXXThrowExpr *, 2> Throws;
  bool NeedsWhole = false;
  bool ReadsGlobals = false;

  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseDecl(Decl *D) {
    return D && isa<CXXRecordDecl>(D) ? true
                                      : RecursiveASTVisitor::TraverseDecl(D);
  }
  bool VisitReturnStmt(ReturnStmt *S) {
    Returns.push_back(S);
    return true;
  }
  bool VisitVarDecl(VarDecl *Var) {
    NeedsWhole |= isLock(Var->getType());
    return true;
  }
  bool VisitCXXThrowExpr(CXXThrowExpr *Throw) {
    Throws.push_back(Throw);
    return true;
  }
  bool VisitCXXTryStmt(CXXTryStmt *) { return NeedsWhole = true; }
  bool VisitCoroutineBodyStmt(CoroutineBodyStmt *) { return NeedsWhole = true; }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    ReadsGlobals |= Var && !Var->hasLocalStorage() && !Var->isConstexpr() &&
                    !Var->getType().isConstQualified();
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    NeedsWhole |=
        Callee && Callee->getCanonicalDecl() == Function.getCanonicalDecl();
    // Locks without a guard.
    if (Callee && Callee->getIdentifier())
      NeedsWhole |= Callee->getName() == "lock" ||
                    Callee->getName() == "pthread_mutex_lock";
    return true;
  }

private:
  const FunctionDecl &Function;
};
} // namespace

/// May somebody else rely on the type that the function returns?
static bool isInterface(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  return (Method && (Method->isVirtual() || Method->getParent()->isLambda())) ||
         Function.isExternC() || Function.isMain() ||
         Function.hasAttr<DLLExportAttr>() ||
         Function.hasAttr<VisibilityAttr>() || Function.hasAttr<UsedAttr>() ||
         Function.isOverloadedOperator() || isa<CXXConversionDecl>(Function);
}

static bool isEmptyValue(const Expr *Value) {
  if (!Value)
    return false;
  const Expr *Core = Value->IgnoreImplicit();
  if (const auto *List = dyn_cast<InitListExpr>(Core))
    return List->getNumInits() == 0;
  const auto *Made = dyn_cast<CXXConstructExpr>(Core);
  return Made && Made->getNumArgs() == 0;
}

bool memtidy::isPlainSequence(QualType Type, const ContainerType &Traits) {
  const std::string Name = viewOf(Type).Name;
  return Name == "std::vector" || Name == "std::deque" || Name == "std::list" ||
         (Traits.Kind == ContainerKind::Vector && Name != "std::basic_string");
}

static bool isSet(const SequenceUse &Use) {
  return !Use.Traits.HasKeys && (Use.Traits.Kind == ContainerKind::Nodes ||
                                 Use.Traits.Kind == ContainerKind::HashNodes ||
                                 Use.Traits.Kind == ContainerKind::HashTable);
}

/// Does the function return behind \p Fill, so that there is one element only?
static bool returnsBehind(const Stmt &Code, const Stmt &Fill) {
  const Stmt *Before = nullptr;
  for (const Stmt *Child : Code.children()) {
    if (!Child)
      continue;
    const auto *E = dyn_cast_or_null<Expr>(Before);
    if (isa<CompoundStmt>(Code) && E && &bare(*E) == &Fill &&
        isa<ReturnStmt>(*Child))
      return true;
    if (returnsBehind(*Child, Fill))
      return true;
    Before = Child;
  }
  return false;
}

/// Does \p Function give more than its result to its caller? Of a stream, what
/// is read is gone in any case.
static bool hasOtherResults(const FunctionDecl &Function) {
  return llvm::any_of(Function.parameters(), [&](const ParmVarDecl *Param) {
    const QualType Type = Param->getType();
    return (Type->isLValueReferenceType() || Type->isPointerType()) &&
           !Type->getPointeeType().isConstQualified() &&
           !llvm::StringRef(viewOf(Type->getPointeeType()).Name)
                .ends_with("stream") &&
           isChangedIn(*Param, *Function.getBody());
  });
}

std::unique_ptr<SequenceMaker> memtidy::makerIn(const FunctionDecl &Function,
                                                SequenceUses &Uses) {
  if (Function.isDependentContext() || isInterface(Function) ||
      !Function.getReturnType()->isRecordType() ||
      Function.getReturnType().isConstQualified())
    return nullptr;
  const ASTContext &Context = Function.getASTContext();
  for (const SequenceUse &Use : Uses.of(Function)) {
    if (!Use.Local || Use.LocalIn || !Use.LocalLoops.empty() ||
        !(isPlainSequence(Use.Type, Use.Traits) || isSet(Use)) ||
        !Context.hasSameUnqualifiedType(Use.Type, Function.getReturnType()) ||
        llvm::none_of(Use.Ops, [](const SequenceOp &Op) {
          return Op.Kind == UseKind::Returned;
        }))
      continue;
    auto Maker = std::make_unique<SequenceMaker>();
    Maker->Function = &Function;
    Maker->Use = Use;
    // An early `return Result;` between two fills ends the sequence there.
    llvm::SmallVector<const Stmt *, 2> Ends;
    llvm::erase_if(Maker->Use.Ops, [&](const SequenceOp &Op) {
      if (Op.Kind == UseKind::Returned && !Op.In)
        Ends.push_back(Op.Site);
      return Op.Kind == UseKind::Returned && !Op.In;
    });
    std::optional<SequenceBuild> Build =
        buildOf(Maker->Use, *Function.getBody(), Context, 0);
    if (!Build || !Build->Rest.empty())
      return nullptr;
    BodyWalk Walk(Function);
    Walk.TraverseStmt(Function.getBody());
    const bool ReturnsIt = llvm::all_of(Walk.Returns, [&](const auto *Return) {
      return llvm::is_contained(Ends, Return) ||
             isEmptyValue(Return->getRetValue());
    });
    if (Walk.NeedsWhole || !ReturnsIt || hasOtherResults(Function))
      return nullptr;
    if (llvm::all_of(Build->Fills, [&](const SequenceOp *Fill) {
          return returnsBehind(*Function.getBody(), *Fill->Site);
        }))
      return nullptr;
    Maker->Build = std::move(*Build);
    Maker->Returns = std::move(Walk.Returns);
    Maker->ReadsGlobals = Walk.ReadsGlobals;
    const TripCount Trips =
        loopContextOf(*Maker->Build.Loop, *Function.getBody(), Context).Trips;
    if (Trips.Form == TripForm::Constant)
      Maker->AtMost = Trips.Times;
    Maker->MayReject = llvm::any_of(Walk.Throws, [&](const Expr *Throw) {
      return hasInside(*Maker->Build.Loop, *Throw);
    });
    return Maker;
  }
  return nullptr;
}
