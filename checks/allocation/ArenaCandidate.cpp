//===- ArenaCandidate.cpp - memtidy-arena-candidate -----------------------===//

#include "checks/Registry.h"
#include "checks/analysis/ArenaScopes.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static std::string sayScope(const ArenaScope &Scope) {
  if (Scope.Blocks == ArenaBlocks::Nodes)
    return llvm::formatv("'{0}' allocates a node for each element, and all of "
                         "them die with this scope",
                         Scope.Use->What.name());
  return llvm::formatv("the elements of '{0}' are allocated one by one, and "
                       "all of them die with this scope",
                       Scope.Use->What.name());
}

static Fix sketch(const ArenaScope &Scope) {
  const std::string Name = Scope.Use->What.name();
  const TypeView View = viewOf(Scope.Use->Type);
  llvm::StringRef Container = llvm::StringRef(View.Name).rsplit("::").second;
  Fix Result;
  Result.Safety = Trust::Display;
  if (Scope.Blocks == ArenaBlocks::Nodes) {
    Result.Title = llvm::formatv("give '{0}' memory of its own: "
                                 "std::pmr::monotonic_buffer_resource Memory; "
                                 "std::pmr::{1}<...> {0}(&Memory);",
                                 Name, Container);
    Result.Reason = "its type changes, and whoever takes it must follow";
  } else {
    Result.Title = llvm::formatv("make the elements of '{0}' in "
                                 "std::pmr::monotonic_buffer_resource Memory, "
                                 "or keep them in a std::deque",
                                 Name);
    Result.Reason = "who owns them changes";
  }
  return Result;
}

static Finding describe(const ArenaScope &Scope, const FunctionDecl &Function) {
  const ASTContext &Context = Function.getASTContext();
  Finding Result;
  Result.Loc = Scope.Use->Local->getLocation();
  Result.Message = sayScope(Scope);
  Result.Sureness = Level::Possible;
  Result.Waste.Unit = "element";
  const bool IsKnown =
      !Scope.Element->isDependentType() && !Scope.Element->isIncompleteType();
  // Neighbours in an arena have no header of their own.
  Result.Waste.Bytes = 8;
  Result.Waste.Assumption = "the header of a heap block in glibc";
  if (IsKnown)
    Result.Waste.Assumption +=
        llvm::formatv(", beside {0} bytes of content",
                      Context.getTypeSizeInChars(Scope.Element).getQuantity());
  Result.Related.push_back(
      {Scope.Filled->Site->getBeginLoc(), "it is filled here"});
  Result.Fixes.push_back(sketch(Scope));
  Result.Subject = entityOf(Function);
  Result.Discriminator = "arena:" + Scope.Use->What.name();
  return Result;
}

// When we say it.
namespace {
class ArenaCandidate final : public Check {
public:
  explicit ArenaCandidate(const OptionReader &) {}

  internal::DynTypedMatcher matcher() const override {
    return functionDecl(isDefinition(), unless(isImplicit())).bind("function");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Function = *Match.Nodes.getNodeAs<FunctionDecl>("function");
    // Polymorphic allocators came with C++17.
    if (!Match.Context.getLangOpts().CPlusPlus17 ||
        Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    for (const ArenaScope &Scope :
         arenaScopesIn(Function, Match.Index.get<SequenceUses>().of(Function)))
      Report(describe(Scope, Function));
  }
};
} // namespace

// What we are.
constexpr CheckInfo memtidy::ArenaCandidateInfo = {
    .Name = "memtidy-arena-candidate",
    .Summary = "finds scopes whose many small allocations all die together",
    .Since = "0.1",
    .DefaultLevel = Level::Possible,
    .Fixes = FixKind::None,
    .Options = {},
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<ArenaCandidate>(Values);
    },
};
