//===- AskedFirst.cpp - Reads behind a question ---------------------------===//

#include "checks/analysis/AskedFirst.h"
#include "checks/analysis/Place.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

namespace {
class GuardFinder : public RecursiveASTVisitor<GuardFinder> {
public:
  GuardFinder(const MapUses &Uses, const MapAccess &Read)
      : Uses(Uses), Read(Read) {}

  bool IsGuarded = false;

  bool VisitIfStmt(IfStmt *If) {
    judge(If->getCond(), If->getThen());
    return !IsGuarded;
  }
  bool VisitConditionalOperator(ConditionalOperator *Choice) {
    judge(Choice->getCond(), Choice->getTrueExpr());
    return !IsGuarded;
  }

private:
  void judge(const Expr *Condition, const Stmt *Then) {
    IsGuarded |= Condition && asks(*Condition) && contains(*Then);
  }

  bool asks(const Expr &Condition) const {
    const Expr &E = bare(Condition);
    if (const auto *Both = dyn_cast<BinaryOperator>(&E))
      if (Both->getOpcode() == BO_LAnd)
        return asks(*Both->getLHS()) || asks(*Both->getRHS());
    return llvm::any_of(Uses.Accesses, [&](const MapAccess &Access) {
      return Access.Key == Read.Key && &bare(*Access.Site) == &E &&
             isQuestion(Access);
    });
  }

  static bool isQuestion(const MapAccess &Access) {
    if (Access.Kind == AccessKind::Has)
      return true;
    if (Access.Kind != AccessKind::Compare &&
        Access.Kind != AccessKind::FoundCompare)
      return false;
    std::optional<BinaryView> View = binaryViewOf(*Access.Site);
    return View && View->Operator == "!=";
  }

  bool contains(const Stmt &Around) {
    class Search : public RecursiveASTVisitor<Search> {
    public:
      const Expr *Wanted = nullptr;
      bool VisitExpr(Expr *E) { return E != Wanted; }
    } Inside;
    Inside.Wanted = Read.Site;
    return !Inside.TraverseStmt(const_cast<Stmt *>(&Around));
  }

  const MapUses &Uses;
  const MapAccess &Read;
};
} // namespace

bool memtidy::isAskedFirst(const MapUses &Uses, const MapAccess &Read) {
  if (!Read.Use->Function)
    return false;
  GuardFinder Finder(Uses, Read);
  Finder.TraverseStmt(Read.Use->Function->getBody());
  return Finder.IsGuarded;
}
