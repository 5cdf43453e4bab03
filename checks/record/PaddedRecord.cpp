//===- PaddedRecord.cpp - Records that another field order would shrink ---===//

#include "checks/Registry.h"
#include "checks/analysis/AbiEvidence.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/FieldOrder.h"
#include "checks/analysis/Isolation.h"
#include "checks/analysis/KeptOrder.h"
#include "checks/analysis/OrderUses.h"
#include "checks/analysis/RecordUses.h"
#include "checks/analysis/TuIndex.h"
#include "checks/edits/FieldRules.h"
#include "checks/edits/ReorderRecord.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

namespace {
/// All that is known about one record worth reporting.
struct Padding {
  const ASTContext &Context;
  const CXXRecordDecl &Record;
  RecordShape Shape;
  RecordText Text;
  KeptOrder Kept;
  FieldOrder Better = {};
  FieldReordering Fields = {};
  const BulkUse *Use = nullptr;
  std::optional<AbiUse> Abi = std::nullopt;
};
} // namespace

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

static std::string sayAbi(const AbiUse &Use, llvm::StringRef Record) {
  const std::string Name = ("'" + Record + "'").str();
  switch (Use.Kind) {
  case AbiKind::ExternC:
    return Name + " is part of a C interface";
  case AbiKind::OffsetOf:
    return "offsetof asks for a member of " + Name;
  case AbiKind::StaticAssert:
    return "a static_assert fixes the layout of " + Name;
  case AbiKind::MemberPointer:
    return "a pointer to a member of " + Name + " is stored";
  case AbiKind::RawBytes:
    return "'" + Use.By + "' takes the bytes of " + Name;
  case AbiKind::Cast:
    return Name + " is cast from or to other bytes";
  case AbiKind::MappedMemory:
    return Name + " lies in mapped memory";
  case AbiKind::Exported:
    return Name + " is exported from its library";
  case AbiKind::InstalledHeader:
    return Name + " is in an installed header";
  case AbiKind::Macro:
    return "the macro '" + Use.By + "' describes the fields of " + Name;
  case AbiKind::Reflection:
    return "'" + Use.By + "' walks the fields of " + Name;
  case AbiKind::Device:
    return Name + " is shared with a device";
  case AbiKind::TemplateArgument:
    return Name + " is a template argument";
  case AbiKind::Frozen:
    return Name + " is annotated as frozen";
  case AbiKind::PartOf:
    return Name + " is part of '" + Use.By + "', whose layout is used";
  }
  llvm_unreachable("not a kind of evidence");
}

static llvm::StringRef sayBlock(OrderBlock Kind) {
  switch (Kind) {
  case OrderBlock::DefaultedOrdering:
    return "a defaulted '<=>' compares the fields in their order";
  case OrderBlock::ElidedBraces:
    return "an initialiser leaves out inner braces";
  case OrderBlock::Forwarded:
    return "arguments are forwarded to the fields by place";
  case OrderBlock::InTemplate:
    return "a template uses the fields by place";
  }
  llvm_unreachable("not a kind of block");
}

/// Names a line, for sentences that travel without their location.
static std::string sayWhere(const ASTContext &Context, SourceLocation Loc) {
  PresumedLoc Place = Context.getSourceManager().getPresumedLoc(Loc);
  if (Place.isInvalid())
    return "";
  return llvm::formatv(" ({0}:{1})",
                       llvm::sys::path::filename(Place.getFilename()),
                       Place.getLine());
}

static std::string sayAssumption(const Padding &P) {
  std::string Text = P.Context.getTargetInfo().getTriple().str();
  Text += P.Use ? ", " + sayUse(*P.Use) : std::string(", single objects");
  auto Lines = [](uint64_t Bytes) { return llvm::divideCeil(Bytes, 64); };
  if (Lines(P.Shape.Size) != Lines(P.Better.Size))
    Text += llvm::formatv(", cache lines {0} -> {1}", Lines(P.Shape.Size),
                          Lines(P.Better.Size));
  // glibc: eight bytes of header, steps of sixteen, at least 32.
  auto Block = [](uint64_t Bytes) {
    return std::max<uint64_t>(32, llvm::alignTo(Bytes + 8, 16));
  };
  if (P.Use && P.Use->Kind == BulkKind::Allocated &&
      Block(P.Shape.Size) != Block(P.Better.Size))
    Text += llvm::formatv(", malloc block {0} -> {1}", Block(P.Shape.Size),
                          Block(P.Better.Size));
  return Text;
}

static std::string sayTitle(const Padding &P) {
  std::string Names;
  for (const FieldDecl *Field : P.Fields.After)
    if (!Field->getName().empty())
      Names += (Names.empty() ? "" : ", ") + Field->getName().str();
  return llvm::formatv("reorder the fields of '{0}' to {1}", P.Record.getName(),
                       Names);
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
  Finding Result;
  Result.Loc = P.Record.getLocation();
  Result.Message = llvm::formatv(
      "'{0}' is {1} bytes, {2} would do: {3} bytes are padding",
      P.Record.getName(), P.Shape.Size, P.Better.Size, P.Shape.PaddingBytes);
  Result.Sureness = P.Abi ? Level::Possible : Level::Likely;
  Result.Waste = {P.Shape.Size - P.Better.Size, "object", sayAssumption(P)};
  for (const Hole &H : P.Shape.Holes)
    if (H.After)
      Result.Steps.push_back({H.After->getLocation(), sayHole(H)});
  if (P.Use)
    Result.Related.push_back({P.Use->Loc, sayUse(*P.Use)});
  if (P.Abi)
    Result.Related.push_back({P.Abi->Loc, sayAbi(*P.Abi, P.Record.getName())});
  Result.Subject = entityOf(P.Record);
  Result.Discriminator = "padding";
  return Result;
}

