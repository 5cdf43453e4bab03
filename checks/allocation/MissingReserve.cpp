//===- MissingReserve.cpp - memtidy-missing-reserve -----------------------===//

#include "checks/Registry.h"
#include "checks/analysis/ConstantArguments.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/GrowthSites.h"
#include "checks/analysis/Interplay.h"
#include "checks/analysis/LoopLocals.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/ValueUses.h"
#include "checks/edits/InsertReserve.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static bool isHash(const GrowthSite &Site) {
  const ContainerKind Kind = Site.Use->Traits.Kind;
  return Kind == ContainerKind::HashNodes || Kind == ContainerKind::HashTable;
}

// The number where the code has one, else 0.
static uint64_t constantOf(const GrowthSite &Site) {
  return Site.InLoop.size() == 1 && Site.InLoop[0].Trips.empty()
             ? Site.InLoop[0].Factor
             : 0;
}

static std::string sayCount(const GrowthSite &Site,
                            const std::optional<SizeText> &Size) {
  if (uint64_t Count = constantOf(Site))
    return llvm::formatv("{0} elements", Count);
  return Size ? llvm::formatv("'{0}' elements", Size->Shown).str()
              : std::string("a number of elements");
}

static llvm::StringRef sayRepeater(const GrowthSite &Site) {
  return isa<Expr>(Site.Loop) ? "call" : "loop";
}

static std::string sayGrowth(const GrowthSite &Site,
                             const std::optional<SizeText> &Size) {
  llvm::StringRef Bound = Site.Bound == GrowthBound::AtLeast  ? "at least "
                          : Site.Bound == GrowthBound::AtMost ? "at most "
                                                              : "";
  return llvm::formatv("'{0}' {1} step by step {2} {3}{4}, which is known "
                       "before the {5}",
                       Site.Use->What.name(),
                       isHash(Site) ? "rehashes" : "grows",
                       Site.MayHaveElements ? "by" : "to", Bound,
                       sayCount(Site, Size), sayRepeater(Site));
}

static std::string sayCost(const GrowthSite &Site) {
  if (uint64_t Count = constantOf(Site))
    return llvm::formatv("{0} allocations instead of 1, where capacity doubles",
                         llvm::Log2_64_Ceil(Count) + 1);
  return "about log2(n) allocations instead of 1, where capacity doubles";
}

// How we cure it.
static bool isWalked(const GrowthSite &Site) {
  return llvm::any_of(Site.Use->Ops, [](const SequenceOp &Op) {
    switch (Op.Kind) {
    case UseKind::Insert:
    case UseKind::Append:
    case UseKind::Find:
    case UseKind::Size:
    case UseKind::Empty:
    case UseKind::Clear:
    case UseKind::Element:
      return false;
    default:
      return true;
    }
  });
}

// A range is there in any case; a number may be any.
static bool isCounted(const GrowthSite &Site) {
  return llvm::any_of(Site.InAll, [](const FillTerm &Term) {
    return llvm::any_of(Term.Trips, [](const TripCount &Trips) {
      return Trips.Form == TripForm::Counted;
    });
  });
}

static std::string whyUnsafe(const GrowthSite &Site) {
  if (isHash(Site) && (isWalked(Site) || !Site.Use->Local))
    return llvm::formatv("the order of '{0}' may change, and somebody may "
                         "walk it",
                         Site.Use->What.name());
  if (Site.Bound == GrowthBound::AtMost && !Site.AddsKeys &&
      (!isHash(Site) || isCounted(Site)))
    return "it takes room for elements that may never come";
  if (llvm::any_of(Site.InAll, [](const FillTerm &Term) {
        return repetitionOf(Term) == Repetition::Calls;
      }))
    return "it calls a function once more";
  return "";
}

static Fix proposeFix(const GrowthSite &Site, unsigned Index,
                      const FunctionDecl &Function, bool BesideEagerLocal) {
  const ASTContext &Context = Function.getASTContext();
  Fix Result;
  Result.Title = llvm::formatv("reserve '{0}' before the {1}",
                               Site.Use->What.name(), sayRepeater(Site));
  Result.Safety = Trust::Display;
  // Both edits together would name a container that is gone.
  if (BesideEagerLocal && isBuiltToBeReadOnce(*Site.Use, Function)) {
    Result.Reason = "memtidy-eager-local does without it";
    return Result;
  }
  if (Site.MayHaveElements) {
    Result.Reason = "callers may add to it again and again, and an exact "
                    "reserve each time would make that quadratic";
    return Result;
  }
  std::optional<SizeText> Size = spellSize(Site.InAll, Context);
  if (!Size) {
    Result.Reason = "the number of elements has no simple spelling";
    return Result;
  }
  EditPlan Plan = insertReserve(
      {Function.getBody(), Site.Loop, cast<Expr>(Site.First->Site), Index},
      *Size, Context);
  Result.Reason = Plan.isRefused() ? Plan.Refusal : whyUnsafe(Site);
  if (Plan.isRefused())
    return Result;
  Result.Edits = std::move(Plan.Edits);
  Result.Safety = Result.Reason.empty() ? Trust::Safe : Trust::Unsafe;
  return Result;
}

