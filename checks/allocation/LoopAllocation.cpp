//===- LoopAllocation.cpp - memtidy-loop-allocation -----------------------===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/LoopAllocations.h"
#include "checks/analysis/MemoryUnits.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/edits/HoistLocal.h"
#include "checks/edits/LoopWasteEdits.h"
#include "checks/edits/StackFix.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static unsigned literalLength(const LoopAllocation &Waste) {
  const auto *Made = cast<CXXConstructExpr>(Waste.Made);
  return cast<StringLiteral>(Made->getArg(0)->IgnoreParenImpCasts())
      ->getLength();
}

static std::string sayWaste(const LoopAllocation &Waste) {
  const std::string Name = Waste.Var ? Waste.Var->getNameAsString() : "";
  switch (Waste.Kind) {
  case LoopWaste::Container:
    return llvm::formatv("'{0}' allocates anew in each iteration, though "
                         "nothing of it outlives one",
                         Name);
  case LoopWaste::Stream:
    return llvm::formatv("'{0}' is a new stream in each iteration, with a "
                         "buffer and a locale of its own",
                         Name);
  case LoopWaste::Parser:
    if (Waste.Var)
      return llvm::formatv("'{0}' is parsed anew in each iteration, though its "
                           "text never changes",
                           Name);
    return llvm::formatv("a '{0}' is parsed anew in each iteration, though its "
                         "text never changes",
                         viewOf(Waste.Type).Name);
  case LoopWaste::Literal:
    return llvm::formatv("a literal of {0} characters becomes a string anew in "
                         "each iteration",
                         literalLength(Waste));
  case LoopWaste::View:
    return "a view becomes a string anew in each iteration";
  case LoopWaste::Substr:
    return "'substr' copies in each iteration what is only looked at";
  case LoopWaste::Function:
    return llvm::formatv("'{0}' puts its closure on the heap in each iteration",
                         Name);
  case LoopWaste::Object:
  case LoopWaste::Array:
    return llvm::formatv("what '{0}' owns is allocated anew in each iteration, "
                         "though it never outlives one",
                         Name);
  }
  llvm_unreachable("not a kind of waste");
}

static Level levelOf(const LoopAllocation &Waste) {
  return Waste.MayFitInside || Waste.Kind == LoopWaste::View ? Level::Possible
                                                             : Level::Likely;
}

static Finding describe(const LoopAllocation &Waste,
                        const FunctionDecl &Function) {
  Finding Result;
  Result.Loc = Waste.Var && Waste.Kind != LoopWaste::Substr
                   ? Waste.Var->getLocation()
                   : Waste.Made->getExprLoc();
  Result.Message = sayWaste(Waste);
  Result.Sureness = levelOf(Waste);
  Result.Waste.Unit = "iteration";
  if (Waste.Kind == LoopWaste::Literal)
    Result.Waste.Bytes = mallocBlockFor(literalLength(Waste) + 1);
  else if (Waste.Object)
    Result.Waste.Bytes = Waste.Object->blockBytes();
  if (Result.Waste.Bytes)
    Result.Waste.Assumption = "a heap block of glibc, its header included";
  Result.Related.push_back({Waste.Loop->getBeginLoc(), "the loop is here"});
  Result.Subject = entityOf(Function);
  Result.Discriminator =
      "loop:" + (Waste.Var ? Waste.Var->getNameAsString()
                           : std::to_string(static_cast<int>(Waste.Kind)));
  return Result;
}

// How we cure it.

/// Larger objects had better stay on the heap, one for all iterations.
static constexpr uint64_t MostOnStack = 1024;

static std::string sayTitle(const LoopAllocation &Waste) {
  switch (Waste.Kind) {
  case LoopWaste::Container:
  case LoopWaste::Stream:
    return llvm::formatv(Waste.Start == LocalStart::Empty
                             ? "declare '{0}' before the loop and empty it here"
                             : "declare '{0}' before the loop and fill it here",
                         Waste.Var->getName());
  case LoopWaste::Parser:
    return Waste.Var ? llvm::formatv("make '{0}' static", Waste.Var->getName())
                     : std::string("keep it in a static constant");
  case LoopWaste::Literal:
    return "keep it in a static constant";
  case LoopWaste::View:
    return "let the callee take a view";
  case LoopWaste::Substr:
    return "take a part of a view instead";
  case LoopWaste::Function:
    return llvm::formatv("keep the closure itself in '{0}'",
                         Waste.Var->getName());
  case LoopWaste::Object:
    return llvm::formatv("make one '{0}' before the loop",
                         Waste.Var->getName());
  case LoopWaste::Array:
    return llvm::formatv("make '{0}' a vector that lives outside the loop",
                         Waste.Var->getName());
  }
  llvm_unreachable("not a kind of waste");
}

