//===- SmallerFields.cpp - Fields that could take fewer bytes -------------===//

#include "checks/analysis/SmallerFields.h"
#include "checks/analysis/Isolation.h"
#include "checks/analysis/RecordLayout.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace memtidy;

static uint64_t sizeOf(const RecordShape &Shape) {
  return place(Shape,
               llvm::to_vector<16>(llvm::seq<unsigned>(0, Shape.Units.size())))
      .Size;
}

static bool isEmptyMember(const FieldDecl &Field) {
  const CXXRecordDecl *Class = Field.getType()->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() && Class->isEmpty() &&
         !Field.hasAttr<NoUniqueAddressAttr>() && !Field.hasAttr<AlignedAttr>();
}

static bool isWideEnum(const ASTContext &Context, const FieldDecl &Field) {
  const auto *Type = Field.getType()->getAs<EnumType>();
  const EnumDecl *Enum = Type ? Type->getDecl()->getDefinition() : nullptr;
  if (!Enum || Enum->enumerators().empty() ||
      Context.getTypeSizeInChars(Field.getType()).getQuantity() < 2)
    return false;
  return llvm::all_of(Enum->enumerators(), [](const EnumConstantDecl *Value) {
    return Value->getInitVal().isNonNegative() &&
           Value->getInitVal().getActiveBits() <= 8;
  });
}

/// Two objects of one empty class never share an address.
static bool hasOneOfEach(llvm::ArrayRef<const FieldDecl *> Fields) {
  llvm::SmallPtrSet<const CXXRecordDecl *, 4> Classes;
  return llvm::all_of(Fields, [&](const FieldDecl *Field) {
    return Classes
        .insert(Field->getType()->getAsCXXRecordDecl()->getCanonicalDecl())
        .second;
  });
}

static void removeEmpty(const ASTContext &Context, RecordShape Shape,
                        WastefulFields &Result) {
  Result.SizeWithoutEmpty = Result.Size;
  // Microsoft's compilers ignore the attribute.
  if (!Context.getLangOpts().CPlusPlus20 ||
      Context.getTargetInfo().getCXXABI().isMicrosoft())
    return;
  for (FieldShape &F : Shape.Fields) {
    if (!isEmptyMember(*F.Field))
      continue;
    Result.Empty.push_back(F.Field);
    F.Size = F.Offset = 0;
  }
  if (hasOneOfEach(Result.Empty))
    Result.SizeWithoutEmpty = sizeOf(Shape);
}

static void narrow(const ASTContext &Context, RecordShape Shape,
                   WastefulFields &Result) {
  for (FieldShape &F : Shape.Fields) {
    if (F.IsBitField || F.IsPinned)
      continue;
    if (F.Field->getType()->isBooleanType()) {
      // Eight flags share the byte of the first.
      if (Result.Flags.size() % 8 != 0)
        F.Size = F.Offset = F.FullSize = 0;
      Result.Flags.push_back(F.Field);
    } else if (isWideEnum(Context, *F.Field)) {
      F.Size = F.FullSize = F.Align = 1;
      Result.WideEnums.push_back(F.Field);
    }
  }
  Result.SizeOfNarrow = sizeOf(Shape);
}

std::optional<WastefulFields>
memtidy::findWastefulFields(const ASTContext &Context,
                            const CXXRecordDecl &Record) {
  std::optional<RecordShape> Shape = shapeOf(Context, Record);
  if (!Shape)
    return std::nullopt;
  WastefulFields Result;
  Result.Size = Shape->Size;
  removeEmpty(Context, *Shape, Result);
  // Without the wide ones, the whole may be less aligned; bases stay.
  if (Shape->Start == 0 && !isPaddedOnPurpose(Context, Record)) {
    Shape->Align = 1;
    for (const FieldShape &F : Shape->Fields)
      if (!isWideEnum(Context, *F.Field))
        Shape->Align = std::max(Shape->Align, F.Align);
  }
  narrow(Context, *Shape, Result);
  if (Result.SizeWithoutEmpty < Result.Size ||
      Result.SizeOfNarrow < Result.Size)
    return Result;
  return std::nullopt;
}
