//===- HeldElements.cpp - Whether elements may move -----------------------===//

#include "checks/analysis/HeldElements.h"
#include "checks/analysis/BoxUses.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace memtidy;

namespace {
/// What is learnt from the uses of one container.
class ElementWalk {
public:
  ElementWalk(const ValueUses &All, QualType Boxed) : All(All), Boxed(Boxed) {}

  bool accepts(const DeclUses &Uses) {
    if (!llvm::all_of(Uses.Sources, isEmptySource))
      return false;
    for (const ValueUse &Use : Uses.Uses)
      if (!Use.Ref ? !Use.CapturedByReference : !accepts(Use))
        return false;
    return !Growths.empty() && !growsUnderHand();
  }

private:
  /// A reference or iterator that a function keeps for a while.
  struct Keep {
    const FunctionDecl *Function;
    SourceLocation Begin;
    /// The loop that walks the container, or null: to the function's end.
    const Stmt *Walk;
  };

  static bool isEmptySource(const Expr *E) {
    E = E->IgnoreUnlessSpelledInSource();
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
      return Construct->getNumArgs() == 0;
    if (const auto *List = dyn_cast<InitListExpr>(E))
      return List->getNumInits() == 0;
    return false;
  }

  bool accepts(const ValueUse &Use) {
    const Consumer Taken = consumerOf(Use, *Use.Ref);
    switch (Taken.Kind) {
    case ConsumerKind::Range:
      keep(Use, Taken.Site);
      return acceptsLoopVariable(Taken.Variable);
    case ConsumerKind::Operator:
      return Taken.Op == OO_Subscript && acceptsElement(Use, Taken);
    case ConsumerKind::Call:
      return acceptsCall(Use, Taken);
    default:
      return false;
    }
  }

  bool acceptsCall(const ValueUse &Use, const Consumer &Taken) {
    const auto &Call = *cast<CXXMemberCallExpr>(Taken.Site);
    if (Taken.Name == "push_back" || Taken.Name == "emplace_back") {
      Growths.push_back(&Use);
      if (!Boxed.isNull() &&
          (Call.getNumArgs() != 1 ||
           boxSourceOf(*Call.getArg(0), Boxed) != BoxSource::Made))
        return false;
      const Consumer Result = consumerOf(Use, Taken);
      return Result.Kind == ConsumerKind::Discard ||
             (Taken.Name == "emplace_back" && acceptsElement(Use, Taken));
    }
    if (Taken.Name == "front" || Taken.Name == "back" || Taken.Name == "at")
      return acceptsElement(Use, Taken);
    if (Boxed.isNull() && isBoundary(Taken.Name))
      return acceptsIterator(Use, Taken);
    return llvm::StringSwitch<bool>(Taken.Name)
        .Cases({"size", "empty", "clear", "reserve"}, true)
        .Cases({"pop_back", "capacity", "shrink_to_fit"}, true)
        .Default(false);
  }

  static bool isBoundary(llvm::StringRef Name) {
    return Name == "begin" || Name == "end" || Name == "cbegin" ||
           Name == "cend";
  }

  /// \p Access yields an element.
  bool acceptsElement(const ValueUse &Use, const Consumer &Access) {
    if (Boxed.isNull())
      return acceptsHold(Use, holdOf(All, Use, Access));
    const Consumer Taken = consumerOf(Use, Access);
    if (Taken.Kind == ConsumerKind::Discard)
      return true;
    if (Taken.Kind == ConsumerKind::Bind)
      return Taken.Variable && keepsPlainly(*Taken.Variable, nullptr);
    return Taken.Kind == ConsumerKind::Operator &&
           (Taken.Op == OO_Star || Taken.Op == OO_Arrow) &&
           acceptsHold(Use, holdOf(All, Use, Taken));
  }

  bool acceptsHold(const ValueUse &Use, Retention Held) {
    if (Held == Retention::Local)
      keep(Use, nullptr);
    return Held == Retention::None || Held == Retention::Local;
  }

  bool acceptsLoopVariable(const VarDecl *Variable) {
    return Variable && keepsPlainly(*Variable, Variable);
  }

