//===- EagerReturn.cpp - memtidy-eager-return -----------------------------===//
//
// Everything is concluded from facts, so that one TU and a whole program are
// judged by the same rules. Here: one TU, and the edits.
//
//===----------------------------------------------------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/Outlook.h"
#include "checks/analysis/ResultFacts.h"
#include "checks/analysis/SequenceResults.h"
#include "checks/analysis/TuIndex.h"
#include "checks/edits/ReturnGenerator.h"
#include "checks/edits/ReturnView.h"
#include "checks/host/Check.h"
#include "checks/host/Conclusion.h"
#include "checks/host/Options.h"
#include "checks/program/EagerReturns.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say: program/EagerReturns.cpp.

// How we cure it.
static Fix proposeFix(const SequenceMaker &Maker,
                      llvm::ArrayRef<ResultCall> Calls,
                      const GeneratorType &Type, bool MayDangle) {
  Fix Result;
  Result.Title = llvm::formatv("yield the elements as a '{0}'", Type.Name);
  Result.Safety = Trust::Display;
  const ASTContext &Context = Maker.Function->getASTContext();
  const bool HasGenerator = Type.Name == "std::generator"
                                ? hasStdGenerator(Context)
                                : Context.getLangOpts().CPlusPlus20;
  EditPlan Plan;
  if (MayDangle) {
    Result.Reason = "what the function refers to dies before the loop ends";
    return Result;
  }
  Plan = HasGenerator ? returnGenerator(Maker, Calls, Type)
                      : returnView(Maker, Calls);
  if (!HasGenerator)
    Result.Title = Plan.isRefused() ? "hand each element to a callable"
                                    : "return a view of the elements";
  if (Plan.isRefused()) {
    Result.Reason = HasGenerator
                        ? Plan.Refusal
                        : "the library has no generator; the option Generator "
                          "can name one";
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
    if (!Function.getReturnType()->isRecordType() ||
        Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    // A host with the program judges; this TU only knows some of the callers.
    const Program &Facts = Match.Index.get<ResultFacts>().facts();
    const ResultFact *Known = Facts.result(entityOf(Function).Usr);
    if (!Known)
      return;
    std::optional<ProgramFinding> Found = concludeEagerReturn(
        *Known, Facts, {MinElements, Match.Index.get<Outlook>().SeesProgram});
    if (Found)
      Report(finish(*Found, Function, Match.Index));
  }

private:
  Finding finish(const ProgramFinding &Found, const FunctionDecl &Function,
                 TuIndex &Index) const {
    const ASTContext &Context = Index.context();
    Finding Result = findingOf(Found, Context.getSourceManager());
    Result.Loc = Function.getLocation();
    std::unique_ptr<SequenceMaker> Maker =
        makerIn(Function, Index.get<SequenceUses>());
    if (Maker)
      Result.Fixes.assign(1, proposeFix(*Maker,
                                        Index.get<ResultCalls>().of(Function),
                                        Type, Found.Sureness < Level::Likely));
    return Result;
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
    .Conclude = [](const Program &Facts,
                   const OptionReader &Values) -> std::vector<ProgramFinding> {
      return concludeEagerReturns(
          Facts, {Values.getUnsigned("MinElements"), /*IsProgram=*/true});
    },
    .Gather =
        [](TuIndex &Index, Program &Facts) {
          Facts.add(Index.get<ResultFacts>().facts());
        },
};
