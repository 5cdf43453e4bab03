//===- LocalHeap.cpp - memtidy-local-heap ---------------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/AllocationSites.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/EscapeOf.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "checks/edits/MoveToStack.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

namespace {
/// A local pointer whose object could as well be a local object.
struct LocalObject {
  const AllocationSite &Site;
  PointerEscape Escape;
  uint64_t Size = 0;
  /// The statement that deletes it, for raw pointers.
  const Stmt *Delete = nullptr;
  /// Something that has effects follows the delete.
  bool IsDeletedEarly = false;
};
} // namespace

// What we say.
static uint64_t heapBytes(const LocalObject &Found) {
  const uint64_t Counts = Found.Site.How == AllocatedBy::MakeShared ? 16 : 0;
  return std::max<uint64_t>(32, llvm::alignTo(Found.Size + Counts + 8, 16));
}

static Finding describe(const LocalObject &Found,
                        const FunctionDecl &Function) {
  const VarDecl &Owner = *Found.Site.Owner;
  Finding Result;
  Result.Loc = Owner.getLocation();
  Result.Message = llvm::formatv(
      "'{0}' keeps {1} bytes on the heap that never outlive this scope",
      Owner.getName(), Found.Size);
  Result.Waste = {heapBytes(Found), "call",
                  "a heap block of glibc, its header included"};
  Result.Related.push_back({Found.Site.Site->getExprLoc(), "allocated here"});
  if (Found.Delete)
    Result.Related.push_back({Found.Delete->getBeginLoc(), "deleted here"});
  Result.Subject = entityOf(Function);
  Result.Discriminator = "local:" + Owner.getName().str();
  return Result;
}

// How we cure it.
static bool hasNullLiteral(const Expr &Site, const ASTContext &Context) {
  auto IsNull = [&](const Expr *Arg) {
    const Expr &Core = bare(*Arg);
    return (isa<IntegerLiteral>(Core) || isa<GNUNullExpr>(Core)) &&
           !Core.isValueDependent() && Core.isIntegerConstantExpr(Context) &&
           Core.EvaluateKnownConstInt(Context) == 0;
  };
  const auto *Call = dyn_cast<CallExpr>(&Site);
  return Call && llvm::any_of(Call->arguments(), IsNull);
}

static llvm::StringRef whyNot(const LocalObject &Found,
                              const ASTContext &Context) {
  if (!Context.getLangOpts().CPlusPlus17)
    return "before C++17 the object would have to be copied";
  if (!Found.Site.Declared->isSingleDecl())
    return "the statement declares something else, too";
  if (hasNullLiteral(*Found.Site.Site, Context))
    return "an argument 0 may turn into a null pointer";
  return "";
}

static Fix proposeFix(const LocalObject &Found, const ASTContext &Context) {
  Fix Result;
  Result.Title = llvm::formatv("make '{0}' the object itself",
                               Found.Site.Owner->getName());
  Result.Safety = Trust::Display;
  Result.Reason = whyNot(Found, Context).str();
  if (!Result.Reason.empty())
    return Result;
  EditPlan Plan = moveToStack(Found.Site, Found.Escape, Context);
  Result.Reason = Plan.Refusal;
  if (Plan.isRefused())
    return Result;
  Result.Edits = std::move(Plan.Edits);
  Result.Safety = Trust::Safe;
  if (Found.IsDeletedEarly) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = "it dies at the end of its block, not at the delete";
  }
  return Result;
}

// When we say it.
static QualType pointeeOf(QualType Owner) {
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

namespace {
class LocalHeap final : public Check {
public:
  explicit LocalHeap(const OptionReader &Options)
      : StackLimit(Options.getUnsigned("StackLimit")) {}

  internal::DynTypedMatcher matcher() const override {
    return functionDecl(isDefinition(), unless(isImplicit())).bind("function");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Function = *Match.Nodes.getNodeAs<FunctionDecl>("function");
    const Stmt *Body = Function.getBody();
    // What a coroutine keeps is on the heap anyway.
    if (!Body || isa<CoroutineBodyStmt>(Body) ||
        Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    for (const AllocationSite &Site : allocationSitesIn(Function))
      if (std::optional<LocalObject> Found =
              look(Site, Function, Match.Context)) {
        Finding Result = describe(*Found, Function);
        Result.Fixes.push_back(proposeFix(*Found, Match.Context));
        Report(std::move(Result));
      }
  }

private:
  std::optional<LocalObject> look(const AllocationSite &Site,
                                  const FunctionDecl &Function,
                                  const ASTContext &Context) const {
    if (!Site.Owner || Site.IsArray)
      return std::nullopt;
    const CXXRecordDecl *Record = Site.Type->getAsCXXRecordDecl();
    QualType Pointee = pointeeOf(Site.Owner->getType());
    if (!Record || !Record->hasDefinition() || Record->isPolymorphic() ||
        Pointee.isNull() || !Context.hasSameUnqualifiedType(Pointee, Site.Type))
      return std::nullopt;
    LocalObject Found{Site, {}};
    Found.Size = Context.getTypeSizeInChars(Site.Type).getQuantity();
    if (Found.Size > StackLimit || isManagedElsewhere(*Record, Context))
      return std::nullopt;
    const Stmt &Body = *Function.getBody();
    Found.Escape = escapeOf(*Site.Owner, Body);
    if (Found.Escape.find(PointerUse::Escapes) ||
        Found.Escape.find(PointerUse::Reset) || calls(Body, Function))
      return std::nullopt;
    if (Site.How == AllocatedBy::New && !findDelete(Found, Body))
      return std::nullopt;
    return Found;
  }

  const unsigned StackLimit;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"StackLimit", "1024", "leave larger objects on the heap"},
};

constexpr CheckInfo memtidy::LocalHeapInfo = {
    .Name = "memtidy-local-heap",
    .Summary = "finds objects on the heap that never leave their scope",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<LocalHeap>(Values);
    },
};
