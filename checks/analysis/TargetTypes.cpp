//===- TargetTypes.cpp - Sizes of types on other targets ------------------===//

#include "checks/analysis/TargetTypes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;
using namespace memtidy;

using llvm::alignTo;

/// Names whose meaning the target decides, wherever they are declared.
static TargetInfo::IntType namedInteger(const TargetInfo &Target,
                                        llvm::StringRef Name) {
  Name.consume_front("__");
  return llvm::StringSwitch<TargetInfo::IntType>(Name)
      .Cases({"int64_t", "int_least64_t"}, Target.getInt64Type())
      .Cases({"uint64_t", "uint_least64_t"}, Target.getUInt64Type())
      .Cases({"size_t", "size_type"}, Target.getSizeType())
      .Cases({"ptrdiff_t", "difference_type", "ssize_t"},
             Target.getPtrDiffType(LangAS::Default))
      .Cases({"intptr_t", "uintptr_t"}, Target.getIntPtrType())
      .Cases({"intmax_t", "uintmax_t"}, Target.getIntMaxType())
      .Default(TargetInfo::NoInt);
}

TargetTypes::TypeShape TargetTypes::pointer() const {
  return {Target.getPointerWidth(LangAS::Default) / 8,
          Target.getPointerAlign(LangAS::Default) / 8};
}

std::optional<TargetTypes::TypeShape>
TargetTypes::ofInteger(TargetInfo::IntType Type) const {
  if (Type == TargetInfo::NoInt)
    return std::nullopt;
  return TypeShape{Target.getTypeWidth(Type) / 8,
                   Target.getTypeAlign(Type) / 8};
}

std::optional<TargetTypes::TypeShape>
TargetTypes::measureBuiltin(const BuiltinType &Type, bool IsWritten) {
  auto Shape = [](uint64_t Bits, uint64_t AlignBits) {
    return TypeShape{Bits / 8, AlignBits / 8};
  };
  switch (Type.getKind()) {
  case BuiltinType::Bool:
    return Shape(Target.getBoolWidth(), Target.getBoolAlign());
  case BuiltinType::Char_S:
  case BuiltinType::Char_U:
  case BuiltinType::SChar:
  case BuiltinType::UChar:
  case BuiltinType::Char8:
    return TypeShape{1, 1};
  case BuiltinType::WChar_S:
  case BuiltinType::WChar_U:
    return Shape(Target.getWCharWidth(), Target.getWCharAlign());
  case BuiltinType::Char16:
    return Shape(Target.getChar16Width(), Target.getChar16Align());
  case BuiltinType::Char32:
    return Shape(Target.getChar32Width(), Target.getChar32Align());
  case BuiltinType::Short:
  case BuiltinType::UShort:
    return Shape(Target.getShortWidth(), Target.getShortAlign());
  case BuiltinType::Int:
  case BuiltinType::UInt:
    return Shape(Target.getIntWidth(), Target.getIntAlign());
  case BuiltinType::Long:
  case BuiltinType::ULong:
    MetHiddenLong |= !IsWritten;
    if (!IsWritten && Longs == HiddenLong::As64Bits)
      return ofInteger(Target.getInt64Type());
    return Shape(Target.getLongWidth(), Target.getLongAlign());
  case BuiltinType::LongLong:
  case BuiltinType::ULongLong:
    return Shape(Target.getLongLongWidth(), Target.getLongLongAlign());
  case BuiltinType::Int128:
  case BuiltinType::UInt128:
    if (!Target.hasInt128Type())
      return std::nullopt;
    return Shape(128, Target.getInt128Align());
  case BuiltinType::Half:
  case BuiltinType::Float16:
    return Shape(Target.getHalfWidth(), Target.getHalfAlign());
  case BuiltinType::Float:
    return Shape(Target.getFloatWidth(), Target.getFloatAlign());
  case BuiltinType::Double:
    return Shape(Target.getDoubleWidth(), Target.getDoubleAlign());
  case BuiltinType::LongDouble:
    return Shape(Target.getLongDoubleWidth(), Target.getLongDoubleAlign());
  case BuiltinType::Float128:
    return Shape(Target.getFloat128Width(), Target.getFloat128Align());
  case BuiltinType::NullPtr:
    return pointer();
  default:
    return std::nullopt;
  }
}

