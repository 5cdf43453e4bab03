//===- FixedSizeVector.cpp - memtidy-fixed-size-vector --------------------===//

#include "checks/Registry.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/FixedSize.h"
#include "checks/analysis/InlineValues.h"
#include "checks/analysis/MemoryUnits.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/Visibility.h"
#include "checks/edits/MakeArray.h"
#include "checks/edits/SourceText.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ASTContext.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static std::string sayElement(const ASTContext &Context,
                              const FixedVector &Vector) {
  return spelledType(Context, Vector.Element.getUnqualifiedType());
}

static Cost sayCost(const FixedVector &Vector) {
  const uint64_t Handle = Vector.HandleBytes;
  Cost Result;
  Result.Bytes = Handle + mallocBlockFor(Vector.Bytes) - Vector.Bytes;
  Result.Unit = isa<FieldDecl>(Vector.Value) ? "object"
                : Vector.IsStatic            ? "program"
                                             : "call";
  Result.Assumption =
      llvm::formatv("a vector of {0} bytes and a malloc block of {1} bytes",
                    Handle, mallocBlockFor(Vector.Bytes));
  return Result;
}

static Finding describe(const ASTContext &Context, const FixedVector &Vector) {
  Finding Result;
  Result.Loc = Vector.Value->getLocation();
  Result.Message = llvm::formatv(
      "'{0}' always has {1} {2} of type '{3}', but asks the heap for them",
      Vector.Value->getName(), Vector.Size,
      Vector.Size == 1 ? "element" : "elements", sayElement(Context, Vector));
  Result.Waste = sayCost(Vector);
  Result.Subject = entityOf(*Vector.Value);
  Result.Discriminator = "fixed-size";
  return Result;
}

static std::string sayTitle(const ASTContext &Context,
                            const FixedVector &Vector) {
  return llvm::formatv("make '{0}' a 'std::array<{1}, {2}>'",
                       Vector.Value->getName(), sayElement(Context, Vector),
                       Vector.Size);
}

static llvm::StringRef sayWhyUnsafe(const ASTContext &Context,
                                    const FixedVector &Vector) {
  if (!isWrittenInSourceFile(Context, Vector.Value->getLocation()))
    return "other files may see its declaration";
  if (isa<FieldDecl>(Vector.Value))
    return "its class changes its size, and moving it moves each element";
  if (Vector.Element.isDestructedType() && !isStandardClass(Vector.Element))
    return "an array destroys its elements in the reverse order";
  return "";
}

// How we cure it.
static Fix proposeFix(const ASTContext &Context, const FixedVector &Vector) {
  Fix Result;
  Result.Title = sayTitle(Context, Vector);
  EditPlan Plan = makeArray(Context, Vector);
  if (Plan.isRefused()) {
    Result.Safety = Trust::Display;
    Result.Reason = Plan.Refusal + placeNote(Context, Plan.RefusedAt);
    return Result;
  }
  Result.Edits = std::move(Plan.Edits);
  Result.Reason = sayWhyUnsafe(Context, Vector).str();
  Result.Safety = Result.Reason.empty() ? Trust::Safe : Trust::Unsafe;
  return Result;
}

// When we say it.
namespace {
class FixedSizeVector final : public Check {
public:
  explicit FixedSizeVector(const OptionReader &Options)
      : MaxBytes(Options.getUnsigned("MaxBytes")) {}

  internal::DynTypedMatcher matcher() const override {
    return valueDecl(anyOf(fieldDecl(), varDecl())).bind("value");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Value = *Match.Nodes.getNodeAs<ValueDecl>("value");
    if (!Value.getIdentifier() || Value.getLocation().isMacroID() ||
        isInstance(Value) || !isStandardClass(Value.getType()) ||
        Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    std::optional<FixedVector> Found =
        findFixedVector(Match.Index, Value, MaxBytes);
    if (!Found)
      return;
    Finding Result = describe(Match.Context, *Found);
    Result.Fixes.push_back(proposeFix(Match.Context, *Found));
    Report(std::move(Result));
  }

private:
  const unsigned MaxBytes;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"MaxBytes", "16384", "the most bytes that elements may take in place"},
};

constexpr CheckInfo memtidy::FixedSizeVectorInfo = {
    .Name = "memtidy-fixed-size-vector",
    .Summary = "finds vectors whose size never changes",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<FixedSizeVector>(Values);
    },
};
