//===- PaddedRecord.cpp - Records that another field order would shrink ---===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/FieldOrder.h"
#include "checks/analysis/RecordUses.h"
#include "checks/analysis/TuIndex.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static std::string sayUse(const BulkUse &Use) {
  switch (Use.Kind) {
  case BulkKind::ArrayElement:
    return "element of an array";
  case BulkKind::ContainerElement:
    return "element of '" + Use.By + "'";
  case BulkKind::Allocated:
    return "allocated by '" + Use.By + "'";
  case BulkKind::FieldOfBulk:
    return "part of each '" + Use.By + "'";
  case BulkKind::BaseOfBulk:
    return "base of '" + Use.By + "'";
  }
  llvm_unreachable("not a kind of use");
}

static Finding describe(const CXXRecordDecl &Record, const RecordShape &Shape,
                        const FieldOrder &Better) {
  Finding Result;
  Result.Loc = Record.getLocation();
  Result.Message = llvm::formatv(
      "'{0}' is {1} bytes, {2} would do: {3} bytes are padding",
      Record.getName(), Shape.Size, Better.Size, Shape.PaddingBytes);
  Result.Waste.Bytes = Shape.Size - Better.Size;
  Result.Waste.Unit = "object";
  for (const Hole &H : Shape.Holes)
    if (H.After)
      Result.Steps.push_back(
          {H.After->getLocation(),
           llvm::formatv(H.IsTail
                             ? "{0} bytes of padding at the end, after '{1}'"
                             : "{0}-byte hole after '{1}'",
                         H.Bytes, H.After->getName())});
  Result.Subject = entityOf(Record);
  Result.Discriminator = "padding";
  return Result;
}

// When we say it.
namespace {
class PaddedRecord final : public Check {
public:
  explicit PaddedRecord(const OptionReader &Options)
      : MinSavedBytes(Options.getUnsigned("MinSavedBytes")),
        MinSavedPercent(Options.getUnsigned("MinSavedPercent")),
        MinSavedBytesSingle(Options.getUnsigned("MinSavedBytesSingle")) {}

  internal::DynTypedMatcher matcher() const override {
    return cxxRecordDecl(isDefinition(), unless(isImplicit())).bind("record");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Record = *Match.Nodes.getNodeAs<CXXRecordDecl>("record");
    std::optional<RecordShape> Shape = shapeOf(Match.Context, Record);
    if (!Shape || !saves(*Shape, smallestConceivableSize(*Shape)))
      return;
    std::optional<FieldOrder> Better =
        findSmallerOrder(*Shape, freeRules(*Shape));
    if (!Better || !saves(*Shape, Better->Size))
      return;
    const BulkUse *Use = Match.Index.get<RecordUses>().findBulkUse(Record);
    if (!Use && Shape->Size - Better->Size < MinSavedBytesSingle)
      return;
    Finding Found = describe(Record, *Shape, *Better);
    Found.Waste.Assumption =
        Match.Context.getTargetInfo().getTriple().str() +
        (Use ? ", " + sayUse(*Use) : std::string(", single objects"));
    if (Use)
      Found.Related.push_back({Use->Loc, sayUse(*Use)});
    Report(std::move(Found));
  }

private:
  bool saves(const RecordShape &Shape, uint64_t Better) const {
    const uint64_t Saved = Shape.Size > Better ? Shape.Size - Better : 0;
    return Saved >= MinSavedBytes &&
           Saved * 100 >= MinSavedPercent * Shape.Size;
  }

  const unsigned MinSavedBytes;
  const unsigned MinSavedPercent;
  const unsigned MinSavedBytesSingle;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"MinSavedBytes", "8",
     "report only when each object shrinks by this many bytes"},
    {"MinSavedPercent", "10",
     "report only when each object shrinks by this share"},
    {"MinSavedBytesSingle", "64",
     "the same for records of which no more than single objects are seen"},
};

constexpr CheckInfo memtidy::PaddedRecordInfo = {
    .Name = "memtidy-padded-record",
    .Summary = "finds records that another order of their fields would shrink",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<PaddedRecord>(Values);
    },
};
