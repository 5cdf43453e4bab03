//===- EagerLocal.cpp - memtidy-eager-local -------------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/Interplay.h"
#include "checks/analysis/StdAlgorithm.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/WholeCopy.h"
#include "checks/edits/IterateSource.h"
#include "checks/edits/StreamLocal.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static std::string sayRead(const SequenceRead &Read) {
  switch (Read.How) {
  case ReadKind::Iterated:
    return "to be iterated once";
  case ReadKind::Counted:
    return "to be asked for its size";
  case ReadKind::Looked:
    return "to be searched once";
  case ReadKind::Called:
    return llvm::formatv("to be read once by '{0}'",
                         standardAlgorithm(*cast<CallExpr>(Read.Site)));
  case ReadKind::First:
    return "to be asked for its first element";
  }
  llvm_unreachable("not a way to read");
}

static Fix proposeFix(const WholeCopy &Found, const ASTContext &Context) {
  Fix Result;
  Result.Title = "iterate over the source itself";
  EditPlan Plan = iterateSource(Found, Context);
  Result.Reason = Plan.Refusal;
  Result.Safety = Plan.isRefused() ? Trust::Display : Trust::Safe;
  Result.Edits = std::move(Plan.Edits);
  return Result;
}

static Cost costOf(QualType Container, const ASTContext &Context) {
  Cost Result;
  Result.Unit = "element";
  const TypeView View = viewOf(Container);
  if (Container->isDependentType() || View.Args.empty() ||
      View.Args.front()->isIncompleteType() ||
      View.Args.front()->isDependentType())
    return Result;
  Result.Bytes = Context.getTypeSizeInChars(View.Args.front()).getQuantity();
  Result.Assumption = "the element alone, without spare room";
  return Result;
}

static Finding describe(const LocalSite &Site, const SequenceRead &Read,
                        Interplay Between) {
  const VarDecl &Local = *Site.Build.Use->Local;
  Finding Result;
  Result.Loc = Local.getLocation();
  Result.Message = llvm::formatv("'{0}' is built whole only {1}",
                                 Local.getName(), sayRead(Read));
  Result.Sureness =
      Between == Interplay::None ? Level::Likely : Level::Possible;
  Result.Waste = costOf(Site.Build.Use->Type, Site.Context);
  Result.Steps.push_back(
      {Site.Build.Fills.front()->Site->getBeginLoc(), "it is filled here"});
  Result.Steps.push_back({Read.Site->getBeginLoc(), "it is read here"});
  Result.Discriminator = ("local:" + Local.getName()).str();
  return Result;
}

static Finding describe(const WholeCopy &Found, const ASTContext &Context) {
  Finding Result;
  Result.Loc =
      Found.Local ? Found.Local->getLocation() : Found.Copy->getBeginLoc();
  Result.Message =
      Found.Local
          ? llvm::formatv("'{0}' copies a whole range only {1}",
                          Found.Local->getName(), sayRead(Found.Read))
                .str()
          : "the loop copies a whole range only to iterate over it once";
  Result.Waste = costOf(Found.Copy->getType(), Context);
  Result.Discriminator =
      Found.Local ? ("copy:" + Found.Local->getName()).str() : "header";
  Result.Fixes.push_back(proposeFix(Found, Context));
  return Result;
}

static std::optional<Fix>
proposeFix(const LocalSite &Site, const SequenceRead &Read, Interplay Between) {
  Fix Result;
  EditPlan Plan;
  const auto *Loop = dyn_cast<CXXForRangeStmt>(Read.Site);
  if (Read.How == ReadKind::Counted) {
    Result.Title = "count instead";
    Plan = countInstead(Site);
  } else if (Loop) {
    Result.Title = "do the work of the second loop in the first";
    Plan = fuseLoops(Site, *Loop);
  } else {
    return std::nullopt;
  }
  Result.Edits = std::move(Plan.Edits);
  if (Plan.isRefused()) {
    Result.Safety = Trust::Display;
    Result.Reason = Plan.Refusal;
  } else if (Between != Interplay::None) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = "what the second loop calls may change what the first "
                    "loop reads";
  }
  return Result;
}

// When we say it.

namespace {
class EagerLocal final : public Check {
public:
  explicit EagerLocal(const OptionReader &Options)
      : MinElements(Options.getUnsigned("MinElements")) {}

  internal::DynTypedMatcher matcher() const override {
    return functionDecl(isDefinition(), hasBody(stmt())).bind("function");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Function = *Match.Nodes.getNodeAs<FunctionDecl>("function");
    const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
    if (Method && Method->getParent()->isLambda())
      return; // Seen with the function around it.
    const Stmt &Body = *Function.getBody();
    for (const SequenceUse &Use : Match.Index.get<SequenceUses>().of(Function))
      if (std::optional<SequenceBuild> Build =
              buildOf(Use, Body, Match.Context, MinElements))
        look({*Build, Body, Match.Context}, Report);
      else if (std::optional<WholeCopy> Copy = wholeCopyOf(Use, Body))
        Report(describe(*Copy, Match.Context));
    for (const WholeCopy &Copy : wholeCopiesInHeaders(Body, Match.Context))
      Report(describe(Copy, Match.Context));
  }

private:
  static void look(const LocalSite &Site, FindingSink Report) {
    std::optional<SequenceRead> Read = readOnce(Site.Build, Site.Function);
    if (!Read)
      return;
    const Interplay Between =
        interplayOf(Site.Build, *Read, Site.Function, Site.Context);
    if (Between == Interplay::Real)
      return;
    Finding Result = describe(Site, *Read, Between);
    if (std::optional<Fix> Cure = proposeFix(Site, *Read, Between))
      Result.Fixes.push_back(std::move(*Cure));
    Report(std::move(Result));
  }

  const unsigned MinElements;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"MinElements", "16",
     "report only where more elements than this are possible"},
};

constexpr CheckInfo memtidy::EagerLocalInfo = {
    .Name = "memtidy-eager-local",
    .Summary = "finds containers that are built whole and read once",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<EagerLocal>(Values);
    },
};
