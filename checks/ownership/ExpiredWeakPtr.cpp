//===- ExpiredWeakPtr.cpp - memtidy-expired-weak-ptr ----------------------===//

#include "checks/Registry.h"
#include "checks/analysis/DeadOnArrival.h"
#include "checks/analysis/EarlySelf.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/UncheckedLocks.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static Finding findingAt(const Expr &Guilty, const NamedDecl &Around,
                         llvm::StringRef Kind, llvm::StringRef Name) {
  Finding Result;
  Result.Loc = Guilty.getExprLoc();
  Result.Waste.Unit = "call";
  Result.Subject = entityOf(Around);
  Result.Discriminator = llvm::formatv("{0}:{1}", Kind, Name);
  return Result;
}

static void addCost(Finding &Result, QualType Object,
                    const ASTContext &Context) {
  if (Object.isNull() || Object->isDependentType() ||
      Object->isIncompleteType() || Object->isVoidType())
    return;
  Result.Waste.Bytes = Context.getTypeSizeInChars(Object).getQuantity();
  Result.Waste.Assumption = "the object alone, made and freed at once";
}

static Finding describe(const DeadOnArrival &Dead, const NamedDecl &Around) {
  Finding Result = findingAt(*Dead.Owner.Maker, Around, "dead", Dead.Weak);
  std::string Weak =
      Dead.Weak.empty() ? "the weak pointer returned" : "'" + Dead.Weak + "'";
  if (Dead.IsElement)
    Weak = "the new element of " + Weak;
  Result.Message = llvm::formatv("{0} expires at once: nothing else owns the "
                                 "object that is made here",
                                 Weak);
  bool Seen = !Dead.Keeper && !Dead.Owner.By && !Dead.Owner.Intrusive;
  Result.Sureness = Seen ? Level::Certain : Level::Likely;
  addCost(Result, Dead.Owner.Pointee, Around.getASTContext());
  if (Dead.Owner.By)
    Result.Steps.push_back({Dead.Owner.By->getLocation(),
                            llvm::formatv("'{0}' returns the only owner",
                                          Dead.Owner.By->getNameAsString())});
  if (Dead.Keeper)
    Result.Steps.push_back(
        {Dead.SetAt, llvm::formatv("'{0}' keeps it only weakly, here",
                                   Dead.Keeper->getNameAsString())});
  Fix Sketch;
  Sketch.Title = "keep the object in a shared pointer that lives longer";
  Sketch.Safety = Trust::Display;
  Sketch.Reason = "where it belongs is a question of design";
  Result.Fixes.push_back(std::move(Sketch));
  return Result;
}

static Finding describe(const EarlySelf &Self, const FunctionDecl &Around) {
  const bool InDestructor = isa<CXXDestructorDecl>(Around);
  const bool IsDirect = Self.Through.empty();
  llvm::StringRef Name = Self.IsWeak ? "weak_from_this" : "shared_from_this";
  Finding Result = findingAt(IsDirect ? *Self.Call : *Self.Through.front(),
                             Around, "early", Name);
  std::string What = llvm::formatv(IsDirect ? "'{0}' {1} here"
                                            : "this call reaches '{0}', "
                                              "which {1}",
                                   Name, Self.IsWeak ? "is empty" : "fails");
  Result.Message =
      llvm::formatv("{0}: no shared pointer owns the object while its {1} runs",
                    What, InDestructor ? "destructor" : "constructor");
  // What a function does on some condition it may well not do so early.
  if (IsDirect)
    Result.Sureness = Self.Conditional ? Level::Likely : Level::Certain;
  else
    Result.Sureness = Self.Conditional ? Level::Possible : Level::Likely;
  for (const Expr *Call : llvm::drop_begin(Self.Through, IsDirect ? 0 : 1))
    Result.Steps.push_back({Call->getExprLoc(), "through this call"});
  if (!IsDirect)
    Result.Steps.push_back(
        {Self.Call->getExprLoc(), llvm::formatv("'{0}' is called here", Name)});
  return Result;
}

static Finding describe(const UncheckedLock &Lock, const FunctionDecl &Around) {
  Finding Result = findingAt(*Lock.Lock, Around, "unchecked", Lock.Weak);
  Result.Sureness = Lock.Repeated ? Level::Possible : Level::Likely;
  if (Lock.Repeated) {
    Result.Message = llvm::formatv("'{0}' is locked twice in one statement, "
                                   "each time without a check",
                                   Lock.Weak);
    Result.Steps.push_back({Lock.Before->getExprLoc(), "the first time"});
    return Result;
  }
  Result.Message = llvm::formatv("'{0}' may have expired since it was asked, "
                                 "and what 'lock' returns is not checked",
                                 Lock.Weak);
  Result.Steps.push_back(
      {Lock.Before->getExprLoc(), "asked here, without keeping the object"});
  return Result;
}

// When we say it.
namespace {
class ExpiredWeakPtr final : public Check {
public:
  explicit ExpiredWeakPtr(const OptionReader &Options)
      : Model(builtinOwnershipModel()), Types(Model) {
    Model.Strong.add(Options.getGlobs("StrongPointers"));
    Model.Weak.add(Options.getGlobs("WeakPointers"));
  }

  internal::DynTypedMatcher matcher() const override {
    return declaratorDecl(unless(isExpansionInSystemHeader()),
                          anyOf(functionDecl(isDefinition()),
                                fieldDecl(hasInClassInitializer(anything())),
                                varDecl(hasInitializer(anything()))))
        .bind("code");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Code = *Match.Nodes.getNodeAs<DeclaratorDecl>("code");
    // Local variables are seen with their function.
    if (const auto *Var = dyn_cast<VarDecl>(&Code);
        Var && Var->getParentFunctionOrMethod())
      return;
    for (const DeadOnArrival &Dead : deadOnArrivalIn(Code, Types))
      Report(describe(Dead, Code));
    const auto *Function = dyn_cast<FunctionDecl>(&Code);
    if (!Function || !Function->doesThisDeclarationHaveABody())
      return;
    for (const EarlySelf &Self : earlySelvesIn(*Function, Types))
      Report(describe(Self, *Function));
    for (const UncheckedLock &Lock : uncheckedLocksIn(*Function, Types))
      Report(describe(Lock, *Function));
  }

private:
  OwnershipModel Model;
  OwnerTypes Types;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"StrongPointers", "",
     "more smart pointers that share ownership, as names or globs"},
    {"WeakPointers", "", "more weak pointers"},
};

constexpr CheckInfo memtidy::ExpiredWeakPtrInfo = {
    .Name = "memtidy-expired-weak-ptr",
    .Summary = "finds weak pointers to objects that are already gone",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::None,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<ExpiredWeakPtr>(Values);
    },
};
