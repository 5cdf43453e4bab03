//===- OrderUses.cpp - Code that names fields by their place --------------===//

#include "checks/analysis/OrderUses.h"
#include "checks/analysis/RecordOf.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace memtidy;

/// Functions that construct an object from the arguments they are given.
static bool isForwardingName(llvm::StringRef Name) {
  static const llvm::StringSet<> Names = {
      "emplace",       "emplace_back",    "emplace_front", "emplace_hint",
      "try_emplace",   "make_shared",     "make_unique",   "allocate_shared",
      "make_optional", "make_any",        "construct",     "construct_at",
      "emplace_after", "insert_or_assign"};
  return Names.contains(Name);
}

namespace {
using UsesByRecord = llvm::DenseMap<const CXXRecordDecl *, RecordOrderUses>;

class PlaceWalk : public RecursiveASTVisitor<PlaceWalk> {
public:
  using Base = RecursiveASTVisitor<PlaceWalk>;

  PlaceWalk(const ASTContext &Context, UsesByRecord &Uses)
      : Context(Context), Uses(Uses) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    llvm::SaveAndRestore Inside(InInstantiation,
                                InInstantiation || isInstantiation(D));
    return Base::TraverseDecl(D);
  }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    if (!Base::TraverseLambdaExpr(Lambda))
      return false;
    FunctionTemplateDecl *Generic = Lambda->getDependentCallOperator();
    if (Generic)
      for (FunctionDecl *Special : Generic->specializations())
        if (!TraverseDecl(Special))
          return false;
    return true;
  }

  bool VisitInitListExpr(InitListExpr *List) {
    const InitListExpr *Semantic =
        List->isSemanticForm() ? List : List->getSemanticForm();
    if (!Semantic)
      return true;
    if (const CXXRecordDecl *Record = recordOf(*Semantic))
      noteList(*Record, *List, List->getNumInits());
    noteElided(*Semantic);
    return true;
  }

  bool VisitCXXParenListInitExpr(CXXParenListInitExpr *List) {
    if (const CXXRecordDecl *Record = List->getType()->getAsCXXRecordDecl())
      noteList(*Record, *List, List->getUserSpecifiedInitExprs().size());
    return true;
  }

  // `Order{Args...}` whose meaning waits for instantiation.
  bool VisitCXXUnresolvedConstructExpr(CXXUnresolvedConstructExpr *E) {
    const CXXRecordDecl *Record = E->getTypeAsWritten()->getAsCXXRecordDecl();
    if (Record && E->getNumArgs() > 0)
      block(*Record, OrderBlock::InTemplate, E->getBeginLoc());
    return true;
  }

  bool VisitVarDecl(VarDecl *D) {
    const Expr *Init = D->getInit();
    if (Init && isa<InitListExpr, ParenListExpr>(Init) &&
        Init->isTypeDependent())
      if (const CXXRecordDecl *Record = D->getType()->getAsCXXRecordDecl())
        block(*Record, OrderBlock::InTemplate, D->getLocation());
    return true;
  }

  bool VisitDecompositionDecl(DecompositionDecl *D) {
    for (const BindingDecl *Binding : D->bindings()) {
      const auto *Member = dyn_cast_or_null<MemberExpr>(
          Binding->getBinding() ? Binding->getBinding()->IgnoreImplicit()
                                : nullptr);
      if (!Member)
        return true;
      const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      const auto *Record =
          Field ? dyn_cast<CXXRecordDecl>(Field->getParent()) : nullptr;
      if (!Record)
        return true;
      if (InInstantiation)
        block(*Record, OrderBlock::InTemplate, D->getLocation());
      else
        Uses[patternOf(*Record)].Bindings.push_back(D);
      return true;
    }
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl *D) {
    if (!D->isDefaulted() || D->isImplicit() || !D->isOverloadedOperator() ||
        D->getOverloadedOperator() != OO_Spaceship)
      return true;
    const CXXRecordDecl *Record = nullptr;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(D))
      Record = Method->getParent();
    else if (D->getNumParams())
      Record = recordBehind(D->getParamDecl(0)->getType());
    if (Record)
      block(*Record, OrderBlock::DefaultedOrdering, D->getLocation());
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !Callee->getIdentifier() ||
        !isForwardingName(Callee->getName()))
      return true;
    if (const auto *Args = Callee->getTemplateSpecializationArgs())
      for (const TemplateArgument &Arg : Args->asArray())
        noteForwarded(Arg, *Call);
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      if (const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
              Member->getRecordDecl()))
        for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray())
          noteForwarded(Arg, *Call);
    return true;
  }

