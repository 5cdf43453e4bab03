//===- OversizedAlternative.cpp - memtidy-oversized-alternative -----------===//

#include "checks/Registry.h"
#include "checks/analysis/AbiEvidence.h"
#include "checks/analysis/Alternatives.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/Isolation.h"
#include "checks/analysis/RecordUses.h"
#include "checks/analysis/SmallerFields.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/Visibility.h"
#include "checks/edits/EmptyMember.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ASTContext.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static std::string sayMessage(const LargeAlternative &Large) {
  switch (Large.Kind) {
  case AlternativeKind::Variant:
    return llvm::formatv("the alternative '{0}' takes {1} bytes, the next, "
                         "'{2}', takes {3}",
                         Large.Name, Large.Size, Large.NextName,
                         Large.NextSize);
  case AlternativeKind::Optional:
    return llvm::formatv("'{0}' takes {1} bytes even where there is none",
                         Large.Name, Large.Size);
  case AlternativeKind::Union:
    return llvm::formatv("the member '{0}' takes {1} bytes, the next, '{2}', "
                         "takes {3}",
                         Large.Name, Large.Size, Large.NextName,
                         Large.NextSize);
  }
  llvm_unreachable("not a kind of alternative");
}

static Fix adviseBox(const LargeAlternative &Large) {
  Fix Result;
  Result.Safety = Trust::Display;
  Result.Title =
      Large.Kind == AlternativeKind::Union
          ? llvm::formatv("keep '{0}' behind a pointer", Large.Name)
          : llvm::formatv("keep '{0}' behind a 'std::unique_ptr'", Large.Name);
  Result.Reason = "each use of it changes, and copies need a copy of their own";
  return Result;
}

static Finding describe(const NamedDecl &Holder, const LargeAlternative &Large,
                        Level Sureness, const BulkUse *Bulk) {
  Finding Result;
  Result.Loc = Large.Loc;
  Result.Message = sayMessage(Large);
  Result.Sureness = Sureness;
  Result.Waste = {Large.Size - Large.NextSize, "object",
                  Large.Kind == AlternativeKind::Optional
                      ? "while it is empty"
                      : "while it holds something else"};
  if (Bulk)
    Result.Related.push_back({Bulk->Loc, "there may be many of them"});
  Result.Subject = entityOf(Holder);
  Result.Discriminator = "alternative:" + Large.Name;
  Result.Fixes.push_back(adviseBox(Large));
  return Result;
}

static Finding describeEmpty(const CXXRecordDecl &Record,
                             const WastefulFields &Fields, Level Sureness) {
  Finding Result;
  Result.Loc = Fields.Empty.front()->getLocation();
  Result.Message = llvm::formatv(
      "'{0}' holds nothing, and makes '{1}' {2} bytes instead of {3}",
      Fields.Empty.front()->getName(), Record.getName(), Fields.Size,
      Fields.SizeWithoutEmpty);
  Result.Sureness = Sureness;
  Result.Waste = {Fields.Size - Fields.SizeWithoutEmpty, "object", ""};
  Result.Subject = entityOf(Record);
  Result.Discriminator = "empty";
  return Result;
}

static std::string sayNarrow(const WastefulFields &Fields) {
  const size_t Flags = Fields.Flags.size(), Enums = Fields.WideEnums.size();
  if (Enums == 0)
    return llvm::formatv("{0} flags in a byte each", Flags);
  if (Flags == 0)
    return llvm::formatv("{0} enumerations wider than their values", Enums);
  return llvm::formatv("{0} flags in a byte each, and {1} enumerations wider "
                       "than their values",
                       Flags, Enums);
}

static Finding describeNarrow(const CXXRecordDecl &Record,
                              const WastefulFields &Fields,
                              const BulkUse &Bulk) {
  Finding Result;
  Result.Loc = Record.getLocation();
  Result.Message =
      llvm::formatv("'{0}' is {1} bytes, {2} would do: {3}", Record.getName(),
                    Fields.Size, Fields.SizeOfNarrow, sayNarrow(Fields));
  Result.Sureness = Level::Possible;
  Result.Waste = {Fields.Size - Fields.SizeOfNarrow, "object", ""};
  Result.Related.push_back({Bulk.Loc, "there may be many of them"});
  Result.Subject = entityOf(Record);
  Result.Discriminator = "narrow";
  Fix Advice;
  Advice.Safety = Trust::Display;
  Advice.Title = "give flags one bit, ': 1', and enumerations one byte, "
                 "': std::uint8_t'";
  Advice.Reason = "neither has an address that a reference could take, and "
                  "threads share the bits of a byte";
  Result.Fixes.push_back(std::move(Advice));
  return Result;
}

