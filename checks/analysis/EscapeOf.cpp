//===- EscapeOf.cpp - Does what a pointer owns leave its scope? -----------===//

#include "checks/analysis/EscapeOf.h"
#include "checks/analysis/Place.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace memtidy;

const PointerUseSite *PointerEscape::find(PointerUse Kind) const {
  const auto *Found = llvm::find_if(
      Uses, [&](const PointerUseSite &Use) { return Use.Kind == Kind; });
  return Found == Uses.end() ? nullptr : Found;
}

namespace {
class PointerWalk : public RecursiveASTVisitor<PointerWalk> {
public:
  explicit PointerWalk(const VarDecl &Pointer)
      : Pointer(Pointer), IsRaw(Pointer.getType()->isPointerType()) {}

  PointerEscape Result;

  bool VisitMemberExpr(MemberExpr *Member) {
    const Expr *Name = nameIn(Member->getBase());
    if (Name && Member->isArrow() && IsRaw)
      note(PointerUse::Arrow, *Name, *Member);
    return true;
  }
  bool VisitArraySubscriptExpr(ArraySubscriptExpr *Element) {
    if (const Expr *Name = nameIn(Element->getBase()); Name && IsRaw)
      note(PointerUse::Star, *Name, *Element);
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *Unary) {
    const Expr *Name = nameIn(Unary->getSubExpr());
    if (Name && Unary->getOpcode() == UO_Deref)
      note(PointerUse::Star, *Name, *Unary);
    else if (Name && Unary->getOpcode() == UO_LNot)
      note(PointerUse::Test, *Name, *Unary);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *Binary) {
    const Expr *Name = nameIn(Binary->getLHS());
    if (Name && Binary->isEqualityOp())
      note(PointerUse::Test, *Name, *Binary);
    if (Name && Binary->isLogicalOp())
      note(PointerUse::Test, *Name, *Binary);
    Name = nameIn(Binary->getRHS());
    if (Name && (Binary->isEqualityOp() || Binary->isLogicalOp()))
      note(PointerUse::Test, *Name, *Binary);
    return true;
  }
  bool VisitIfStmt(IfStmt *If) { return noteCondition(If->getCond(), *If); }
  bool VisitWhileStmt(WhileStmt *While) {
    return noteCondition(While->getCond(), *While);
  }
  bool VisitConditionalOperator(ConditionalOperator *Choice) {
    return noteCondition(Choice->getCond(), *Choice);
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *Delete) {
    if (const Expr *Name = nameIn(Delete->getArgument()))
      note(PointerUse::Delete, *Name, *Delete);
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (std::optional<MemberCall> Member = memberCallOf(*Call))
      if (const Expr *Name = nameIn(Member->Object); Name && !IsRaw)
        noteMember(*Member, *Name);
    const FunctionDecl *Callee = Call->getDirectCallee();
    // What gets a raw pointer may delete it; what gets a reference to const
    // cannot copy the pointer away unseen.
    if (IsRaw && Callee && !isa<CXXOperatorCallExpr>(Call))
      for (const Expr *Arg : Call->arguments())
        if (const Expr *Name = nameIn(Arg))
          note(PointerUse::Lend, *Name, *Arg);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (Ref->getDecl() == &Pointer && !Taken.contains(Ref))
      note(PointerUse::Escapes, *Ref, *Ref);
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    for (unsigned I = 0; I < Lambda->capture_size(); ++I) {
      const LambdaCapture &Capture = Lambda->capture_begin()[I];
      Expr *Init = Lambda->capture_init_begin()[I];
      // A reference to a smart pointer dies with it; a copy does not.
      if (Lambda->isInitCapture(&Capture) ||
          Capture.getCaptureKind() != LCK_ByRef)
        TraverseStmt(Init);
    }
    return TraverseStmt(Lambda->getBody());
  }

private:
  const Expr *nameIn(const Expr *E) const {
    const auto *Ref = E ? dyn_cast<DeclRefExpr>(&bare(*E)) : nullptr;
    return Ref && Ref->getDecl() == &Pointer ? Ref : nullptr;
  }

  bool noteCondition(const Expr *Cond, const Stmt &Site) {
    const Expr *Core = Cond ? &bare(*Cond) : nullptr;
    // if (p) of a smart pointer calls its conversion to bool.
    if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Core))
      if (isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
        Core = &bare(*Call->getImplicitObjectArgument());
    if (const Expr *Name = nameIn(Core))
      note(PointerUse::Test, *Name, Site);
    return true;
  }

  static bool makesObject(const Expr &E) {
    const auto *Maker = dyn_cast<CallExpr>(&bare(E));
    return Maker && calleeName(*Maker) == "make_unique";
  }

  void noteMember(const MemberCall &Call, const Expr &Name) {
    if (Call.Name == "operator->")
      note(PointerUse::Arrow, Name, *Call.Site);
    else if (Call.Name == "operator*" || Call.Name == "operator[]")
      note(PointerUse::Star, Name, *Call.Site);
    else if (Call.Name == "get")
      note(PointerUse::Get, Name, *Call.Site);
    else if (Call.Name == "operator==" || Call.Name == "operator!=")
      note(PointerUse::Test, Name, *Call.Site);
    else if (Call.Name == "operator=" && makesObject(*Call.Args.front()))
      note(PointerUse::Made, Name, *Call.Site);
    else if (Call.Name == "reset" && Call.Args.empty())
      note(PointerUse::Reset, Name, *Call.Site);
    else
      note(PointerUse::Escapes, Name, *Call.Site);
  }

  void note(PointerUse Kind, const Expr &Name, const Stmt &Site) {
    if (Taken.insert(&Name).second)
      Result.Uses.push_back({Kind, &Name, &Site});
  }

  const VarDecl &Pointer;
  const bool IsRaw;
  llvm::DenseSet<const Expr *> Taken;
};
} // namespace

PointerEscape memtidy::escapeOf(const VarDecl &Pointer, const Stmt &Body) {
  PointerWalk Walk(Pointer);
  Walk.TraverseStmt(const_cast<Stmt *>(&Body));
  return std::move(Walk.Result);
}
