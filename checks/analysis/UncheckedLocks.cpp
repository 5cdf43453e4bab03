//===- UncheckedLocks.cpp - Asking a weak pointer twice -------------------===//

#include "checks/analysis/UncheckedLocks.h"
#include "checks/analysis/AccessPath.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace memtidy;

namespace {
/// A call of a weak pointer's function.
struct WeakCall {
  const Expr *Call = nullptr;
  const Expr *Weak = nullptr;
  AccessPath Path;
};

/// What a condition says about a weak pointer.
struct Question {
  WeakCall Asked;
  /// The answer when the object was there.
  bool WhenThere = true;
};
} // namespace

static std::optional<WeakCall> weakCall(const Expr &Raw, llvm::StringRef Name,
                                        const PathResolver &Paths,
                                        const OwnerTypes &Types) {
  const Expr &E = stripped(Raw);
  std::optional<CallView> Call = callViewOf(E, Types);
  if (!Call || Call->bareName() != Name || !Call->Receiver ||
      !Call->Args.empty() ||
      roleOf(stripped(*Call->Receiver), Types) != Role::Weak)
    return std::nullopt;
  std::optional<AccessPath> Path = Paths.pathOf(*Call->Receiver);
  if (!Path)
    return std::nullopt;
  return WeakCall{&E, Call->Receiver, std::move(*Path)};
}

// The expression whose object is used without a look at it: p in p->x and *p.
static const Expr *dereferenced(const Expr &E) {
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E))
    if ((Call->getOperator() == OO_Arrow || Call->getOperator() == OO_Star) &&
        Call->getNumArgs() == 1)
      return Call->getArg(0);
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(&E))
    if (!Member->isImplicitAccess() && Member->isArrow())
      return Member->getBase();
  if (const auto *Unary = dyn_cast<UnaryOperator>(&E))
    if (Unary->getOpcode() == UO_Deref)
      return Unary->getSubExpr();
  return nullptr;
}

static bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  if (const auto *E = dyn_cast_or_null<Expr>(S))
    return isa<CXXThrowExpr>(E->IgnoreImplicit());
  return S && (isa<ReturnStmt>(S) || isa<BreakStmt>(S) || isa<ContinueStmt>(S));
}

namespace {
/// Is a variable dereferenced, and never looked at?
class LookFinder : public RecursiveASTVisitor<LookFinder> {
public:
  explicit LookFinder(const VarDecl &Var) : Var(Var) {}

  bool VisitExpr(Expr *E) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      Uses += Ref->getDecl() == &Var;
    if (const Expr *Object = dereferenced(*E))
      if (const auto *Ref = dyn_cast<DeclRefExpr>(&stripped(*Object)))
        Dereferences += Ref->getDecl() == &Var;
    return true;
  }

  bool neverLooks() const { return Uses > 0 && Uses == Dereferences; }

private:
  const VarDecl &Var;
  unsigned Uses = 0, Dereferences = 0;
};

/// Finds the locks of one weak pointer that nobody checks.
class LockFinder : public RecursiveASTVisitor<LockFinder> {
public:
  LockFinder(const PathResolver &Paths, const OwnerTypes &Types,
             const Stmt &Body)
      : Paths(Paths), Types(Types), Body(Body) {}

  bool VisitExpr(Expr *E) {
    if (const Expr *Object = dereferenced(*E))
      add(*Object);
    return true;
  }

  bool VisitVarDecl(VarDecl *Var) {
    if (!Var->getInit() || Var->isInitCapture() || isa<ParmVarDecl>(Var))
      return true;
    LookFinder Looks(*Var);
    Looks.TraverseStmt(const_cast<Stmt *>(&Body));
    if (Looks.neverLooks())
      add(*Var->getInit());
    return true;
  }

  std::vector<WeakCall> Found;

private:
  void add(const Expr &E) {
    if (std::optional<WeakCall> Lock = weakCall(E, "lock", Paths, Types))
      Found.push_back(std::move(*Lock));
  }

  const PathResolver &Paths;
  const OwnerTypes &Types;
  const Stmt &Body;
};

