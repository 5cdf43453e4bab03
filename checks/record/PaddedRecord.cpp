//===- PaddedRecord.cpp - Records that another field order would shrink ---===//

#include "checks/Registry.h"
#include "checks/analysis/AbiEvidence.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/MemoryUnits.h"
#include "checks/analysis/OtherTargets.h"
#include "checks/analysis/RecordUses.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/Visibility.h"
#include "checks/edits/ReorderRecord.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "checks/model/Glob.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

namespace {
/// All that is known about one record worth reporting.
struct Padding {
  SmallerRecord Found;
  const BulkUse *Use = nullptr;
  std::optional<AbiUse> Abi = std::nullopt;
};

/// Words for a kind of evidence: {0} is the record, {1} who uses it.
template <typename Kind> struct Wording {
  Kind Of;
  const char *Text;
};
} // namespace

// What we say.
template <typename Kind, size_t N, typename Evidence>
static std::string say(const Wording<Kind> (&Words)[N], const Evidence &Use,
                       const Padding &P) {
  const auto *Found = llvm::find_if(
      Words, [&](const Wording<Kind> &W) { return W.Of == Use.Kind; });
  if (Found == std::end(Words))
    llvm_unreachable("every kind has words");
  return llvm::formatv(/*Validate=*/false, Found->Text,
                       P.Found.Record.getName(), Use.By);
}

static constexpr Wording<BulkKind> UseWords[] = {
    {BulkKind::ArrayElement, "element of an array"},
    {BulkKind::ContainerElement, "element of '{1}'"},
    {BulkKind::Allocated, "allocated by '{1}'"},
    {BulkKind::FieldOfBulk, "part of each '{1}'"},
    {BulkKind::BaseOfBulk, "base of '{1}'"},
};

static constexpr Wording<AbiKind> AbiWords[] = {
    {AbiKind::ExternC, "'{0}' is part of a C interface"},
    {AbiKind::OffsetOf, "offsetof asks for a member of '{0}'"},
    {AbiKind::StaticAssert, "a static_assert fixes the layout of '{0}'"},
    {AbiKind::MemberPointer, "a pointer to a member of '{0}' is stored"},
    {AbiKind::RawBytes, "'{1}' takes the bytes of '{0}'"},
    {AbiKind::Cast, "'{0}' is cast from or to other bytes"},
    {AbiKind::MappedMemory, "'{0}' lies in mapped memory"},
    {AbiKind::Exported, "'{0}' is exported from its library"},
    {AbiKind::InstalledHeader, "'{0}' is in an installed header"},
    {AbiKind::Macro, "the macro '{1}' describes the fields of '{0}'"},
    {AbiKind::Reflection, "'{1}' walks the fields of '{0}'"},
    {AbiKind::Device, "'{0}' is shared with a device"},
    {AbiKind::TemplateArgument, "'{0}' is a template argument"},
    {AbiKind::Frozen, "'{0}' is annotated as frozen"},
    {AbiKind::PartOf, "'{0}' is part of '{1}', whose layout is used"},
};

/// The instance of a template whose size is meant.
static std::string sayInstance(const SmallerRecord &Found) {
  const auto *Special =
      dyn_cast<ClassTemplateSpecializationDecl>(&Found.Measured);
  if (!Special || !Found.Record.isDependentContext())
    return "";
  std::string Name;
  llvm::raw_string_ostream OS(Name);
  Special->getNameForDiagnostic(OS, PrintingPolicy(Found.Context.getLangOpts()),
                                /*Qualified=*/false);
  return "'" + Name + "', ";
}

/// What the allocator hands out for one object.
static std::string sayBlock(llvm::StringRef By, uint64_t Size,
                            uint64_t Better) {
  const uint64_t Before = By.contains("shared") ? ControlBlockBytes : 0;
  const uint64_t Now = mallocBlockFor(Before + Size);
  const uint64_t Then = mallocBlockFor(Before + Better);
  if (Now == Then)
    return llvm::formatv(", malloc block stays {0}", Now);
  return llvm::formatv(", malloc block {0} -> {1}", Now, Then);
}

static std::string sayAssumption(const Padding &P) {
  const uint64_t Size = P.Found.Shape.Size, Better = P.Found.Better.Size;
  std::string Text = P.Found.Context.getTargetInfo().getTriple().str();
  Text += ", " + sayInstance(P.Found);
  Text += P.Use ? say(UseWords, *P.Use, P) : "single objects";
  if (P.Use && P.Use->Count)
    Text += llvm::formatv(", {0} of them in one", P.Use->Count);
  auto Add = [&](const char *Unit, uint64_t Now, uint64_t Then) {
    if (Now != Then)
      Text += llvm::formatv(", {0} {1} -> {2}", Unit, Now, Then);
  };
  Add("cache lines", cacheLinesFor(Size), cacheLinesFor(Better));
  if (P.Use && P.Use->Kind == BulkKind::Allocated)
    Text += sayBlock(P.Use->By, Size, Better);
  return Text;
}

