//===- LocalHeap.cpp - memtidy-local-heap ---------------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/LocalObjects.h"
#include "checks/edits/StackFix.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static Finding describe(const LocalObject &Found,
                        const FunctionDecl &Function) {
  const VarDecl &Owner = *Found.Site.Owner;
  Finding Result;
  Result.Loc = Owner.getLocation();
  Result.Message = llvm::formatv(
      "'{0}' keeps {1} bytes on the heap that never outlive this scope",
      Owner.getName(), Found.Size);
  Result.Waste = {Found.blockBytes(), "call",
                  "a heap block of glibc, its header included"};
  Result.Related.push_back({Found.Site.Site->getExprLoc(), "allocated here"});
  if (Found.Delete)
    Result.Related.push_back({Found.Delete->getBeginLoc(), "deleted here"});
  Result.Subject = entityOf(Function);
  Result.Discriminator = "local:" + Owner.getName().str();
  return Result;
}

// When we say it.
namespace {
class LocalHeap final : public Check {
public:
  explicit LocalHeap(const OptionReader &Options)
      : StackLimit(Options.getUnsigned("StackLimit")),
        // It says the same of them, with what all iterations cost, and offers
        // the same fix.
        LeaveLoops(Options.runsBeside("memtidy-loop-allocation")) {}

  internal::DynTypedMatcher matcher() const override {
    return functionDecl(isDefinition(), unless(isImplicit())).bind("function");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Function = *Match.Nodes.getNodeAs<FunctionDecl>("function");
    if (Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    for (const LocalObject &Found : localObjectsIn(Function)) {
      if (Found.Site.IsArray || Found.Size > StackLimit ||
          (LeaveLoops && Found.isMadeInEachIteration()))
        continue;
      Finding Result = describe(Found, Function);
      Result.Fixes.push_back(moveOffHeap(Found, Match.Context));
      Report(std::move(Result));
    }
  }

private:
  const unsigned StackLimit;
  const bool LeaveLoops;
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