std::optional<TargetTypes::TypeShape>
TargetTypes::measureEnum(const EnumDecl &Enum) {
  if (const TypeSourceInfo *Written = Enum.getIntegerTypeSourceInfo())
    return measure(Written->getType(), /*IsWritten=*/true);
  const QualType Type = Enum.getIntegerType();
  return Type.isNull() ? std::nullopt : measure(Type, /*IsWritten=*/true);
}

/// \p IsWritten: a `long` in \p Type is what the author of the record wrote.
std::optional<TargetTypes::TypeShape> TargetTypes::measure(QualType Type,
                                                           bool IsWritten) {
  if (const auto *Named = Type->getAs<TypedefType>()) {
    const TypedefNameDecl &Alias = *Named->getDecl();
    const TargetInfo::IntType Here =
        namedInteger(Context.getTargetInfo(), Alias.getName());
    if (Here != TargetInfo::NoInt && Type->isIntegerType() &&
        Context.getTypeSize(Type) == Context.getTargetInfo().getTypeWidth(Here))
      return ofInteger(namedInteger(Target, Alias.getName()));
    const SourceManager &Sources = Context.getSourceManager();
    return measure(Named->desugar(),
                   IsWritten && !Sources.isInSystemHeader(Alias.getLocation()));
  }
  // `T` in an instance is whatever the argument was called.
  if (Type->getAs<SubstTemplateTypeParmType>())
    IsWritten = false;
  if (Type->isPointerType() || Type->isReferenceType())
    return pointer();
  if (const auto *Builtin = Type->getAs<BuiltinType>())
    return measureBuiltin(*Builtin, IsWritten);
  if (const auto *Array = Context.getAsConstantArrayType(Type)) {
    auto Element = measure(Array->getElementType(), IsWritten);
    if (Element)
      Element->Size *= Array->getZExtSize();
    return Element;
  }
  if (const auto *Member = Type->getAs<MemberPointerType>()) {
    TypeShape Result = pointer();
    if (Member->isMemberFunctionPointer() && !isMicrosoft())
      Result.Size *= 2;
    else if (Member->isMemberDataPointer() && isMicrosoft())
      Result = {4, 4};
    return Result;
  }
  if (const auto *Enum = Type->getAs<EnumType>())
    return measureEnum(*Enum->getDecl()->getDefinitionOrSelf());
  if (const auto *Complex = Type->getAs<clang::ComplexType>()) {
    auto Element = measure(Complex->getElementType(), IsWritten);
    if (Element)
      Element->Size *= 2;
    return Element;
  }
  if (const CXXRecordDecl *Record = Type->getAsCXXRecordDecl())
    return measureRecord(*Record);
  // Vectors are the same everywhere.
  if (Type->isVectorType())
    return TypeShape{uint64_t(Context.getTypeSizeInChars(Type).getQuantity()),
                     uint64_t(Context.getTypeAlignInChars(Type).getQuantity())};
  return std::nullopt;
}

std::optional<TargetTypes::TypeShape>
TargetTypes::measureRecord(const CXXRecordDecl &Record) {
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
  // It is aligned to its size, which the attribute in its class says in terms
  // of this target.
  if (Special && Record.isInStdNamespace() && Record.getName() == "atomic" &&
      Special->getTemplateArgs()[0].getKind() == TemplateArgument::Type) {
    auto Value = measure(Special->getTemplateArgs()[0].getAsType(), false);
    if (Value && llvm::isPowerOf2_64(Value->Size) && Value->Size <= 16)
      return TypeShape{Value->Size, std::max(Value->Size, Value->Align)};
  }
  std::optional<ClassShape> Class = classOf(Record);
  if (!Class)
    return std::nullopt;
  return Class->Whole;
}

std::optional<TargetTypes::ClassShape>
TargetTypes::classOf(const CXXRecordDecl &Record) {
  const CXXRecordDecl *Definition = Record.getDefinition();
  if (!Definition || Definition->isInvalidDecl() ||
      Definition->isDependentContext())
    return std::nullopt;
  if (auto Found = Known.find(Definition); Found != Known.end())
    return Found->second;
  std::optional<ClassShape> Result = measureClass(*Definition);
  Known[Definition] = Result;
  return Result;
}

