//===- Alternatives.cpp - How much the rare case costs the common one -----===//

#include "checks/analysis/Alternatives.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace memtidy;

namespace {
struct Alternative {
  SourceLocation Loc;
  std::string Name;
  uint64_t Size = 0;
};
} // namespace

static std::optional<uint64_t> sizeOf(const ASTContext &Context,
                                      QualType Type) {
  if (Type.isNull() || Type->isDependentType() || Type->isIncompleteType() ||
      Type->isReferenceType() || Type->isFunctionType())
    return std::nullopt;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (Record && Record->isInvalidDecl())
    return std::nullopt;
  // Asked for an empty class, clang says one byte.
  if (Record && Record->isEmpty())
    return 0;
  return Context.getTypeSizeInChars(Type).getQuantity();
}

static std::optional<LargeAlternative> judge(llvm::ArrayRef<Alternative> All,
                                             const AlternativeLimits &Limits) {
  // Of equals, the first.
  auto IsSmaller = [](const Alternative &A, const Alternative &B) {
    return A.Size < B.Size;
  };
  const auto *First = llvm::max_element(All, IsSmaller);
  if (First == All.end())
    return std::nullopt;
  const Alternative *Next = nullptr;
  for (const Alternative &One : All)
    if (&One != First && (!Next || IsSmaller(*Next, One)))
      Next = &One;
  const uint64_t NextSize = Next ? Next->Size : 0;
  if (First->Size < NextSize + Limits.MinBytes ||
      First->Size < NextSize * Limits.MinFactor)
    return std::nullopt;
  LargeAlternative Result;
  Result.Loc = First->Loc;
  Result.Name = First->Name;
  Result.Size = First->Size;
  Result.NextSize = NextSize;
  if (NextSize > 0)
    Result.NextName = Next->Name;
  return Result;
}

static bool isAlternativeHolder(llvm::StringRef Name) {
  return llvm::StringSwitch<bool>(Name)
      .Cases({"std::variant", "std::optional", "boost::variant"}, true)
      .Cases({"boost::optional", "absl::variant", "absl::optional"}, true)
      .Default(false);
}

static std::optional<LargeAlternative>
judgeHolder(const ASTContext &Context, TemplateSpecializationTypeLoc Written,
            const AlternativeLimits &Limits) {
  llvm::SmallVector<Alternative, 4> All;
  for (unsigned I = 0; I < Written.getNumArgs(); ++I) {
    const TemplateArgumentLoc Arg = Written.getArgLoc(I);
    if (Arg.getArgument().getKind() != TemplateArgument::Type)
      return std::nullopt;
    const QualType Type = Arg.getArgument().getAsType();
    std::optional<uint64_t> Size = sizeOf(Context, Type);
    if (!Size)
      return std::nullopt;
    All.push_back(
        {Arg.getSourceRange().getBegin(), spelledType(Context, Type), *Size});
  }
  std::optional<LargeAlternative> Result = judge(All, Limits);
  if (!Result)
    return std::nullopt;
  Result->Kind = Result->NextSize == 0 ? AlternativeKind::Optional
                                       : AlternativeKind::Variant;
  return Result;
}

std::optional<LargeAlternative>
memtidy::findLargeAlternative(const ASTContext &Context, TypeLoc Written,
                              const AlternativeLimits &Limits) {
  if (auto Array = Written.getAsAdjusted<ArrayTypeLoc>()) {
    auto Found = findLargeAlternative(Context, Array.getElementLoc(), Limits);
    if (Found)
      Found->IsElement = true;
    return Found;
  }
  auto Template = Written.getUnqualifiedLoc()
                      .getAsAdjusted<TemplateSpecializationTypeLoc>();
  if (!Template || Written.getType()->isDependentType())
    return std::nullopt;
  if (isAlternativeHolder(viewOf(Template.getType()).Name))
    if (auto Found = judgeHolder(Context, Template, Limits))
      return Found;
  for (unsigned I = 0; I < Template.getNumArgs(); ++I) {
    const TemplateArgumentLoc Arg = Template.getArgLoc(I);
    if (Arg.getArgument().getKind() != TemplateArgument::Type ||
        !Arg.getTypeSourceInfo())
      continue;
    auto Found = findLargeAlternative(
        Context, Arg.getTypeSourceInfo()->getTypeLoc(), Limits);
    if (!Found)
      continue;
    Found->IsElement = true;
    return Found;
  }
  return std::nullopt;
}

/// Bytes for whatever comes: a buffer, a small-object store, padding.
static bool isRawStorage(QualType Type) {
  if (!Type->isArrayType())
    return false;
  QualType Element(Type->getBaseElementTypeUnsafe(), 0);
  return Element->isAnyCharacterType() || Element->isStdByteType() ||
         Element->isIntegerType();
}

/// Is \p Union part of a record that says which alternative there is?
static bool isTagged(const CXXRecordDecl &Union) {
  const auto *Owner = dyn_cast<CXXRecordDecl>(Union.getDeclContext());
  return Owner && llvm::any_of(Owner->fields(), [](const FieldDecl *Field) {
           return Field->getType()->isEnumeralType();
         });
}

std::optional<LargeAlternative>
memtidy::findLargeMember(const ASTContext &Context, const CXXRecordDecl &Union,
                         const AlternativeLimits &Limits) {
  if (!Union.isUnion() || !Union.isCompleteDefinition() ||
      Union.isDependentContext() || Union.isInvalidDecl())
    return std::nullopt;
  llvm::SmallVector<Alternative, 4> All;
  for (const FieldDecl *Field : Union.fields()) {
    std::optional<uint64_t> Size = sizeOf(Context, Field->getType());
    if (!Size || (isRawStorage(Field->getType()) && !isTagged(Union)))
      return std::nullopt;
    All.push_back({Field->getLocation(), Field->getName().str(), *Size});
  }
  std::optional<LargeAlternative> Result = judge(All, Limits);
  if (!Result || Result->NextSize == 0 || Result->Name.empty() ||
      Result->NextName.empty())
    return std::nullopt;
  Result->Kind = AlternativeKind::Union;
  return Result;
}
