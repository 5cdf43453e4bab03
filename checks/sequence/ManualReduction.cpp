//===- ManualReduction.cpp - memtidy-manual-reduction ---------------------===//

#include "checks/Registry.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/LoopFold.h"
#include "checks/analysis/PrivateLocal.h"
#include "checks/analysis/StepCopy.h"
#include "checks/edits/FoldLoop.h"
#include "checks/edits/SourceText.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static std::string spell(const ASTContext &Context, const Expr &E,
                         llvm::StringRef Otherwise) {
  std::optional<CharSourceRange> Range =
      editableRange(Context, E.getSourceRange());
  llvm::StringRef Text = Range ? sourceText(Context, *Range) : "";
  if (Text.empty() || Text.size() > 30 ||
      Text.find_first_of("'\"\n") != llvm::StringRef::npos)
    return Otherwise.str();
  return ("'" + Text + "'").str();
}

// {0} is the range, {1} what the loop folds it into.
static const char *patternFor(FoldKind Kind) {
  switch (Kind) {
  case FoldKind::Sum:
    return "the loop only sums {0} into {1}";
  case FoldKind::Product:
    return "the loop only multiplies {0} into {1}";
  case FoldKind::Count:
    return "the loop only counts elements of {0} in {1}";
  case FoldKind::Min:
    return "the loop only keeps the least of {0} in {1}";
  case FoldKind::Max:
    return "the loop only keeps the greatest of {0} in {1}";
  case FoldKind::Any:
    return "the loop only asks whether any of {0} passes a test";
  case FoldKind::All:
    return "the loop only asks whether all of {0} pass a test";
  case FoldKind::None:
    return "the loop only asks whether none of {0} passes a test";
  case FoldKind::Find:
    return "the loop only searches {0} for the first element that passes a "
           "test";
  case FoldKind::Join:
    return "the loop only joins {0} into {1}";
  }
  llvm_unreachable("not a kind of fold");
}

static std::string sayFold(const FoldSite &Site) {
  const LoopFold &Fold = Site.Fold;
  const std::string Range = spell(Site.Context, *Fold.Range, "a range");
  const std::string Into =
      Fold.Into ? spell(Site.Context, *Fold.Into, "one value") : "";
  return llvm::formatv(patternFor(Fold.Kind), Range, Into);
}

static Finding describe(const FoldSite &Site, llvm::StringRef Copied) {
  const LoopFold &Fold = Site.Fold;
  Finding Result;
  Result.Loc = Fold.Loop->getBeginLoc();
  Result.Message = sayFold(Site);
  Result.Sureness = Level::Possible;
  if (Fold.Rebuilds) {
    Result.Message += ", and each step makes a new string";
    Result.Sureness = Level::Likely;
  } else if (!Copied.empty()) {
    Result.Message +=
        llvm::formatv(", and each step copies a '{0}'", Copied).str();
    Result.Sureness = Level::Likely;
  }
  Result.Discriminator = "fold";
  return Result;
}

// What makes a fix unsafe; empty where nothing does.
static std::string sayRisk(const FoldSite &Site) {
  const LoopFold &Fold = Site.Fold;
  const auto *Into = dyn_cast_or_null<VarDecl>(Fold.IntoDecl);
  if (Fold.Rebuilds)
    return "the string keeps room to grow, where each new one had its own size";
  if (!Fold.Into || Fold.Into->getType()->isBooleanType())
    return Fold.StopsEarly
               ? "the algorithm may test the elements in another order"
               : "the elements behind the first match are no longer tested";
  if (Fold.Walk != WalkKind::RangeFor)
    return "the end of the range is asked for once, not at every step";
  if (!Fold.Into->getType()->isIntegerType())
    return "a value that is no integer may round differently";
  if (Fold.Kind != FoldKind::Sum && Fold.Kind != FoldKind::Count)
    return "the result is worked out in a copy, and written at the end";
  if (!Into || !Into->hasLocalStorage() || Into->getType()->isReferenceType())
    return "the result is not a local variable: others may look at it "
           "meanwhile";
  if (Fold.Does.What != Effect::None && !isPrivateLocal(*Into))
    return "a function that is called for each element may look at the result";
  return "";
}

static std::optional<Fix> proposeFix(const FoldSite &Site) {
  Fix Result;
  EditPlan Plan;
  if (Site.Fold.Kind == FoldKind::Join) {
    if (!Site.Fold.Rebuilds)
      return std::nullopt;
    Result.Title = "append to the string in place";
    Plan = appendInPlace(Site);
  } else {
    FoldedLoop Folded = foldLoop(Site);
    Result.Title = "call '" + Folded.Algorithm + "' instead";
    Plan = std::move(Folded.Plan);
  }
  Result.Reason = Plan.isRefused() ? Plan.Refusal : sayRisk(Site);
  Result.Safety = Plan.isRefused()        ? Trust::Display
                  : Result.Reason.empty() ? Trust::Safe
                                          : Trust::Unsafe;
  Result.Edits = std::move(Plan.Edits);
  return Result;
}

// When we say it.

namespace {
class ManualReduction final : public Check {
public:
  explicit ManualReduction(const OptionReader &) {}

  internal::DynTypedMatcher matcher() const override {
    return compoundStmt().bind("block");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Block = *Match.Nodes.getNodeAs<CompoundStmt>("block");
    const Stmt *Before = nullptr;
    for (auto It = Block.body_begin(); It != Block.body_end(); ++It) {
      auto Next = std::next(It);
      look(**It, Before, Next == Block.body_end() ? nullptr : *Next,
           {Match.Context, Report});
      Before = *It;
    }
  }

private:
  struct Sight {
    const ASTContext &Context;
    FindingSink Report;
  };

  /// Looks at \p S and at the statements inside that have no block around.
  void look(const Stmt &S, const Stmt *Before, const Stmt *Next,
            const Sight &At) {
    if (const auto *If = dyn_cast<IfStmt>(&S)) {
      look(*If->getThen(), nullptr, nullptr, At);
      if (If->getElse())
        look(*If->getElse(), nullptr, nullptr, At);
      return;
    }
    if (const auto *Label = dyn_cast<LabelStmt>(&S))
      return look(*Label->getSubStmt(), nullptr, Next, At);
    const Stmt *Body = loopBody(S);
    if (!Body)
      return;
    if (std::optional<LoopFold> Fold = foldIn(S, Next, At.Context))
      return report({*Fold, Before, At.Context}, At.Report);
    look(*Body, nullptr, nullptr, At);
  }

  static void report(const FoldSite &Site, FindingSink Report) {
    Finding Result = describe(Site, copiedPerStep(Site.Fold));
    if (std::optional<Fix> Cure = proposeFix(Site))
      Result.Fixes.push_back(std::move(*Cure));
    Report(std::move(Result));
  }
};
} // namespace

// What we are.
constexpr CheckInfo memtidy::ManualReductionInfo = {
    .Name = "memtidy-manual-reduction",
    .Summary = "finds loops that only fold a range to one value",
    .Since = "0.1",
    .DefaultLevel = Level::Possible,
    .Fixes = FixKind::Sometimes,
    .Options = {},
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<ManualReduction>(Values);
    },
};