std::optional<TargetTypes::ClassShape>
TargetTypes::measureClass(const CXXRecordDecl &Record) {
  std::optional<RecordShape> Shape = shapeOf(Record);
  if (!Shape)
    return std::nullopt;
  ClassShape Result;
  Result.Whole = {Shape->Size, Shape->Align};
  Result.Base = Result.Whole;
  Result.HasVirtualBasePointer = Record.getNumVBases() > 0;
  if (Record.isUnion())
    return Result;
  Shape->VirtualBases.clear();
  const Placement Placed = placeAsDeclared(*Shape);
  if (isMicrosoft())
    Result.Base.Size = Placed.Size;
  // The tail of a plain old class is its own.
  else if (!Record.isPOD())
    Result.Base.Size = Placed.DataSize;
  if (Record.isEmpty())
    Result.Base.Size = 0;
  return Result;
}

/// Returns the alignment in bytes that attributes in \p Record and its parts
/// ask for.
static uint64_t askedAlign(const CXXRecordDecl &Record) {
  uint64_t Result = Record.getMaxAlignment() / 8;
  auto Add = [&](QualType Type) {
    const CXXRecordDecl *Part =
        Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
    if (Part && Part->hasDefinition())
      Result = std::max(Result, askedAlign(*Part->getDefinition()));
  };
  for (const FieldDecl *Field : Record.fields()) {
    Result = std::max<uint64_t>(Result, Field->getMaxAlignment() / 8);
    Add(Field->getType());
  }
  for (const CXXBaseSpecifier &Base : Record.bases())
    Add(Base.getType());
  return Result;
}

/// \p MaxAlign is what `#pragma pack` allows, 0 where there is none.
static uint64_t capped(uint64_t Align, uint64_t MaxAlign) {
  return MaxAlign ? std::min(Align, MaxAlign) : Align;
}

bool TargetTypes::addBase(const CXXRecordDecl &Class, uint64_t MaxAlign,
                          RecordShape &Shape) {
  std::optional<ClassShape> Base = classOf(Class);
  if (!Base)
    return false;
  Base->Base.Align = capped(Base->Base.Align, MaxAlign);
  if (isMicrosoft())
    Base->Base.Align = std::max(Base->Base.Align, askedAlign(Class));
  Shape.Align = std::max(Shape.Align, Base->Base.Align);
  if (Class.isEmpty())
    Shape.MinSize = std::max(Shape.MinSize, Base->Whole.Size);
  else
    Shape.Start = alignTo(Shape.Start, Base->Base.Align) + Base->Base.Size;
  return true;
}

/// On Microsoft's targets, a table of a virtual base serves its overriders.
static bool declaresNewVirtual(const CXXRecordDecl &Record) {
  return llvm::any_of(Record.methods(), [](const CXXMethodDecl *Method) {
    return Method->isVirtual() && Method->size_overridden_methods() == 0;
  });
}

/// Puts the bases of \p Record and its pointers to tables into \p Shape.
bool TargetTypes::addBases(const CXXRecordDecl &Record, uint64_t MaxAlign,
                           RecordShape &Shape) {
  const uint64_t PointerAlign = capped(pointer().Align, MaxAlign);
  llvm::SmallVector<const CXXRecordDecl *, 4> Bases;
  for (const CXXBaseSpecifier &Base : Record.bases()) {
    const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl();
    if (!Class || !Class->hasDefinition())
      return false;
    if (!Base.isVirtual())
      Bases.push_back(Class->getDefinition());
  }
  auto HasTable = [&](const CXXRecordDecl *Class) {
    return isMicrosoft() ? Class->isPolymorphic() : Class->isDynamicClass();
  };
  // The first base with a table is where the record's own table is.
  auto Primary = llvm::find_if(Bases, HasTable);
  if (Primary != Bases.end())
    std::rotate(Bases.begin(), Primary, std::next(Primary));
  else if (isMicrosoft() ? declaresNewVirtual(Record) : HasTable(&Record)) {
    Shape.Start = pointer().Size;
    Shape.Align = std::max(Shape.Align, PointerAlign);
  }
  for (const CXXRecordDecl *Class : Bases)
    if (!addBase(*Class, MaxAlign, Shape))
      return false;
  const bool HasVirtualBases = Record.getNumVBases() > 0;
  if (isMicrosoft() && HasVirtualBases &&
      llvm::none_of(Bases, [](const CXXRecordDecl *Class) {
        return Class->getNumVBases() > 0;
      })) {
    Shape.Align = std::max(Shape.Align, PointerAlign);
    Shape.Start = alignTo(Shape.Start, PointerAlign) + pointer().Size;
  }
  for (const CXXBaseSpecifier &Base : Record.vbases()) {
    std::optional<ClassShape> Class =
        classOf(*Base.getType()->getAsCXXRecordDecl());
    if (!Class)
      return false;
    const uint64_t Align = capped(Class->Base.Align, MaxAlign);
    Shape.Align = std::max(Shape.Align, Align);
    if (Class->Base.Size)
      Shape.VirtualBases.push_back({Class->Base.Size, Align});
  }
  return true;
}