// How we cure it.
static EditPlan planEdits(const Padding &P, TuIndex &Index) {
  EditPlan Plan;
  if (P.Abi)
    Plan.refuse(sayAbi(*P.Abi, P.Record.getName()), P.Abi->Loc);
  const RecordOrderUses &Uses = Index.get<OrderUses>().of(P.Record);
  for (const BlockingUse &Block : Uses.Blocks)
    Plan.refuse(sayBlock(Block.Kind), Block.Loc);
  if (Plan.isRefused())
    return Plan;
  return reorderRecord({P.Context, P.Record, P.Text, P.Kept, Uses}, P.Fields);
}

static bool isPrivateToFile(const Padding &P, const EditPlan &Plan) {
  const SourceManager &Sources = P.Context.getSourceManager();
  if (P.Context.getLangOpts().IsHeaderFile ||
      !Sources.isWrittenInMainFile(P.Record.getLocation()))
    return false;
  return llvm::all_of(Plan.Edits, [&](const Edit &E) {
    return Sources.isWrittenInMainFile(E.Range.getBegin());
  });
}

static Fix proposeFix(const Padding &P, TuIndex &Index) {
  Fix Result;
  Result.Title = sayTitle(P);
  EditPlan Plan = planEdits(P, Index);
  if (Plan.isRefused()) {
    Result.Safety = Trust::Display;
    Result.Reason = Plan.Refusal + sayWhere(P.Context, Plan.RefusedAt);
    return Result;
  }
  Result.Edits = std::move(Plan.Edits);
  if (!isPrivateToFile(P, Plan)) {
    Result.Safety = Trust::Unsafe;
    Result.Reason = "other files may use its fields by place" +
                    sayWhere(P.Context, P.Record.getLocation());
  }
  return Result;
}

// When we say it.
namespace {
class PaddedRecord final : public Check {
public:
  explicit PaddedRecord(const OptionReader &Options)
      : MinSavedBytes(Options.getUnsigned("MinSavedBytes")),
        MinSavedPercent(Options.getUnsigned("MinSavedPercent")),
        MinSavedBytesSingle(Options.getUnsigned("MinSavedBytesSingle")),
        RespectGroups(Options.getBool("RespectGroups")) {
    for (const std::string &Glob : Options.getList("IgnoreTypes"))
      // A glob that does not parse matches no type.
      if (auto Pattern = llvm::GlobPattern::create(Glob))
        IgnoreTypes.push_back(std::move(*Pattern));
      else
        llvm::consumeError(Pattern.takeError());
  }

  internal::DynTypedMatcher matcher() const override {
    return cxxRecordDecl(isDefinition(), unless(isImplicit())).bind("record");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Record = *Match.Nodes.getNodeAs<CXXRecordDecl>("record");
    if (Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    std::optional<Padding> Found = measure(Match.Context, Record);
    if (!Found)
      return;
    Found->Use = Match.Index.get<RecordUses>().findBulkUse(Record);
    if (!Found->Use &&
        Found->Shape.Size - Found->Better.Size < MinSavedBytesSingle)
      return;
    Found->Abi = Match.Index.get<AbiEvidence>().find(Record);
    Finding Result = describe(*Found);
    Result.Fixes.push_back(proposeFix(*Found, Match.Index));
    Report(std::move(Result));
  }

private:
  std::optional<Padding> measure(const ASTContext &Context,
                                 const CXXRecordDecl &Record) const {
    std::optional<RecordShape> Shape = shapeOf(Context, Record);
    if (!Shape || !saves(*Shape, smallestConceivableSize(*Shape)) ||
        isIgnored(Record) || isPaddedOnPurpose(Context, Record))
      return std::nullopt;
    std::optional<RecordText> Text =
        readRecordText(Context, Record, RespectGroups);
    if (!Text)
      return std::nullopt;
    Padding Result = {.Context = Context,
                      .Record = Record,
                      .Shape = std::move(*Shape),
                      .Text = std::move(*Text),
                      .Kept = keptOrderOf(Context, Record)};
    return order(Result) ? std::optional(std::move(Result)) : std::nullopt;
  }

  /// Finds the better order. Returns whether it saves enough.
  bool order(Padding &P) const {
    keepDeclarations(P.Text, P.Shape);
    std::optional<FieldOrder> Better =
        findSmallerOrder(P.Shape, rulesFor(P.Shape, P.Text, P.Kept));
    if (!Better || !saves(P.Shape, Better->Size))
      return false;
    P.Better = std::move(*Better);
    for (const FieldShape &Field : P.Shape.Fields)
      P.Fields.Before.push_back(Field.Field);
    for (unsigned Unit : P.Better.Units)
      for (unsigned I = P.Shape.Units[Unit].First;
           I <= P.Shape.Units[Unit].Last; ++I)
        P.Fields.After.push_back(P.Shape.Fields[I].Field);
    return true;
  }

  bool isIgnored(const CXXRecordDecl &Record) const {
    return !IgnoreTypes.empty() &&
           llvm::any_of(IgnoreTypes, [&](const llvm::GlobPattern &Pattern) {
             return Pattern.match(Record.getQualifiedNameAsString());
           });
  }

  bool saves(const RecordShape &Shape, uint64_t Better) const {
    const uint64_t Saved = Shape.Size > Better ? Shape.Size - Better : 0;
    return Saved >= MinSavedBytes &&
           Saved * 100 >= MinSavedPercent * Shape.Size;
  }

  const unsigned MinSavedBytes;
  const unsigned MinSavedPercent;
  const unsigned MinSavedBytesSingle;
  const bool RespectGroups;
  std::vector<llvm::GlobPattern> IgnoreTypes;
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