private:
  static bool isInstantiation(const Decl *D) {
    if (const auto *Function = dyn_cast_or_null<FunctionDecl>(D))
      return Function->isTemplateInstantiation();
    if (const auto *Record = dyn_cast_or_null<CXXRecordDecl>(D))
      return Record->getTemplateInstantiationPattern() != nullptr;
    return false;
  }

  static const CXXRecordDecl *recordOf(const InitListExpr &List) {
    // A list around one object of the same type is a copy.
    if (List.isTransparent())
      return nullptr;
    return List.getType()->getAsCXXRecordDecl();
  }

  void block(const CXXRecordDecl &Record, OrderBlock Kind, SourceLocation Loc) {
    Uses[patternOf(Record)].Blocks.push_back({Kind, Loc});
  }

  void noteList(const CXXRecordDecl &Record, const Expr &List, unsigned Count) {
    if (Count == 0)
      return;
    if (InInstantiation)
      block(Record, OrderBlock::InTemplate, List.getBeginLoc());
    else
      Uses[patternOf(Record)].Lists.push_back(&List);
  }

  void noteElided(const InitListExpr &Semantic) {
    for (const Expr *Init : Semantic.inits()) {
      const auto *Inner = dyn_cast_or_null<InitListExpr>(
          Init ? Init->IgnoreImplicit() : nullptr);
      if (!Inner || isWrittenInBraces(Context, *Inner))
        continue;
      if (const CXXRecordDecl *Record = recordOf(*Inner))
        block(*Record, OrderBlock::ElidedBraces, Semantic.getBeginLoc());
      noteElided(*Inner);
    }
  }

  void noteForwarded(const TemplateArgument &Arg, const CallExpr &Call) {
    if (Arg.getKind() != TemplateArgument::Type)
      return;
    const CXXRecordDecl *Record = recordBehind(Arg.getAsType());
    if (!Record || !Record->hasDefinition() || !Record->isAggregate())
      return;
    // One argument of the record's own type is a copy or a move.
    for (const Expr *Value : Call.arguments())
      if (Value->getType()->getAsCXXRecordDecl() == Record)
        return;
    if (Call.getNumArgs() > 0)
      block(*Record, OrderBlock::Forwarded, Call.getBeginLoc());
  }

  const ASTContext &Context;
  UsesByRecord &Uses;
  bool InInstantiation = false;
};
} // namespace

bool memtidy::isWrittenInBraces(const ASTContext &Context,
                                const InitListExpr &List) {
  // The first item of a list without braces is where the list begins; it has
  // none either, or they would be the list's.
  const SourceManager &Sources = Context.getSourceManager();
  const SourceLocation Begin = Sources.getSpellingLoc(List.getLBraceLoc());
  return Begin.isValid() && *Sources.getCharacterData(Begin) == '{';
}

OrderUses::OrderUses(TuIndex &Index) {
  PlaceWalk Walk(Index.context(), Uses);
  forEachUserDecl(Index.context(), [&](Decl &D) { Walk.TraverseDecl(&D); });
}

const RecordOrderUses &OrderUses::of(const CXXRecordDecl &Record) const {
  auto Found = Uses.find(patternOf(Record));
  return Found == Uses.end() ? None : Found->second;
}