// When we say it.
namespace {
class OversizedAlternative final : public Check {
public:
  explicit OversizedAlternative(const OptionReader &Options)
      : Limits{Options.getUnsigned("MinBytes"),
               Options.getUnsigned("MinFactor")},
        MinSavedBytes(Options.getUnsigned("MinSavedBytes")),
        MinFlags(Options.getUnsigned("MinFlags")) {}

  internal::DynTypedMatcher matcher() const override {
    return decl(anyOf(fieldDecl(), varDecl(unless(parmVarDecl())),
                      typedefNameDecl(),
                      cxxRecordDecl(isDefinition(), unless(isImplicit()))))
        .bind("decl");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Found = *Match.Nodes.getNodeAs<Decl>("decl");
    if (Found.getLocation().isMacroID() || isInstance(Found) ||
        Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    if (const auto *Record = dyn_cast<CXXRecordDecl>(&Found))
      return runOnRecord(Match, *Record, Report);
    if (const auto *Declarator = dyn_cast<DeclaratorDecl>(&Found))
      return runOnType(Match, *Declarator, Declarator->getTypeSourceInfo(),
                       Report);
    const auto &Alias = cast<TypedefNameDecl>(Found);
    runOnType(Match, Alias, Alias.getTypeSourceInfo(), Report);
  }

private:
  void runOnType(const MatchResult &Match, const NamedDecl &Holder,
                 const TypeSourceInfo *Type, FindingSink Report) const {
    if (!Type)
      return;
    std::optional<LargeAlternative> Large =
        findLargeAlternative(Match.Context, Type->getTypeLoc(), Limits);
    // One variable is one object.
    if (!Large || Large->Loc.isMacroID() ||
        (isa<VarDecl>(Holder) && !Large->IsElement))
      return;
    const BulkUse *Bulk = nullptr;
    if (const auto *Owner = dyn_cast<CXXRecordDecl>(Holder.getDeclContext()))
      if (isa<FieldDecl>(Holder))
        Bulk = Match.Index.get<RecordUses>().findBulkUse(*Owner);
    // How often an optional is empty, nobody can tell.
    const bool IsSure = Large->Kind == AlternativeKind::Variant ||
                        (Bulk && Bulk->Kind == BulkKind::ContainerElement);
    Report(describe(Holder, *Large, IsSure ? Level::Likely : Level::Possible,
                    Bulk));
  }

  void runOnRecord(const MatchResult &Match, const CXXRecordDecl &Record,
                   FindingSink Report) const {
    if (Record.isUnion())
      return runOnUnion(Match, Record, Report);
    std::optional<WastefulFields> Fields =
        findWastefulFields(Match.Context, Record);
    if (!Fields || isPaddedOnPurpose(Match.Context, Record))
      return;
    const BulkUse *Bulk = Match.Index.get<RecordUses>().findBulkUse(Record);
    const bool IsFrozen =
        Match.Index.get<AbiEvidence>().find(Record).has_value();
    if (Fields->SizeWithoutEmpty < Fields->Size && !IsFrozen) {
      Finding Result = describeEmpty(Record, *Fields,
                                     Bulk ? Level::Likely : Level::Possible);
      Result.Fixes.push_back(
          dropEmptyMembers(Match.Context, Record, Fields->Empty));
      Report(std::move(Result));
    }
    if (Bulk && !IsFrozen && isNarrowable(*Fields))
      Report(describeNarrow(Record, *Fields, *Bulk));
  }

  bool isNarrowable(const WastefulFields &Fields) const {
    return Fields.SizeOfNarrow + MinSavedBytes <= Fields.Size &&
           (Fields.Flags.size() >= MinFlags || !Fields.WideEnums.empty());
  }

  void runOnUnion(const MatchResult &Match, const CXXRecordDecl &Union,
                  FindingSink Report) const {
    std::optional<LargeAlternative> Large =
        findLargeMember(Match.Context, Union, Limits);
    if (!Large || Match.Index.get<AbiEvidence>().find(Union))
      return;
    const BulkUse *Bulk = Match.Index.get<RecordUses>().findBulkUse(Union);
    Report(
        describe(Union, *Large, Bulk ? Level::Likely : Level::Possible, Bulk));
  }

  const AlternativeLimits Limits;
  const unsigned MinSavedBytes;
  const unsigned MinFlags;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"MinBytes", "128",
     "an alternative is too large when the next is smaller by this much"},
    {"MinFactor", "4", "and by this factor"},
    {"MinFlags", "4", "fewer flags of a record are not worth bits"},
    {"MinSavedBytes", "8",
     "report flags and enumerations only when a record shrinks by this much"},
};

constexpr CheckInfo memtidy::OversizedAlternativeInfo = {
    .Name = "memtidy-oversized-alternative",
    .Summary =
        "finds alternatives, flags and empty members that make records large",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<OversizedAlternative>(Values);
    },
};
