//===- EarlySelf.cpp - Asking an object for its owner too early -----------===//

#include "checks/analysis/EarlySelf.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

static constexpr unsigned MaxDepth = 3;

static bool isOnThis(const CallView &Call) {
  return Call.OnThis ||
         (Call.Receiver && isa<CXXThisExpr>(stripped(*Call.Receiver)));
}

// Of std or boost: what a project defines itself may well work.
static bool isFromThis(const CallView &Call) {
  llvm::StringRef Name = Call.bareName();
  if (Name != "shared_from_this" && Name != "weak_from_this")
    return false;
  return llvm::all_of(Call.Callees, [](const FunctionDecl *Callee) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    std::string Class = Method ? qualifiedName(*Method->getParent()) : "";
    return Class == "std::enable_shared_from_this" ||
           Class == "std::__enable_shared_from_this" ||
           Class == "boost::enable_shared_from_this";
  });
}

namespace {
/// Walks what certainly runs inside the call, as opposed to what lambdas do
/// later, and follows calls of the same object's functions.
class SelfFinder : public RecursiveASTVisitor<SelfFinder> {
public:
  explicit SelfFinder(const OwnerTypes &Types) : Types(Types) {}

  void read(const FunctionDecl &Function) {
    Stack.push_back(&Function);
    TraverseDecl(const_cast<FunctionDecl *>(&Function));
    Stack.pop_back();
  }

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    // The initialisers of captures run here.
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Lambda->isInitCapture(&Capture))
        TraverseDecl(Capture.getCapturedVar());
    return true;
  }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
  // Who catches the exception expects it.
  bool TraverseCXXTryStmt(CXXTryStmt *) { return true; }

  bool TraverseIfStmt(IfStmt *If) {
    TraverseStmt(If->getInit());
    TraverseStmt(If->getCond());
    return traverseBranches({If->getThen(), If->getElse()});
  }
  bool TraverseConditionalOperator(ConditionalOperator *Choice) {
    TraverseStmt(Choice->getCond());
    return traverseBranches({Choice->getTrueExpr(), Choice->getFalseExpr()});
  }
  bool TraverseSwitchStmt(SwitchStmt *Switch) {
    TraverseStmt(Switch->getCond());
    return traverseBranches({Switch->getBody()});
  }

  bool VisitCallExpr(CallExpr *Call) {
    visitCall(*Call);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Made) {
    OwnsItself |= sharesThis(*Made);
    return true;
  }
  bool VisitCXXUnresolvedConstructExpr(CXXUnresolvedConstructExpr *Made) {
    OwnsItself |= sharesThis(*Made);
    return true;
  }

  std::vector<EarlySelf> Found;
  /// A shared pointer is made from this: from then on there is an owner.
  bool OwnsItself = false;

private:
  bool traverseBranches(std::initializer_list<Stmt *> Branches) {
    ++Branch;
    for (Stmt *S : Branches)
      TraverseStmt(S);
    --Branch;
    return true;
  }

  bool sharesThis(const Expr &E) const {
    std::optional<CallView> Made = callViewOf(E, Types);
    return Made && Types.roleOf(Made->Made) == Role::Strong &&
           !Made->Args.empty() && isa<CXXThisExpr>(stripped(*Made->Args[0]));
  }

  void visitCall(const CallExpr &Call) {
    std::optional<CallView> View = callViewOf(Call, Types);
    if (!View || !isOnThis(*View))
      return;
    if (isFromThis(*View)) {
      EarlySelf Self;
      Self.Call = &Call;
      Self.IsWeak = View->bareName() == "weak_from_this";
      Self.Through.assign(Way.begin(), Way.end());
      Self.Conditional = Branch > 0;
      Found.push_back(std::move(Self));
      return;
    }
    const FunctionDecl *Body = View->Callees.size() == 1
                                   ? definitionOf(*View->Callees.front())
                                   : nullptr;
    if (!Body || Way.size() >= MaxDepth || llvm::is_contained(Stack, Body))
      return;
    Way.push_back(&Call);
    read(*Body);
    Way.pop_back();
  }

  const OwnerTypes &Types;
  llvm::SmallVector<const FunctionDecl *, 4> Stack;
  llvm::SmallVector<const Expr *, 4> Way;
  unsigned Branch = 0;
};
} // namespace

std::vector<EarlySelf> memtidy::earlySelvesIn(const FunctionDecl &Function,
                                              const OwnerTypes &Types) {
  if (!isa<CXXConstructorDecl, CXXDestructorDecl>(Function))
    return {};
  SelfFinder Finder(Types);
  Finder.read(Function);
  return Finder.OwnsItself ? std::vector<EarlySelf>() : std::move(Finder.Found);
}
