//===- RecordLayout.cpp - Where the bytes of a record go ------------------===//

#include "checks/analysis/RecordLayout.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecordLayout.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;
using namespace memtidy;

void memtidy::keepTogether(RecordShape &Shape, unsigned First, unsigned Last) {
  std::vector<LayoutUnit> Merged;
  for (LayoutUnit Unit : Shape.Units) {
    bool Joins = !Merged.empty() && Unit.First <= Last && Unit.First > First &&
                 Merged.back().Last >= First;
    if (Joins)
      Merged.back().Last = Unit.Last;
    else
      Merged.push_back(Unit);
  }
  Shape.Units = std::move(Merged);
}

/// Collects the empty classes among the subobjects of \p Record: two of one
/// type never share an address, which the model does not follow.
static void addEmptySubobjects(const CXXRecordDecl &Record,
                               llvm::SmallPtrSetImpl<const Decl *> &Empty) {
  if (!Record.hasDefinition())
    return;
  if (Record.isEmpty())
    Empty.insert(Record.getCanonicalDecl());
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const auto *Class = Base.getType()->getAsCXXRecordDecl())
      addEmptySubobjects(*Class, Empty);
  for (const FieldDecl *Field : Record.fields())
    if (const auto *Class =
            Field->getType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl())
      addEmptySubobjects(*Class, Empty);
}

static bool emptySubobjectsCollide(const CXXRecordDecl &Record) {
  llvm::SmallPtrSet<const Decl *, 8> InBases;
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const auto *Class = Base.getType()->getAsCXXRecordDecl())
      addEmptySubobjects(*Class, InBases);
  if (InBases.empty())
    return false;
  llvm::SmallPtrSet<const Decl *, 8> InFields;
  for (const FieldDecl *Field : Record.fields())
    if (const auto *Class =
            Field->getType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl())
      addEmptySubobjects(*Class, InFields);
  return llvm::any_of(InFields,
                      [&](const Decl *D) { return InBases.contains(D); });
}

static bool isModelled(const ASTContext &Context, const CXXRecordDecl &Record) {
  if (!Record.isCompleteDefinition() || Record.isInvalidDecl() ||
      Record.isDependentContext() || Record.isUnion() || Record.isLambda() ||
      Record.hasFlexibleArrayMember() || Record.hasAttr<PackedAttr>() ||
      Record.isMsStruct(Context) || Record.hasAttr<AlignMac68kAttr>() ||
      Record.hasAttr<RandomizeLayoutAttr>())
    return false;
  for (const FieldDecl *Field : Record.fields())
    if (Field->isInvalidDecl() || Field->hasAttr<PackedAttr>() ||
        Field->getType()->isDependentType() ||
        Field->getType()->isIncompleteType())
      return false;
  return Context.getTargetInfo().useBitFieldTypeAlignment() ||
         llvm::none_of(Record.fields(),
                       [](const FieldDecl *F) { return F->isBitField(); });
}

static FieldShape shapeOf(const ASTContext &Context, const FieldDecl &Field,
                          uint64_t BitOffset, uint64_t MaxAlign) {
  FieldShape Result;
  Result.Field = &Field;
  Result.Offset = BitOffset / 8;
  Result.BitOffset = BitOffset % 8;
  TypeInfoChars Info = Context.getTypeInfoInChars(Field.getType());
  Result.Size = Result.FullSize = Info.Width.getQuantity();
  Result.Align =
      std::max<uint64_t>(Info.Align.getQuantity(), Field.getMaxAlignment() / 8);
  if (MaxAlign)
    Result.Align = std::min(Result.Align, MaxAlign);
  if (Field.isBitField()) {
    Result.IsBitField = true;
    Result.BitWidth = Field.getBitWidthValue();
    Result.StorageBits = Info.Width.getQuantity() * 8;
  } else if (Field.isPotentiallyOverlapping()) {
    const CXXRecordDecl *Class = Field.getType()->getAsCXXRecordDecl();
    const ASTRecordLayout &Layout = Context.getASTRecordLayout(Class);
    Result.IsPinned = true;
    Result.Size = Class->isEmpty()
                      ? 0
                      : std::max(Layout.getNonVirtualSize().getQuantity(),
                                 Layout.getDataSize().getQuantity());
  }
  return Result;
}

