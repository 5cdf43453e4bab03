//===- RecordOverBudget.cpp - memtidy-record-over-budget ------------------===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/RecordLayout.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "checks/model/Glob.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static void addLargestMembers(const CXXRecordDecl &Record, Finding &Result) {
  constexpr size_t Shown = 3;
  const ASTContext &Context = Record.getASTContext();
  llvm::SmallVector<std::pair<int64_t, const FieldDecl *>> Members;
  for (const FieldDecl *Field : Record.fields())
    if (!Field->isBitField() && !Field->getType()->isIncompleteType())
      Members.push_back(
          {Context.getTypeSizeInChars(Field->getType()).getQuantity(), Field});
  llvm::sort(Members, [](const auto &Left, const auto &Right) {
    return std::pair(-Left.first, Left.second->getFieldIndex()) <
           std::pair(-Right.first, Right.second->getFieldIndex());
  });
  for (auto [Bytes, Field] : llvm::ArrayRef(Members).take_front(Shown))
    Result.Related.push_back(
        {Field->getLocation(),
         llvm::formatv("'{0}' takes {1}", Field->getName(), Bytes)});
}

static Finding describe(const CXXRecordDecl &Record, uint64_t Bytes,
                        uint64_t Budget) {
  Finding Result;
  Result.Loc = Record.getLocation();
  Result.Message =
      llvm::formatv("'{0}' is {1} bytes, {2} more than its budget of {3}",
                    Record.getName(), Bytes, Bytes - Budget, Budget);
  Result.Sureness = Level::Certain;
  Result.Waste = {Bytes - Budget, "object",
                  Record.getASTContext().getTargetInfo().getTriple().str()};
  addLargestMembers(Record, Result);
  Result.Subject = entityOf(Record);
  Result.Discriminator = "budget";
  return Result;
}

// When we say it.
namespace {
class RecordOverBudget final : public Check {
public:
  explicit RecordOverBudget(const OptionReader &Options)
      : Budgets(Options.getGlobNumbers("Budgets")) {}

  internal::DynTypedMatcher matcher() const override {
    return cxxRecordDecl(isDefinition(), unless(isImplicit()),
                         unless(isExpansionInSystemHeader()))
        .bind("record");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    if (Budgets.empty())
      return;
    const auto &Record = *Match.Nodes.getNodeAs<CXXRecordDecl>("record");
    std::optional<uint64_t> Bytes = sizeOf(Record);
    if (!Bytes)
      return;
    const std::string Name = Record.getQualifiedNameAsString();
    auto Holds = llvm::find_if(Budgets, [&](const auto &Budget) {
      return globMatches(Budget.first, Name);
    });
    if (Holds != Budgets.end() && *Bytes > Holds->second)
      Report(describe(Record, *Bytes, Holds->second));
  }

private:
  const std::vector<std::pair<std::string, unsigned>> Budgets;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"Budgets", "",
     "globs over qualified names of records, each with the bytes that an "
     "object may have: 'book::Order=64;net::*=256'; the first that matches "
     "holds"},
};

constexpr CheckInfo memtidy::RecordOverBudgetInfo = {
    .Name = "memtidy-record-over-budget",
    .Summary = "finds records that are larger than the project allows",
    .Since = "0.1",
    .DefaultLevel = Level::Certain,
    .Fixes = FixKind::None,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<RecordOverBudget>(Values);
    },
};