static bool hasQuietElements(QualType Type) {
  TypeView View = viewOf(Type);
  QualType Element = View.Args.empty() ? QualType() : View.Args[0];
  if (Element.isNull() || Element->isDependentType())
    return false;
  const CXXRecordDecl *Record = Element->getAsCXXRecordDecl();
  return !Record || (Record->hasDefinition() && Record->hasTrivialDestructor());
}

static std::string whyUnsafe(const LoopAllocation &Waste) {
  if (Waste.Kind == LoopWaste::Stream)
    return "what one iteration sets, such as std::hex, stays for the next";
  if (Waste.Kind == LoopWaste::Substr && Waste.Var)
    return "it refers to the string, which must not change meanwhile";
  if (Waste.Kind != LoopWaste::Container)
    return "";
  if (Waste.Use->Traits.Kind == ContainerKind::HashNodes)
    return "its order may change with the room that it keeps";
  if (!hasQuietElements(Waste.Type))
    return "its elements die in the next iteration, not at the end of theirs";
  return "";
}

static EditPlan planEdits(const LoopAllocation &Waste, unsigned Index,
                          const FunctionDecl &Function) {
  const ASTContext &Context = Function.getASTContext();
  EditPlan None;
  switch (Waste.Kind) {
  case LoopWaste::Container:
  case LoopWaste::Stream:
    return hoistWaste(Waste, Index, Function);
  case LoopWaste::Function:
    return keepClosure(*Waste.Var, Context);
  case LoopWaste::Object:
    None.refuse("it may be too large for the stack", Waste.Made->getExprLoc());
    return None;
  case LoopWaste::Array:
    None.refuse("how many elements it needs may change",
                Waste.Made->getExprLoc());
    return None;
  case LoopWaste::Parser:
    if (Waste.Var)
      return makeStaticConst(*Waste.Declared, *Waste.Var, Context);
    None.refuse("it needs a name", Waste.Made->getExprLoc());
    return None;
  case LoopWaste::Literal:
    None.refuse("it needs a name", Waste.Made->getExprLoc());
    return None;
  case LoopWaste::View:
    None.refuse("the callee decides", Waste.Made->getExprLoc());
    return None;
  case LoopWaste::Substr:
    if (Context.getLangOpts().CPlusPlus17)
      return viewSubstr(*cast<CXXMemberCallExpr>(Waste.Made), Waste.Var,
                        Context);
    None.refuse("views need C++17", Waste.Made->getExprLoc());
    return None;
  }
  llvm_unreachable("not a kind of waste");
}

static Fix proposeFix(const LoopAllocation &Waste, unsigned Index,
                      const FunctionDecl &Function) {
  if (Waste.Object && Waste.Object->Size <= MostOnStack)
    return moveOffHeap(*Waste.Object, Function.getASTContext());
  Fix Result;
  Result.Title = sayTitle(Waste);
  EditPlan Plan = planEdits(Waste, Index, Function);
  Result.Reason = Plan.isRefused() ? Plan.Refusal : whyUnsafe(Waste);
  Result.Safety = Plan.isRefused()        ? Trust::Display
                  : Result.Reason.empty() ? Trust::Safe
                                          : Trust::Unsafe;
  Result.Edits = std::move(Plan.Edits);
  return Result;
}

// When we say it.
namespace {
class LoopAllocationCheck final : public Check {
public:
  explicit LoopAllocationCheck(const OptionReader &) {}

  internal::DynTypedMatcher matcher() const override {
    return functionDecl(isDefinition(), unless(isImplicit())).bind("function");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Function = *Match.Nodes.getNodeAs<FunctionDecl>("function");
    if (Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    llvm::DenseMap<const Stmt *, unsigned> Hoisted;
    for (const LoopAllocation &Waste : loopAllocationsIn(
             Function, Match.Index.get<SequenceUses>().of(Function))) {
      const bool IsHoisted =
          Waste.Kind == LoopWaste::Container || Waste.Kind == LoopWaste::Stream;
      Finding Result = describe(Waste, Function);
      Result.Fixes.push_back(proposeFix(
          Waste, IsHoisted ? Hoisted[Waste.Outermost]++ : 0, Function));
      Report(std::move(Result));
    }
  }
};
} // namespace

// What we are.
constexpr CheckInfo memtidy::LoopAllocationInfo = {
    .Name = "memtidy-loop-allocation",
    .Summary = "finds what each iteration of a loop allocates anew for nothing",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = {},
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<LoopAllocationCheck>(Values);
    },
};