/// Computes what lies before the fields and behind them.
static void addBases(const ASTContext &Context, const CXXRecordDecl &Record,
                     const ASTRecordLayout &Layout, RecordShape &Shape) {
  if (Layout.hasOwnVFPtr())
    Shape.Start = Context.getTypeSizeInChars(Context.VoidPtrTy).getQuantity();
  for (const CXXBaseSpecifier &Base : Record.bases()) {
    const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl();
    if (Base.isVirtual())
      continue;
    uint64_t Offset = Layout.getBaseClassOffset(Class).getQuantity();
    const ASTRecordLayout &Inner = Context.getASTRecordLayout(Class);
    if (Class->isEmpty())
      Shape.MinSize = std::max<uint64_t>(
          Shape.MinSize, Offset + Inner.getSize().getQuantity());
    else
      Shape.Start = std::max<uint64_t>(
          Shape.Start, Offset + Inner.getNonVirtualSize().getQuantity());
  }
  // A nearly empty virtual base can be primary: its vptr is then ours.
  if (Layout.isPrimaryBaseVirtual())
    Shape.Start = std::max<uint64_t>(
        Shape.Start, Context.getASTRecordLayout(Layout.getPrimaryBase())
                         .getNonVirtualSize()
                         .getQuantity());
  std::vector<std::pair<uint64_t, VirtualBaseShape>> Behind;
  for (const CXXBaseSpecifier &Base : Record.vbases()) {
    const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl();
    const ASTRecordLayout &Inner = Context.getASTRecordLayout(Class);
    uint64_t Offset = Layout.getVBaseClassOffset(Class).getQuantity();
    if (!Class->isEmpty() &&
        Offset >= uint64_t(Layout.getNonVirtualSize().getQuantity()))
      Behind.push_back(
          {Offset,
           {uint64_t(Inner.getNonVirtualSize().getQuantity()),
            uint64_t(Inner.getNonVirtualAlignment().getQuantity())}});
  }
  llvm::sort(Behind, llvm::less_first());
  for (const auto &[Offset, Base] : Behind)
    Shape.VirtualBases.push_back(Base);
}

void memtidy::formUnits(RecordShape &Shape) {
  for (unsigned I = 0; I < Shape.Fields.size(); ++I) {
    bool Continues =
        I > 0 && Shape.Fields[I].IsBitField && Shape.Fields[I - 1].IsBitField;
    if (Continues)
      Shape.Units.back().Last = I;
    else
      Shape.Units.push_back({I, I});
  }
}

static void findHoles(RecordShape &Shape) {
  uint64_t End = Shape.Start;
  const FieldDecl *Before = nullptr;
  auto Add = [&](uint64_t Next, bool IsTail) {
    if (Next > End) {
      Shape.Holes.push_back({Before, End, Next - End, IsTail});
      Shape.PaddingBytes += Next - End;
    }
  };
  for (const FieldShape &F : Shape.Fields) {
    Add(F.Offset, false);
    uint64_t Bytes =
        F.IsBitField ? llvm::divideCeil(F.BitOffset + F.BitWidth, 8) : F.Size;
    End = std::max(End, F.Offset + Bytes);
    Before = F.Field;
  }
  if (Shape.VirtualBases.empty())
    Add(Shape.Size, true);
}

/// Returns whether the model, given the present order, says what clang says.
static bool reproduces(const RecordShape &Shape,
                       const ASTRecordLayout &Layout) {
  Placement Model = placeAsDeclared(Shape);
  if (Model.Size != Shape.Size)
    return false;
  for (unsigned I = 0; I < Shape.Fields.size(); ++I)
    if (Model.BitOffsets[I] != Layout.getFieldOffset(I))
      return false;
  return true;
}

static std::optional<RecordShape> shapeOfConcrete(const ASTContext &Context,
                                                  const CXXRecordDecl &Record) {
  if (!isModelled(Context, Record))
    return std::nullopt;
  const ASTRecordLayout &Layout = Context.getASTRecordLayout(&Record);
  RecordShape Shape;
  Shape.Size = Layout.getSize().getQuantity();
  Shape.DataSize = Layout.getDataSize().getQuantity();
  Shape.Align = Layout.getAlignment().getQuantity();
  Shape.IsMicrosoft = Context.getTargetInfo().getCXXABI().isMicrosoft();
  uint64_t MaxAlign = 0;
  if (const auto *Pack = Record.getAttr<MaxFieldAlignmentAttr>())
    MaxAlign = Pack->getAlignment() / 8;
  addBases(Context, Record, Layout, Shape);
  for (const FieldDecl *Field : Record.fields())
    Shape.Fields.push_back(
        ::shapeOf(Context, *Field,
                  Layout.getFieldOffset(Field->getFieldIndex()), MaxAlign));
  formUnits(Shape);
  if (!reproduces(Shape, Layout) || emptySubobjectsCollide(Record))
    return std::nullopt;
  findHoles(Shape);
  return Shape;
}