bool TargetTypes::addField(const FieldDecl &Field, uint64_t MaxAlign,
                           RecordShape &Shape) {
  if (Field.isInvalidDecl())
    return false;
  std::optional<TypeShape> Type = measure(Field.getType(), /*IsWritten=*/true);
  if (!Type)
    return false;
  FieldShape Result;
  Result.Field = &Field;
  Result.Size = Result.FullSize = Type->Size;
  Result.Align = Field.hasAttr<PackedAttr>() ? 1 : Type->Align;
  Result.Align = std::max<uint64_t>(Result.Align, Field.getMaxAlignment() / 8);
  Result.Align = capped(Result.Align, MaxAlign);
  const CXXRecordDecl *Class =
      Field.getType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  // There, what an attribute asks for is stronger than a pragma.
  if (isMicrosoft())
    Result.Align = std::max<uint64_t>(
        {Result.Align, Field.getMaxAlignment() / 8,
         Class && Class->hasDefinition() ? askedAlign(*Class->getDefinition())
                                         : 0});
  if (Field.isBitField()) {
    Result.IsBitField = true;
    Result.StorageBits = Type->Size * 8;
    Result.BitWidth =
        std::min<unsigned>(Field.getBitWidthValue(), Result.StorageBits);
  } else if (!isMicrosoft() && Field.isPotentiallyOverlapping()) {
    Result.IsPinned = true;
    Result.Size = Class->isEmpty() ? 0 : classOf(*Class)->Base.Size;
  }
  const bool Counts = !Field.isUnnamedBitField() ||
                      Target.useZeroLengthBitfieldAlignment() || isMicrosoft();
  if (Counts)
    Shape.Align = std::max(Shape.Align, Result.Align);
  Shape.Fields.push_back(Result);
  return true;
}

std::optional<RecordShape> TargetTypes::shapeOf(const CXXRecordDecl &Record) {
  if (!Record.isCompleteDefinition() || Record.isInvalidDecl() ||
      Record.isDependentContext())
    return std::nullopt;
  RecordShape Shape;
  Shape.IsMicrosoft = isMicrosoft();
  if (!Record.hasAttr<PackedAttr>())
    Shape.Align = std::max<uint64_t>(Shape.Align, Record.getMaxAlignment() / 8);
  uint64_t MaxAlign = 0;
  if (const auto *Pack = Record.getAttr<MaxFieldAlignmentAttr>())
    MaxAlign = Pack->getAlignment() / 8;
  if (Record.hasAttr<PackedAttr>())
    MaxAlign = 1;
  if (!addBases(Record, MaxAlign, Shape))
    return std::nullopt;
  for (const FieldDecl *Field : Record.fields())
    if (!addField(*Field, MaxAlign, Shape))
      return std::nullopt;
  formUnits(Shape);
  if (Record.isUnion()) {
    for (const FieldShape &Field : Shape.Fields)
      Shape.Size = std::max(
          Shape.Size, Field.IsBitField ? llvm::divideCeil(Field.BitWidth, 8)
                                       : Field.FullSize);
    Shape.Size = alignTo(std::max<uint64_t>(Shape.Size, 1), Shape.Align);
    return Shape;
  }
  const Placement Placed = placeAsDeclared(Shape);
  Shape.Size = Placed.Size;
  Shape.DataSize = Placed.DataSize;
  for (unsigned I = 0; I < Shape.Fields.size(); ++I) {
    Shape.Fields[I].Offset = Placed.BitOffsets[I] / 8;
    Shape.Fields[I].BitOffset = Placed.BitOffsets[I] % 8;
  }
  return Shape;
}
