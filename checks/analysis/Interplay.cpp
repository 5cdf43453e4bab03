//===- Interplay.cpp - Could two steps be done element by element? --------===//

#include "checks/analysis/Interplay.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace memtidy;

/// Does \p Type stand for something that goes on by itself, or that must stay
/// alive beside its like?
static bool isHandle(QualType Type) {
  static const llvm::StringSet<> Names = {
      "std::thread",        "std::jthread",     "std::future",
      "std::shared_future", "std::unique_lock", "std::lock_guard",
      "std::scoped_lock",   "std::promise",     "std::packaged_task"};
  return Names.contains(viewOf(Type).Name);
}

/// Do the elements refer to what they were made from?
static bool refersToSource(QualType Type) {
  if (Type.isNull() || Type->isDependentType() || Type->isAnyPointerType())
    return true;
  static const llvm::StringSet<> Names = {
      "std::reference_wrapper", "std::shared_ptr",
      "std::weak_ptr",          "__gnu_cxx::__normal_iterator",
      "std::_Rb_tree_iterator", "std::_Rb_tree_const_iterator"};
  const TypeView View = viewOf(Type);
  return Names.contains(View.Name) ||
         llvm::StringRef(View.Name).contains("terator");
}

static bool isLocalValue(const ValueDecl *Decl) {
  const auto *Var = dyn_cast_or_null<VarDecl>(Decl);
  return Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType() &&
         !Var->getType()->isAnyPointerType();
}

namespace {
/// Looks for what a function elsewhere could change.
class SharedReadFinder : public RecursiveASTVisitor<SharedReadFinder> {
public:
  bool Found = false;

  bool VisitCXXThisExpr(CXXThisExpr *) { return !(Found = true); }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (!Var || Var->isConstexpr())
      return true;
    const QualType Type = Var->getType();
    Found |= !Var->hasLocalStorage() ||
             (Type->isReferenceType() &&
              !Type.getNonReferenceType().isConstQualified());
    return !Found;
  }
};
} // namespace

/// Does \p Code read only locals and constant parameters?
static bool readsPrivately(const Stmt &Code) {
  SharedReadFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&Code));
  return !Finder.Found;
}

Interplay memtidy::interplayOf(const SequenceBuild &Build,
                               const SequenceRead &Read, const Stmt &Function,
                               const ASTContext &Context) {
  const SequenceUse &Use = *Build.Use;
  const QualType Element =
      Use.Traits.HasKeys || Use.Type->isDependentType()
          ? QualType()
          : (viewOf(Use.Type).Args.empty() ? QualType()
                                           : viewOf(Use.Type).Args.front());
  if (!Element.isNull() && isHandle(Element))
    return Interplay::Real;
  Effects Builds = effectsOf(*Build.Loop, Context);
  llvm::erase(Builds.Written, Use.Local);
  const bool BuildWrites = !Builds.Written.empty();
  // What building does, it does as before; only the elements are not kept.
  if (Read.How == ReadKind::Counted)
    return Interplay::None;
  if (Read.How == ReadKind::First)
    return BuildWrites ? Interplay::Unlikely : Interplay::None;

  const Stmt *Body = loopBody(*Read.Site);
  Effects Reads = effectsOf(Body ? *Body : *Read.Site, Context);
  llvm::erase(Reads.Written, Read.Variable);
  llvm::erase(Reads.Written, Use.Local);
  bool ReadsAreVisible = Reads.What == Effect::Opaque;
  for (const ValueDecl *Decl : Reads.Written) {
    if (Decl && mentions(*Build.Loop, *Decl))
      return Interplay::Real;
    if (!isLocalValue(Decl)) {
      ReadsAreVisible = true;
      if (!Decl && refersToSource(Element))
        return Interplay::Real;
    }
  }
  for (const ValueDecl *Decl : Builds.Written)
    if (!Decl || mentions(*Read.Site, *Decl))
      return Interplay::Real;
  const bool MayStop =
      !loopContextOf(*Build.Loop, Function, Context).LeftBy.empty();
  // What stops early would leave some of the building undone.
  const bool Stops =
      Body ? !loopContextOf(*Read.Site, Function, Context).LeftBy.empty()
           : BuildWrites;
  if (!ReadsAreVisible)
    return !BuildWrites || !Stops ? Interplay::None : Interplay::Unlikely;
  // Check all before the first is done; start all before waiting for one.
  if (MayStop || BuildWrites || Builds.CallsUnseen)
    return Interplay::Real;
  if (refersToSource(Element))
    return Interplay::Real;
  return readsPrivately(*Build.Loop) ? Interplay::None : Interplay::Unlikely;
}

bool memtidy::isBuiltToBeReadOnce(const SequenceUse &Use,
                                  const FunctionDecl &Function) {
  const ASTContext &Context = Function.getASTContext();
  const Stmt &Body = *Function.getBody();
  std::optional<SequenceBuild> Build = buildOf(Use, Body, Context, /*Few=*/0);
  std::optional<SequenceRead> Read =
      Build ? readOnce(*Build, Body) : std::nullopt;
  return Read && interplayOf(*Build, *Read, Body, Context) != Interplay::Real;
}
