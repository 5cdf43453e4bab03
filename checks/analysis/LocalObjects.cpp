//===- LocalObjects.cpp - Objects on the heap that never leave their scope ===//

#include "checks/analysis/LocalObjects.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/MemoryUnits.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

uint64_t LocalObject::blockBytes() const {
  const bool HasCounts = Site.How == AllocatedBy::MakeShared;
  return mallocBlockFor(Size + (HasCounts ? ControlBlockBytes : 0));
}

static bool isManagedElsewhere(const CXXRecordDecl &Record,
                               const ASTContext &Context) {
  if (!Record.lookup(Context.DeclarationNames.getCXXOperatorName(OO_New))
           .empty())
    return true;
  return forEachBase(Record, [](const CXXRecordDecl &Base) {
    return Base.getIdentifier() && Base.getName() == "enable_shared_from_this";
  });
}

static bool calls(const Stmt &Code, const FunctionDecl &Callee) {
  if (const auto *Call = dyn_cast<CallExpr>(&Code))
    if (const FunctionDecl *Called = Call->getDirectCallee())
      if (Called->getCanonicalDecl() == Callee.getCanonicalDecl())
        return true;
  return llvm::any_of(Code.children(), [&](const Stmt *Child) {
    return Child && calls(*Child, Callee);
  });
}

static bool isQuiet(const Stmt &S) {
  const auto *Return = dyn_cast<ReturnStmt>(&S);
  if (!Return)
    return false;
  const Expr *Value = Return->getRetValue();
  return !Value || isa<DeclRefExpr>(bare(*Value)) ||
         isa<IntegerLiteral>(bare(*Value)) ||
         isa<CXXBoolLiteralExpr>(bare(*Value));
}

static bool leaves(const Stmt &S) {
  return isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt>(S) ||
         llvm::any_of(S.children(), [](const Stmt *Child) {
           return Child && !isa<LambdaExpr>(Child) && leaves(*Child);
         });
}

// A raw pointer must be deleted once, in its own block, on every way.
static bool findDelete(LocalObject &Found, const Stmt &Body) {
  const PointerUseSite *Use = Found.Escape.find(PointerUse::Delete);
  if (!Use || llvm::count_if(Found.Escape.Uses, [](const auto &Other) {
                return Other.Kind == PointerUse::Delete;
              }) != 1)
    return false;
  const CompoundStmt *Block = blockOf(Body, *Found.Site.Declared);
  if (!Block || !llvm::is_contained(Block->body(), Use->Site))
    return false;
  bool Between = false;
  for (const Stmt *S : Block->body()) {
    if (S == Use->Site) {
      Found.Delete = S;
      Between = false;
    } else if (Found.Delete) {
      Found.IsDeletedEarly |= !isQuiet(*S);
    }
    if (Between && leaves(*S))
      return false;
    Between |= S == Found.Site.Declared;
  }
  return Found.Delete == Found.Escape.Uses.back().Site;
}

static bool hasFittingType(const AllocationSite &Site,
                           const ASTContext &Context) {
  QualType Pointee = ownedTypeOf(Site.Owner->getType());
  if (Pointee.isNull())
    return false;
  if (const auto *Array = Context.getAsArrayType(Pointee))
    Pointee = Array->getElementType();
  if (!Context.hasSameUnqualifiedType(Pointee, Site.Type))
    return false;
  const CXXRecordDecl *Record = Site.Type->getAsCXXRecordDecl();
  if (!Record)
    return Site.Type->isArithmeticType() || Site.Type->isPointerType();
  return Record->hasDefinition() && !Record->isPolymorphic() &&
         !isManagedElsewhere(*Record, Context);
}

/// Is the owner one of one object, which may be missing? Only its first site
/// stands for it.
static bool isOptional(LocalObject &Found) {
  if (Found.Site.How != AllocatedBy::MakeUnique || Found.Site.IsArray ||
      Found.Escape.find(PointerUse::Get) || Found.Escape.find(PointerUse::Lend))
    return false;
  unsigned Makes = 0;
  const PointerUseSite *First = Found.Escape.find(PointerUse::Made);
  for (const PointerUseSite &Use : Found.Escape.Uses)
    Makes += Use.Kind == PointerUse::Made;
  Found.IsReplaced = Makes > 1 || !Found.Site.Loops.empty();
  return First && hasInside(*First->Site, *Found.Site.Site);
}

static std::optional<LocalObject> look(const AllocationSite &Site,
                                       const FunctionDecl &Function) {
  const ASTContext &Context = Function.getASTContext();
  if (!Site.Owner || !hasFittingType(Site, Context))
    return std::nullopt;
  LocalObject Found{Site, {}};
  Found.Size = Context.getTypeSizeInChars(Site.Type).getQuantity();
  const Stmt &Body = *Function.getBody();
  Found.Escape = escapeOf(*Site.Owner, Body);
  if (Found.Escape.find(PointerUse::Escapes))
    return std::nullopt;
  if (Site.IsLate)
    return isOptional(Found) ? std::optional(Found) : std::nullopt;
  if (Found.Escape.find(PointerUse::Reset) ||
      Found.Escape.find(PointerUse::Made))
    return std::nullopt;
  if (Site.How == AllocatedBy::New && !findDelete(Found, Body))
    return std::nullopt;
  return Found;
}

std::vector<LocalObject> memtidy::localObjectsIn(const FunctionDecl &Function) {
  std::vector<LocalObject> Result;
  const Stmt *Body = Function.getBody();
  // What a coroutine keeps is on the heap anyway.
  if (!Body || isa<CoroutineBodyStmt>(Body))
    return Result;
  for (const AllocationSite &Site : allocationSitesIn(Function))
    if (std::optional<LocalObject> Found = look(Site, Function))
      Result.push_back(std::move(*Found));
  if (!Result.empty() && calls(*Body, Function))
    Result.clear();
  return Result;
}
