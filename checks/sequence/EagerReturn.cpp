//===- EagerReturn.cpp - memtidy-eager-return -----------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/SequenceResults.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/edits/ReturnGenerator.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

namespace {
/// A function and what all its callers do.
struct Callers {
  unsigned All = 0, Iterate = 0, StopEarly = 0, Ask = 0;
  const ResultCall *NeedsWhole = nullptr; ///< The first.
};
} // namespace

// What we say.
static std::string sayCallers(const Callers &Count) {
  const std::string Early =
      Count.StopEarly ? llvm::formatv(" ({0} may stop early)", Count.StopEarly)
                      : std::string();
  if (Count.Ask != 0 && Count.Iterate != 0)
    return llvm::formatv("its {0} callers iterate over it once ({1}) or ask "
                         "only about its size ({2})",
                         Count.All, Count.Iterate, Count.Ask);
  if (Count.All == 1)
    return Count.Ask ? std::string("its only caller asks only about its size")
                     : "its only caller iterates over it once" + Early;
  if (Count.Ask)
    return llvm::formatv("its {0} callers ask only about its size", Count.All);
  return llvm::formatv("its {0} callers iterate over it once{1}", Count.All,
                       Early);
}

static llvm::StringRef sayUse(const ResultCall &Call) {
  switch (Call.How) {
  case ResultUse::Iterated:
    return "a caller iterates over it here";
  case ResultUse::StopsEarly:
    return "a caller iterates over it here, and may stop early";
  case ResultUse::Asked:
    return "a caller asks only about it here";
  case ResultUse::Kept:
    break;
  }
  llvm_unreachable("such callers need the container");
}

static Finding describe(const SequenceMaker &Maker, const Callers &Count,
                        llvm::ArrayRef<ResultCall> Calls) {
  const FunctionDecl &Function = *Maker.Function;
  const ASTContext &Context = Function.getASTContext();
  const TypeView View = viewOf(Maker.Use.Type);
  Finding Result;
  Result.Loc = Function.getLocation();
  Result.Message =
      llvm::formatv("'{0}' builds a whole '{1}', but {2}",
                    Function.getNameAsString(), View.Name, sayCallers(Count));
  Result.Sureness = Count.NeedsWhole ? Level::Possible : Level::Likely;
  Result.Waste = {std::nullopt, "element", "unless callers need all at once"};
  if (!View.Args.front()->isIncompleteType())
    Result.Waste.Bytes =
        Context.getTypeSizeInChars(View.Args.front()).getQuantity();
  Result.Steps.push_back(
      {Maker.Build.Fills.front()->Site->getBeginLoc(), "it is filled here"});
  for (const ResultCall &Call : Calls)
    Result.Steps.push_back({Call.Site->getBeginLoc(), sayUse(Call).str()});
  if (Count.NeedsWhole)
    Result.Related.push_back({Count.NeedsWhole->Site->getBeginLoc(),
                              "what is passed here does not outlive the loop, "
                              "or is changed by it"});
  Result.Subject = entityOf(Function);
  Result.Discriminator = "return";
  return Result;
}

static Fix proposeFix(const SequenceMaker &Maker, const Callers &Count,
                      llvm::ArrayRef<ResultCall> Calls,
                      const GeneratorType &Type, bool HasGenerator) {
  Fix Result;
  Result.Title = llvm::formatv("yield the elements as a '{0}'", Type.Name);
  Result.Safety = Trust::Display;
  if (!HasGenerator) {
    Result.Title = "hand each element to a callable";
    Result.Reason = "the library has no generator; the option Generator can "
                    "name one";
    return Result;
  }
  if (Count.NeedsWhole) {
    Result.Reason = "what the function refers to dies before the loop ends";
    return Result;
  }
  EditPlan Plan = returnGenerator(Maker, Calls, Type);
  if (Plan.isRefused()) {
    Result.Reason = Plan.Refusal;
    return Result;
  }
  Result.Safety = Trust::Unsafe;
  Result.Reason = "callers run between two elements, and what the function "
                  "refers to must outlive their loops";
  Result.Edits = std::move(Plan.Edits);
  return Result;
}

// When we say it.
namespace {
class EagerReturn final : public Check {
public:
  explicit EagerReturn(const OptionReader &Options)
      : MinElements(Options.getUnsigned("MinElements")),
        Type{Options.getString("Generator"),
             Options.getString("GeneratorHeader")} {}

  internal::DynTypedMatcher matcher() const override {
    return functionDecl(isDefinition(), hasBody(stmt())).bind("function");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Function = *Match.Nodes.getNodeAs<FunctionDecl>("function");
    // Elsewhere there may be callers that this TU does not see.
    if (Function.isExternallyVisible() ||
        !Function.getReturnType()->isRecordType() ||
        Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    std::unique_ptr<SequenceMaker> Maker =
        makerIn(Function, Match.Index.get<SequenceUses>(), MinElements);
    if (!Maker)
      return;
    llvm::ArrayRef<ResultCall> Calls =
        Match.Index.get<ResultCalls>().of(Function);
    std::optional<Callers> Count = count(Calls);
    if (!Count)
      return;
    Finding Result = describe(*Maker, *Count, Calls);
    const bool HasGenerator = Type.Name == "std::generator"
                                  ? hasStdGenerator(Match.Context)
                                  : Match.Context.getLangOpts().CPlusPlus20;
    Result.Fixes.push_back(
        proposeFix(*Maker, *Count, Calls, Type, HasGenerator));
    Report(std::move(Result));
  }

private:
  /// Returns nullopt when a caller needs the container, or none is seen.
  static std::optional<Callers> count(llvm::ArrayRef<ResultCall> Calls) {
    Callers Count;
    for (const ResultCall &Call : Calls) {
      if (Call.How == ResultUse::Kept)
        return std::nullopt;
      ++Count.All;
      Count.Ask += Call.How == ResultUse::Asked;
      Count.StopEarly += Call.How == ResultUse::StopsEarly;
      if (Call.NeedsWhole && !Count.NeedsWhole)
        Count.NeedsWhole = &Call;
    }
    Count.Iterate = Count.All - Count.Ask;
    return Count.All ? std::optional(Count) : std::nullopt;
  }

  const unsigned MinElements;
  const GeneratorType Type;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"Generator", "std::generator",
     "class template whose objects yield elements; the fix returns it"},
    {"GeneratorHeader", "generator", "header that declares it"},
    {"MinElements", "16",
     "report only where more elements than this are possible"},
};

constexpr CheckInfo memtidy::EagerReturnInfo = {
    .Name = "memtidy-eager-return",
    .Summary = "finds returned containers that callers only iterate over once",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<EagerReturn>(Values);
    },
};