static bool isInstanceOf(const CXXRecordDecl &Special,
                         const CXXRecordDecl &Pattern) {
  return Special.isCompleteDefinition() &&
         Special.getTemplateInstantiationPattern() == &Pattern;
}

static bool dependsOnArguments(const CXXRecordDecl &Record) {
  return Record.hasAnyDependentBases() ||
         llvm::any_of(Record.fields(), [](const FieldDecl *Field) {
           return Field->getType()->isDependentType();
         });
}

/// Returns the records to measure: for a template's pattern its instances.
static llvm::SmallVector<const CXXRecordDecl *, 4>
measurable(const CXXRecordDecl &Record) {
  if (!Record.isDependentContext())
    return {&Record};
  llvm::SmallVector<const CXXRecordDecl *, 4> Result;
  if (const ClassTemplateDecl *Template = Record.getDescribedClassTemplate()) {
    for (const ClassTemplateSpecializationDecl *Special :
         Template->specializations())
      if (isInstanceOf(*Special, Record))
        Result.push_back(Special);
    return Result;
  }
  // A member of a template: look into the instantiations of the outer class.
  const auto *Outer = dyn_cast<CXXRecordDecl>(Record.getDeclContext());
  const ClassTemplateDecl *Template =
      Outer ? Outer->getDescribedClassTemplate() : nullptr;
  if (!Template)
    return Result;
  for (const ClassTemplateSpecializationDecl *Special :
       Template->specializations())
    for (const Decl *Member : Special->decls())
      if (const auto *Inner = dyn_cast<CXXRecordDecl>(Member))
        if (isInstanceOf(*Inner, Record))
          Result.push_back(Inner);
  return Result;
}

/// Lets the shape of an instantiation speak of what the source shows.
static void showPattern(const CXXRecordDecl &Pattern, RecordShape &Shape) {
  llvm::DenseMap<const FieldDecl *, const FieldDecl *> Shown;
  unsigned Index = 0;
  for (const FieldDecl *Field : Pattern.fields()) {
    Shown[Shape.Fields[Index].Field] = Field;
    Shape.Fields[Index++].Field = Field;
  }
  for (Hole &H : Shape.Holes)
    H.After = Shown.lookup(H.After);
}

static std::optional<RecordShape> shapeFor(const ASTContext &Context,
                                           const CXXRecordDecl &Record,
                                           const CXXRecordDecl &Measured) {
  std::optional<RecordShape> Shape = shapeOfConcrete(Context, Measured);
  if (Shape && &Measured != &Record)
    showPattern(Record, *Shape);
  return Shape;
}

std::optional<RecordShape> memtidy::shapeOf(const ASTContext &Context,
                                            const CXXRecordDecl &Record) {
  if (Record.field_empty() || dependsOnArguments(Record))
    return std::nullopt;
  auto Measured = measurable(Record);
  if (Measured.empty())
    return std::nullopt;
  return shapeFor(Context, Record, *Measured.front());
}

std::vector<MeasuredRecord> memtidy::shapesOf(const ASTContext &Context,
                                              const CXXRecordDecl &Record) {
  std::vector<MeasuredRecord> Result;
  if (Record.field_empty())
    return Result;
  for (const CXXRecordDecl *Measured : measurable(Record)) {
    std::optional<RecordShape> Shape = shapeFor(Context, Record, *Measured);
    if (!Shape)
      return {};
    Result.push_back({Measured, std::move(*Shape)});
  }
  return Result;
}

std::optional<uint64_t> memtidy::sizeOf(const CXXRecordDecl &Record) {
  if (Record.isDependentContext() || !Record.isCompleteDefinition() ||
      Record.isInvalidDecl())
    return std::nullopt;
  return Record.getASTContext()
      .getASTRecordLayout(&Record)
      .getSize()
      .getQuantity();
}