  /// The uses of a variable that is or refers to an element.
  bool keepsPlainly(const VarDecl &Variable, const VarDecl *Looped) {
    const bool IsCopy = !Variable.getType()->isReferenceType();
    if (Boxed.isNull())
      return IsCopy || holdOf(All, Variable) <= Retention::Local;
    if (IsCopy)
      return false;
    return llvm::all_of(All.of(Variable).Uses, [&](const ValueUse &Use) {
      if (!Use.Ref)
        return false;
      const Consumer Taken = consumerOf(Use, *Use.Ref);
      if (!Looped)
        keep(Use, nullptr);
      return Taken.Kind == ConsumerKind::Operator &&
             (Taken.Op == OO_Star || Taken.Op == OO_Arrow) &&
             acceptsHold(Use, holdOf(All, Use, Taken));
    });
  }

  bool acceptsIterator(const ValueUse &Use, const Consumer &Taken) {
    const Consumer Next = consumerOf(Use, Taken);
    if (Next.Kind == ConsumerKind::Operator)
      return Next.Op == OO_EqualEqual || Next.Op == OO_ExclaimEqual;
    if (Next.Kind != ConsumerKind::Value && Next.Kind != ConsumerKind::Argument)
      return false;
    const VarDecl *Iterator = Next.Variable;
    if (!Iterator || !Iterator->isLocalVarDecl())
      return false;
    keep(Use, nullptr);
    const DeclUses &Steps = All.of(*Iterator);
    return !Steps.Uses.empty() &&
           llvm::all_of(Steps.Uses,
                        [&](const ValueUse &Step) { return isStep(Step); });
  }

  bool isStep(const ValueUse &Step) const {
    if (!Step.Ref)
      return false;
    const Consumer Taken = consumerOf(Step, *Step.Ref);
    if (Taken.Kind != ConsumerKind::Operator)
      return false;
    switch (Taken.Op) {
    case OO_PlusPlus:
    case OO_MinusMinus:
    case OO_EqualEqual:
    case OO_ExclaimEqual:
      return true;
    case OO_Star:
    case OO_Arrow:
      return holdOf(All, Step, Taken) <= Retention::Local;
    default:
      return false;
    }
  }

  void keep(const ValueUse &Use, const Stmt *Walk) {
    Keeps.push_back({Use.Function, Use.Ref->getBeginLoc(), Walk});
  }

  /// Whether the container may grow while somebody is at its elements.
  bool growsUnderHand() const {
    for (const Keep &Kept : Keeps)
      for (const ValueUse *Growth : Growths)
        if (meets(Kept, *Growth))
          return true;
    return false;
  }

  bool meets(const Keep &Kept, const ValueUse &Growth) const;

  const ValueUses &All;
  const QualType Boxed;
  llvm::SmallVector<Keep, 4> Keeps;
  llvm::SmallVector<const ValueUse *, 4> Growths;
};

/// Looks for an expression, and for a call of a function.
class Inside : public RecursiveASTVisitor<Inside> {
public:
  Inside(const Expr &Wanted, const FunctionDecl *Called)
      : Wanted(Wanted), Called(Called) {}

  bool Found = false;

  bool VisitExpr(Expr *E) {
    Found |= E == &Wanted;
    if (const auto *Call = dyn_cast<CallExpr>(E))
      if (const FunctionDecl *Callee = Call->getDirectCallee())
        Found |=
            Called && Callee->getCanonicalDecl() == Called->getCanonicalDecl();
    return !Found;
  }

private:
  const Expr &Wanted;
  const FunctionDecl *Called;
};
} // namespace

bool ElementWalk::meets(const Keep &Kept, const ValueUse &Growth) const {
  if (!Kept.Walk) {
    if (Kept.Function != Growth.Function)
      return false;
    // Before it, unless a loop leads back.
    const SourceRange Loop =
        Growth.Loop ? Growth.Loop->getSourceRange() : SourceRange();
    return !(Growth.Ref->getBeginLoc() < Kept.Begin) ||
           (Loop.isValid() && !(Kept.Begin < Loop.getBegin()) &&
            !(Loop.getEnd() < Kept.Begin));
  }
  Inside Search(*Growth.Ref,
                Growth.Function == Kept.Function ? nullptr : Growth.Function);
  Search.TraverseStmt(
      const_cast<Stmt *>(cast<CXXForRangeStmt>(Kept.Walk)->getBody()));
  return Search.Found;
}

bool ElementFinder::ownsPlainly(const DeclUses &Uses, QualType T) const {
  return ElementWalk(All, T).accepts(Uses);
}

bool ElementFinder::isFilledAndWalked(const DeclUses &Uses) const {
  return ElementWalk(All, QualType()).accepts(Uses);
}
