//===- AllocationSites.cpp - Where a function takes memory ----------------===//

#include "checks/analysis/AllocationSites.h"
#include "checks/analysis/LoopVisitor.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace memtidy;

// make_unique<T>(...): T, or null.
static QualType madeBy(const CallExpr &Call, llvm::StringRef Maker) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !Callee->getIdentifier() || Callee->getName() != Maker)
    return QualType();
  const TemplateArgumentList *Args = Callee->getTemplateSpecializationArgs();
  return Args && Args->size() &&
                 Args->get(0).getKind() == TemplateArgument::Type
             ? Args->get(0).getAsType()
             : QualType();
}

static bool isOwningPointer(QualType Type) {
  std::string Name = viewOf(Type).Name;
  llvm::StringRef Bare = llvm::StringRef(Name).rsplit("::").second;
  return Bare == "unique_ptr" || Bare == "shared_ptr" || Bare == "scoped_ptr";
}

namespace {
class SiteWalk : public LoopVisitor<SiteWalk> {
public:
  using Base = LoopVisitor<SiteWalk>;

  std::vector<AllocationSite> Sites;

  bool VisitDeclStmt(DeclStmt *Declared) {
    for (const Decl *D : Declared->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        if (Var->getInit() && Var->isLocalVarDecl() && Var->hasLocalStorage())
          noteOwner(*Var, *Declared);
    return true;
  }
  // P = make_unique<T>(...), where P was declared without an object.
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->getOperator() != OO_Equal || Call->getNumArgs() != 2)
      return true;
    const auto *Ref = dyn_cast<DeclRefExpr>(&bare(*Call->getArg(0)));
    auto Empty = Ref ? Empties.find(Ref->getDecl()) : Empties.end();
    if (Empty != Empties.end())
      Owners[&bare(*Call->getArg(1))] = Empty->second;
    return true;
  }
  bool VisitCXXNewExpr(CXXNewExpr *New) {
    if (New->getNumPlacementArgs() > 0 || New->isTypeDependent() ||
        New->getAllocatedType()->isDependentType())
      return true;
    AllocationSite &Site = add(*New, AllocatedBy::New);
    Site.Type = New->getAllocatedType();
    Site.IsArray = New->isArray();
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    for (auto [Name, How] : {std::pair{"make_unique", AllocatedBy::MakeUnique},
                             std::pair{"make_shared", AllocatedBy::MakeShared}})
      if (QualType Type = madeBy(*Call, Name);
          !Type.isNull() && !Type->isDependentType()) {
        AllocationSite &Site = add(*Call, How);
        Site.IsArray = Type->isArrayType();
        Site.Type =
            Site.IsArray ? QualType(Type->getBaseElementTypeUnsafe(), 0) : Type;
      }
    return true;
  }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    llvm::SaveAndRestore Outside(Loops, llvm::SmallVector<const Stmt *, 2>());
    return Base::TraverseLambdaExpr(Lambda);
  }

private:
  AllocationSite &add(const Expr &E, AllocatedBy How) {
    AllocationSite &Site = Sites.emplace_back();
    Site.How = How;
    Site.Site = &E;
    Site.Loops = Loops;
    if (auto Known = Owners.find(&E); Known != Owners.end()) {
      Site.Owner = Known->second.first;
      Site.Declared = Known->second.second;
      Site.IsLate = Empties.contains(Site.Owner);
      if (How == AllocatedBy::New && isOwningPointer(Site.Owner->getType()))
        Site.How = AllocatedBy::NewOwned;
    }
    return Site;
  }

  static bool isNothing(const Expr &Init) {
    const auto *Made = dyn_cast<CXXConstructExpr>(&Init);
    return isa<CXXNullPtrLiteralExpr>(Init) ||
           (Made && (Made->getNumArgs() == 0 ||
                     isa<CXXNullPtrLiteralExpr>(bare(*Made->getArg(0)))));
  }

  void noteOwner(const VarDecl &Var, const DeclStmt &Declared) {
    const Expr *Init = &bare(*Var.getInit());
    if (isNothing(*Init) && isOwningPointer(Var.getType()))
      Empties[&Var] = {&Var, &Declared};
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Init))
      if (Made->getNumArgs() == 1 && isOwningPointer(Var.getType()))
        Init = &bare(*Made->getArg(0));
    if (const auto *List = dyn_cast<InitListExpr>(Init))
      if (List->getNumInits() == 1)
        Init = &bare(*List->getInit(0));
    Owners[Init] = {&Var, &Declared};
  }

  llvm::DenseMap<const Expr *, std::pair<const VarDecl *, const DeclStmt *>>
      Owners;
  /// The owners that are declared without an object.
  llvm::DenseMap<const ValueDecl *,
                 std::pair<const VarDecl *, const DeclStmt *>>
      Empties;
};
} // namespace

QualType memtidy::ownedTypeOf(QualType Owner) {
  if (Owner->isPointerType())
    return Owner->getPointeeType();
  TypeView View = viewOf(Owner);
  llvm::StringRef Name = llvm::StringRef(View.Name).rsplit("::").second;
  // A deleter of the user's own does more than delete.
  if (Name == "unique_ptr" && View.Args.size() == 2 &&
      viewOf(View.Args[1]).Name != "std::default_delete")
    return QualType();
  return View.Args.empty() ? QualType() : View.Args[0];
}

std::vector<AllocationSite>
memtidy::allocationSitesIn(const FunctionDecl &Function) {
  SiteWalk Walk;
  if (Function.getBody())
    Walk.TraverseStmt(Function.getBody());
  return std::move(Walk.Sites);
}