/// Finds questions and looks at what runs when the answer was yes.
class QuestionFinder : public RecursiveASTVisitor<QuestionFinder> {
public:
  QuestionFinder(const FunctionDecl &Function, const OwnerTypes &Types)
      : Context(Function.getASTContext()), Types(Types), Paths(Types, Function),
        Body(*Function.getBody()) {}

  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }

  bool VisitIfStmt(IfStmt *If) {
    // An assertion says that nothing can go in between.
    if (!If->getBeginLoc().isMacroID() && !If->hasVarStorage())
      for (const Question &Q : questionsIn(*If->getCond()))
        look(Q, Q.WhenThere ? If->getThen() : If->getElse());
    return true;
  }

  bool VisitConditionalOperator(ConditionalOperator *Choice) {
    if (!Choice->getBeginLoc().isMacroID())
      for (const Question &Q : questionsIn(*Choice->getCond()))
        look(Q, Q.WhenThere ? Choice->getTrueExpr() : Choice->getFalseExpr());
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *Operator) {
    bool IsAnd = Operator->getOpcode() == BO_LAnd;
    if (IsAnd || Operator->getOpcode() == BO_LOr)
      for (const Question &Q : questionsIn(*Operator->getLHS()))
        if (Q.WhenThere == IsAnd)
          look(Q, Operator->getRHS());
    return true;
  }

  bool VisitCompoundStmt(CompoundStmt *Block) {
    for (auto It = Block->body_begin(); It != Block->body_end(); ++It) {
      if (isa<Expr, DeclStmt, ReturnStmt>(*It))
        lookForRepeats(**It);
      const auto *If = dyn_cast<IfStmt>(*It);
      if (!If || !leaves(If->getThen()) || If->getBeginLoc().isMacroID())
        continue;
      for (const Question &Q : questionsIn(*If->getCond()))
        if (!Q.WhenThere)
          for (const Stmt *Rest :
               llvm::make_range(std::next(It), Block->body_end()))
            look(Q, Rest);
    }
    return true;
  }

  std::vector<UncheckedLock> Found;

private:
  // Questions whose answer is known where the condition holds, or fails.
  llvm::SmallVector<Question, 2> questionsIn(const Expr &Raw) {
    const Expr &E = stripped(Raw);
    if (const auto *Not = dyn_cast<UnaryOperator>(&E);
        Not && Not->getOpcode() == UO_LNot) {
      llvm::SmallVector<Question, 2> Inner = questionsIn(*Not->getSubExpr());
      for (Question &Q : Inner)
        Q.WhenThere = !Q.WhenThere;
      return Inner;
    }
    if (const auto *Operator = dyn_cast<BinaryOperator>(&E);
        Operator && Operator->isLogicalOp()) {
      llvm::SmallVector<Question, 2> Both = questionsIn(*Operator->getLHS());
      Both.append(questionsIn(*Operator->getRHS()));
      bool IsAnd = Operator->getOpcode() == BO_LAnd;
      llvm::erase_if(Both,
                     [&](const Question &Q) { return Q.WhenThere != IsAnd; });
      return Both;
    }
    if (std::optional<WeakCall> Asked = weakCall(E, "expired", Paths, Types))
      return {{std::move(*Asked), false}};
    if (std::optional<WeakCall> Asked = weakCall(E, "lock", Paths, Types))
      return {{std::move(*Asked), true}};
    return {};
  }

  LockFinder locksIn(const Stmt &S) {
    LockFinder Locks(Paths, Types, Body);
    Locks.TraverseStmt(const_cast<Stmt *>(&S));
    return Locks;
  }

  void look(const Question &Asked, const Stmt *Where) {
    if (!Where)
      return;
    for (const WeakCall &Lock : locksIn(*Where).Found)
      if (Lock.Path.sameAs(Asked.Asked.Path))
        report(Lock, Asked.Asked, /*Repeated=*/false);
  }

  void lookForRepeats(const Stmt &Whole) {
    std::vector<WeakCall> Locks = locksIn(Whole).Found;
    for (size_t I = 1; I < Locks.size(); ++I)
      for (size_t J = 0; J < I; ++J)
        if (Locks[I].Path.sameAs(Locks[J].Path)) {
          report(Locks[I], Locks[J], /*Repeated=*/true);
          break;
        }
  }

  void report(const WeakCall &Lock, const WeakCall &Before, bool Repeated) {
    auto Known = llvm::find_if(Found, [&](const UncheckedLock &Other) {
      return Other.Lock == Lock.Call;
    });
    std::string Text =
        Lexer::getSourceText(
            CharSourceRange::getTokenRange(Lock.Weak->getSourceRange()),
            Context.getSourceManager(), Context.getLangOpts())
            .str();
    UncheckedLock New = {Lock.Call, std::move(Text), Before.Call, Repeated};
    if (Known == Found.end())
      Found.push_back(std::move(New));
    else if (Known->Repeated && !Repeated)
      *Known = std::move(New);
  }

  const ASTContext &Context;
  const OwnerTypes &Types;
  const PathResolver Paths;
  const Stmt &Body;
};
} // namespace

std::vector<UncheckedLock>
memtidy::uncheckedLocksIn(const FunctionDecl &Function,
                          const OwnerTypes &Types) {
  QuestionFinder Finder(Function, Types);
  Finder.TraverseStmt(Function.getBody());
  const SourceManager &Sources = Function.getASTContext().getSourceManager();
  llvm::sort(Finder.Found, [&](const UncheckedLock &A, const UncheckedLock &B) {
    return Sources.isBeforeInTranslationUnit(A.Lock->getExprLoc(),
                                             B.Lock->getExprLoc());
  });
  return std::move(Finder.Found);
}