/// Somebody else gives the field its room: how often, and for how many, he may
/// know better.
static bool isReservedElsewhere(const GrowthSite &Site, TuIndex &Index) {
  llvm::ArrayRef<const FieldDecl *> Fields = Site.Use->What.Fields;
  return !Fields.empty() &&
         llvm::any_of(Index.get<ValueUses>().of(*Fields.back()).Uses,
                      [](const ValueUse &Use) {
                        return Use.Ref &&
                               consumerOf(Use, *Use.Ref).Name == "reserve";
                      });
}

static Level levelOf(const GrowthSite &Site, TuIndex &Index) {
  if (Site.MayHaveElements || isReservedElsewhere(Site, Index) ||
      (Site.Bound == GrowthBound::AtMost && !Site.AddsKeys))
    return Level::Possible;
  return Level::Likely;
}

static Finding describe(const GrowthSite &Site, Fix Cure,
                        const FunctionDecl &Function, TuIndex &Index) {
  const ASTContext &Context = Function.getASTContext();
  Finding Result;
  const auto &Append = *cast<Expr>(Site.First->Site);
  const std::optional<MemberCall> Member = memberCallOf(Append);
  Result.Loc = Member ? nameLoc(*Member) : Append.getExprLoc();
  Result.Message = sayGrowth(Site, spellSize(Site.InLoop, Context));
  Result.Sureness = levelOf(Site, Index);
  Result.Waste = {std::nullopt, "call", sayCost(Site)};
  Result.Related.push_back(
      {Site.Loop->getBeginLoc(),
       llvm::formatv("the {0} is here", sayRepeater(Site))});
  Result.Fixes.push_back(std::move(Cure));
  Result.Subject = entityOf(Function);
  Result.Discriminator = "reserve:" + Site.Use->What.name();
  return Result;
}

// When we say it.
namespace {
class MissingReserve final : public Check {
public:
  explicit MissingReserve(const OptionReader &Options)
      : MinElements(Options.getUnsigned("MinElements")),
        LeavePlain(
            Options.runsBeside("performance-inefficient-vector-operation")),
        BesideEagerLocal(Options.runsBeside("memtidy-eager-local")) {}

  internal::DynTypedMatcher matcher() const override {
    return functionDecl(isDefinition(), unless(isImplicit())).bind("function");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Function = *Match.Nodes.getNodeAs<FunctionDecl>("function");
    if (Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    llvm::DenseMap<const Stmt *, unsigned> Before;
    for (const GrowthSite &Site :
         growthSitesIn(Function, Match.Index.get<SequenceUses>().of(Function)))
      if (!(Site.IsPlain && LeavePlain) && isWorthIt(Site, Match.Context))
        Report(describe(
            Site,
            proposeFix(Site, Before[Site.Loop]++, Function, BesideEagerLocal),
            Function, Match.Index));
  }

private:
  bool isWorthIt(const GrowthSite &Site, ASTContext &Context) const {
    const bool IsString = Site.Use->Traits.Kind == ContainerKind::String;
    const uint64_t Count = constantOf(Site);
    if (Count == 0)
      return !Site.InLoop.front().Trips.empty() &&
             !(IsString && isAlwaysShort(Site, Context));
    return !(IsString && Count <= InsideString) && Count >= MinElements;
  }

  // A parameter is the number of characters, and all calls of the file want
  // few.
  static bool isAlwaysShort(const GrowthSite &Site, ASTContext &Context) {
    const FillTerm &Term = Site.InLoop.front();
    if (Site.InLoop.size() > 1 || Term.Trips.size() > 1 || Term.Factor > 1 ||
        Term.Trips.front().Form != TripForm::Counted)
      return false;
    const auto *Limit = dyn_cast<DeclRefExpr>(&bare(*Term.Trips.front().To));
    const auto *Param =
        Limit ? dyn_cast<ParmVarDecl>(Limit->getDecl()) : nullptr;
    if (!Param || !isa<FunctionDecl>(Param->getDeclContext()))
      return false;
    const std::optional<uint64_t> Greatest = greatestArgument(*Param, Context);
    return Greatest && *Greatest < InsideString;
  }

  const unsigned MinElements;
  const bool LeavePlain;
  const bool BesideEagerLocal;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"MinElements", "5",
     "report only when at least this many elements are added, where the code "
     "tells"},
};

constexpr CheckInfo memtidy::MissingReserveInfo = {
    .Name = "memtidy-missing-reserve",
    .Summary = "finds containers that grow to a known size without a reserve",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<MissingReserve>(Values);
    },
};
