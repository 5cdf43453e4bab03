//===- LocalHeap.cpp - memtidy-local-heap ---------------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/LocalObjects.h"
#include "checks/analysis/Place.h"
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
  if (Found.Site.Type->isRecordType() &&
      hasNullLiteral(*Found.Site.Site, Context))
    return "an argument 0 may turn into a null pointer";
  return "";
}

static Fix proposeFix(const LocalObject &Found, const ASTContext &Context) {
  Fix Result;
  const bool IsLate = Found.Site.IsLate;
  Result.Title = llvm::formatv(IsLate ? "make '{0}' a std::optional"
                                      : "make '{0}' the object itself",
                               Found.Site.Owner->getName());
  Result.Safety = Trust::Display;
  Result.Reason = whyNot(Found, Context).str();
  if (!Result.Reason.empty())
    return Result;
  EditPlan Plan = IsLate ? moveToOptional(Found.Site, Found.Escape, Context)
                         : moveToStack(Found.Site, Found.Escape, Context);
  Result.Reason = Plan.Refusal;
  if (Plan.isRefused())
    return Result;
  Result.Edits = std::move(Plan.Edits);
  Result.Safety = Trust::Safe;
  if (Found.IsReplaced) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = "an object that is replaced dies before the next is made";
  }
  if (Found.IsDeletedEarly) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = "it dies at the end of its block, not at the delete";
  }
  return Result;
}

// When we say it.
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
    if (Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    for (const LocalObject &Found : localObjectsIn(Function)) {
      if (Found.Site.IsArray || Found.Size > StackLimit)
        continue;
      Finding Result = describe(Found, Function);
      Result.Fixes.push_back(proposeFix(Found, Match.Context));
      Report(std::move(Result));
    }
  }

private:
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