static std::string sayHole(const Hole &H) {
  const std::string After = H.After->getName().empty()
                                ? std::string("an unnamed member")
                                : "'" + H.After->getName().str() + "'";
  if (H.IsTail)
    return llvm::formatv("{0} {1} of padding at the end, after {2}", H.Bytes,
                         H.Bytes == 1 ? "byte" : "bytes", After);
  return llvm::formatv("{0}-byte hole after {1}", H.Bytes, After);
}

static Finding describe(const Padding &P) {
  const auto &[Context, Record, Measured, Shape, Text, Kept, Better, Fields] =
      P.Found;
  Finding Result;
  Result.Loc = Record.getLocation();
  Result.Message = llvm::formatv(
      "'{0}' is {1} bytes, {2} would do: {3} bytes are padding",
      Record.getName(), Shape.Size, Better.Size, Shape.PaddingBytes);
  Result.Sureness = P.Abi ? Level::Possible : Level::Likely;
  Result.Waste = {P.Found.savedBytes(), "object", sayAssumption(P)};
  for (const Hole &H : Shape.Holes)
    if (H.After)
      Result.Steps.push_back({H.After->getLocation(), sayHole(H)});
  if (P.Use)
    Result.Related.push_back({P.Use->Loc, say(UseWords, *P.Use, P)});
  if (P.Abi)
    Result.Related.push_back({P.Abi->Loc, say(AbiWords, *P.Abi, P)});
  Result.Subject = entityOf(Record);
  Result.Discriminator = "padding";
  return Result;
}

static Fix cure(const Padding &P, TuIndex &Index) {
  EditPlan Plan;
  if (P.Abi)
    Plan.refuse(say(AbiWords, *P.Abi, P), P.Abi->Loc);
  return reorderRecord(P.Found, Index.get<OrderUses>().of(P.Found.Record),
                       std::move(Plan));
}

// When we say it.
namespace {
class PaddedRecord final : public Check {
public:
  explicit PaddedRecord(const OptionReader &Options)
      : Limits{.Bytes = Options.getUnsigned("MinSavedBytes"),
               .Percent = Options.getUnsigned("MinSavedPercent"),
               .RespectGroups = Options.getBool("RespectGroups"),
               .Targets = Options.getTargets("Targets")},
        MinSavedBytesSingle(Options.getUnsigned("MinSavedBytesSingle")),
        IgnoreTypes(Options.getGlobs("IgnoreTypes")) {}

  internal::DynTypedMatcher matcher() const override {
    return cxxRecordDecl(isDefinition(), unless(isImplicit())).bind("record");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Record = *Match.Nodes.getNodeAs<CXXRecordDecl>("record");
    if (Match.Context.getDiagnostics().hasUncompilableErrorOccurred() ||
        isInstance(Record) || isIgnored(Record))
      return;
    std::optional<SmallerRecord> Smaller =
        findSmallerRecord(Match.Index, Record, Limits);
    if (!Smaller)
      return;
    Padding Found = {.Found = std::move(*Smaller)};
    Found.Use = Match.Index.get<RecordUses>().findBulkUse(Record);
    if (!Found.Use && Found.Found.savedBytes() < MinSavedBytesSingle)
      return;
    Found.Abi = Match.Index.get<AbiEvidence>().find(Record);
    Finding Result = describe(Found);
    Result.Fixes.push_back(cure(Found, Match.Index));
    Report(std::move(Result));
  }

private:
  bool isIgnored(const CXXRecordDecl &Record) const {
    return llvm::any_of(IgnoreTypes, [&](llvm::StringRef Glob) {
      return globMatches(Glob, Record.getQualifiedNameAsString());
    });
  }

  const SavingLimits Limits;
  const unsigned MinSavedBytesSingle;
  const std::vector<std::string> IgnoreTypes;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"IgnoreTypes", "", "globs of qualified names that are never reported"},
    {"MinSavedBytes", "8", "report only when an object shrinks by this much"},
    {"MinSavedBytesSingle", "64",
     "the same for records of which only single objects are seen"},
    {"MinSavedPercent", "10",
     "report only when an object shrinks by this share"},
    {"RespectGroups", "true",
     "move fields only within their group: blank lines, group comments and "
     "other members end a group"},
    {"Targets", DefaultTargets,
     "triples of the targets on which no order may make a record larger"},
};

constexpr CheckInfo memtidy::PaddedRecordInfo = {
    .Name = "memtidy-padded-record",
    .Summary = "finds records that another order of their fields would shrink",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Always,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<PaddedRecord>(Values);
    },
};
