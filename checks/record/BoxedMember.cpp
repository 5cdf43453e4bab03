//===- BoxedMember.cpp - memtidy-boxed-member -----------------------------===//

#include "checks/Registry.h"
#include "checks/analysis/Boxes.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/InlineValues.h"
#include "checks/analysis/MemoryUnits.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/Visibility.h"
#include "checks/edits/BoxFix.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "clang/AST/ASTContext.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static std::string sayMessage(const Box &B, llvm::StringRef T) {
  const llvm::StringRef Name = B.Value->getName();
  switch (B.Kind) {
  case BoxKind::Value:
    return llvm::formatv(
        "'{0}' keeps its '{1}' of {2} bytes in a heap block of "
        "its own",
        Name, T, B.Size);
  case BoxKind::Elements:
    return llvm::formatv("'{0}' keeps each '{1}' of {2} bytes in a heap block "
                         "of its own",
                         Name, T, B.Size);
  case BoxKind::Unshared:
    return llvm::formatv("'{0}' is a shared pointer, but nobody shares its "
                         "'{1}'",
                         Name, T);
  case BoxKind::Nested:
    return llvm::formatv("'{0}' is a pointer to a pointer: two heap blocks for "
                         "one '{1}'",
                         Name, T);
  case BoxKind::ListNodes:
    return llvm::formatv("'{0}' is only filled at its end and walked, with a "
                         "list node for each '{1}' of {2} bytes",
                         Name, T, B.Size);
  }
  llvm_unreachable("not a kind of box");
}

static Cost sayCost(const ASTContext &Context, const Box &B) {
  const uint64_t Pointer =
      Context.getTypeSizeInChars(Context.VoidPtrTy).getQuantity();
  const uint64_t Inside = B.MayBeEmpty ? B.OptionalSize : B.Size;
  const uint64_t Boxed = Pointer + mallocBlockFor(B.Size);
  auto Saved = [&]() -> std::optional<uint64_t> {
    return Boxed > Inside ? std::optional(Boxed - Inside) : std::nullopt;
  };
  switch (B.Kind) {
  case BoxKind::Value:
    return {Saved(), "object",
            llvm::formatv("a pointer and a malloc block of {0} bytes",
                          mallocBlockFor(B.Size))};
  case BoxKind::Elements:
    return {Saved(), "element",
            llvm::formatv("a pointer and a malloc block of {0} bytes",
                          mallocBlockFor(B.Size))};
  case BoxKind::Unshared:
    return {3 * Pointer, "object",
            "a second pointer and two counters with their table"};
  case BoxKind::Nested:
    return {mallocBlockFor(Pointer), "object",
            "the block of the inner pointer"};
  case BoxKind::ListNodes:
    return {mallocBlockFor(2 * Pointer + B.Size) - B.Size, "element",
            llvm::formatv("two links, in a malloc block of {0} bytes",
                          mallocBlockFor(2 * Pointer + B.Size))};
  }
  llvm_unreachable("not a kind of box");
}

static Finding describe(TuIndex &Index, const Box &B, uint64_t SmallOptional) {
  const ASTContext &Context = Index.context();
  const std::string T = spelledType(Context, B.Content);
  Finding Result;
  Result.Loc = B.Value->getLocation();
  Result.Message = sayMessage(B, T);
  Result.Waste = sayCost(Context, B);
  // A pointer that is mostly null is the smaller choice.
  if (B.MayBeEmpty && B.OptionalSize > SmallOptional)
    Result.Sureness = Level::Possible;
  Result.Subject = entityOf(*B.Value);
  Result.Discriminator = "box";
  Result.Fixes.push_back(cureBox(Index, B, T));
  return Result;
}

// When we say it.
namespace {
class BoxedMember final : public Check {
public:
  explicit BoxedMember(const OptionReader &Options)
      : MaxBytes(Options.getUnsigned("MaxBytes")),
        MaxEmptyBytes(Options.getUnsigned("MaxEmptyBytes")) {}

  internal::DynTypedMatcher matcher() const override {
    return valueDecl(anyOf(fieldDecl(), varDecl())).bind("value");
  }

  void run(const MatchResult &Match, FindingSink Report) override {
    const auto &Value = *Match.Nodes.getNodeAs<ValueDecl>("value");
    if (!mayBeBox(Value) ||
        Match.Context.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    if (std::optional<Box> Found = findBox(Match.Index, Value, MaxBytes))
      Report(describe(Match.Index, *Found, MaxEmptyBytes));
  }

private:
  /// Cheap: most declarations are no class of the standard library.
  static bool mayBeBox(const ValueDecl &Value) {
    return !Value.isImplicit() && !Value.getLocation().isMacroID() &&
           !isInstance(Value) && Value.getIdentifier() &&
           isStandardClass(Value.getType());
  }

  const unsigned MaxBytes;
  const unsigned MaxEmptyBytes;
};
} // namespace

// What we are.
static constexpr OptionInfo Options[] = {
    {"MaxBytes", "64", "largest object that should lie inside its owner"},
    {"MaxEmptyBytes", "16",
     "largest optional that should take the place of a pointer that is null "
     "at times"},
};

constexpr CheckInfo memtidy::BoxedMemberInfo = {
    .Name = "memtidy-boxed-member",
    .Summary = "finds heap blocks for what could lie inside its owner",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = Options,
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<BoxedMember>(Values);
    },
};
