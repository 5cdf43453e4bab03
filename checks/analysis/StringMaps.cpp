//===- StringMaps.cpp - Maps from strings and what they take --------------===//

#include "checks/analysis/StringMaps.h"
#include "checks/analysis/InlineValues.h"
#include "checks/analysis/MemoryUnits.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace memtidy;

bool memtidy::isOwningString(QualType Type) {
  return llvm::StringSwitch<bool>(viewOf(Type).Name)
      .Cases({"std::basic_string", "std::string"}, true)
      .Cases({"QString", "QByteArray", "folly::basic_fbstring"}, true)
      .Default(false);
}

static bool isStringView(QualType Type) {
  return llvm::StringSwitch<bool>(viewOf(Type).Name)
      .Cases({"std::basic_string_view", "std::string_view"}, true)
      .Cases({"QStringView", "QLatin1String", "absl::string_view"}, true)
      .Default(false);
}

static bool isUsualPolicy(QualType Type) {
  return llvm::StringSwitch<bool>(viewOf(Type).Name)
      .Cases({"std::less", "std::hash", "std::equal_to"}, true)
      .Case("std::allocator", true)
      .Default(false);
}

static ValueKind kindOf(QualType Value) {
  return llvm::StringSwitch<ValueKind>(viewOf(Value).Name)
      .Cases({"std::any", "boost::any", "absl::any"}, ValueKind::Any)
      .Cases({"std::variant", "boost::variant", "absl::variant"},
             ValueKind::Variant)
      .Cases({"QVariant", "nlohmann::basic_json", "Json::Value"},
             ValueKind::Open)
      .Default(ValueKind::Plain);
}

std::optional<StringMap> memtidy::stringMapOf(QualType Type) {
  TypeView View = viewOf(Type);
  if ((View.Name != "std::map" && View.Name != "std::unordered_map") ||
      View.Args.size() < 2)
    return std::nullopt;
  StringMap Result;
  Result.Map = Type.getNonReferenceType().getUnqualifiedType();
  Result.Key = View.Args[0];
  Result.Value = View.Args[1];
  if (Result.Map->isDependentType() ||
      (!isOwningString(Result.Key) && !isStringView(Result.Key)) ||
      !llvm::all_of(llvm::drop_begin(View.Args, 2), isUsualPolicy))
    return std::nullopt;
  Result.Holds = kindOf(Result.Value);
  return Result;
}

namespace {
enum class Library { Libstdcxx, Libcxx, Msvc };
} // namespace

static Library libraryOf(const ASTContext &Context, QualType Standard) {
  const CXXRecordDecl *Record = Standard->getAsCXXRecordDecl();
  for (const DeclContext *In = Record ? Record->getDeclContext() : nullptr; In;
       In = In->getParent())
    if (const auto *Space = dyn_cast<NamespaceDecl>(In))
      if (Space->isInline() && Space->getName().starts_with("__") &&
          Space->getName() != "__cxx11" && Space->getName() != "__debug")
        return Library::Libcxx;
  return Context.getTargetInfo().getCXXABI().isMicrosoft() ? Library::Msvc
                                                           : Library::Libstdcxx;
}

static uint64_t pointerBytes(const ASTContext &Context) {
  return Context.getTypeSizeInChars(Context.VoidPtrTy).getQuantity();
}

static bool isComplete(QualType Type) {
  return !Type.isNull() && !Type->isIncompleteType() &&
         !Type->isDependentType();
}

/// What an any keeps inside: one pointer, three, or 64 bytes but the type.
static bool fitsInAny(const ASTContext &Context, QualType Type, Library From) {
  const uint64_t Pointer = pointerBytes(Context);
  const uint64_t Size = Context.getTypeSizeInChars(Type).getQuantity();
  switch (From) {
  case Library::Libstdcxx:
    return Size <= Pointer;
  case Library::Libcxx:
    return Size <= 3 * Pointer;
  case Library::Msvc:
    return Size <= 6 * Pointer;
  }
  llvm_unreachable("not a library");
}

static void replaceAll(std::string &Text, llvm::StringRef Old,
                       llvm::StringRef New) {
  for (size_t At = Text.find(Old); At != std::string::npos;
       At = Text.find(Old, At + New.size()))
    Text.replace(At, Old.size(), New);
}

/// One name for one type, by whatever alias it was written.
static std::string nameOf(const ASTContext &Context, QualType Type) {
  std::string Name =
      spelledType(Context, Type.getCanonicalType().getUnqualifiedType());
  replaceAll(Name, "std::basic_string<char>", "std::string");
  replaceAll(Name, "std::basic_string_view<char>", "std::string_view");
  return Name;
}

ValueTypeFact memtidy::valueTypeOf(const ASTContext &Context, QualType Type,
                                   const StringMap &Holder) {
  ValueTypeFact Result;
  Result.Name = nameOf(Context, Type);
  if (!isComplete(Type))
    return Result;
  Result.Size = Context.getTypeSizeInChars(Type).getQuantity();
  Result.Align = Context.getTypeAlignInChars(Type).getQuantity();
  const bool IsBoxed =
      Holder.Holds == ValueKind::Any &&
      !Context.hasSameUnqualifiedType(Type, Holder.Value) &&
      (viewOf(Holder.Value).Name != "std::any" ||
       !fitsInAny(Context, Type, libraryOf(Context, Holder.Value)));
  Result.HeapBytes = IsBoxed ? mallocBlockFor(Result.Size) : 0;
  return Result;
}

unsigned memtidy::keyHeapBytes(const ASTContext &Context, const StringMap &Map,
                               unsigned Length) {
  if (!isOwningString(Map.Key) ||
      !llvm::StringRef(viewOf(Map.Key).Name).starts_with("std::"))
    return 0;
  const unsigned Inside =
      libraryOf(Context, Map.Map) == Library::Libcxx ? 22 : 15;
  return Length > Inside ? mallocBlockFor(Length + 1) : 0;
}

/// Where the pair begins behind \p Header bytes, and what the node takes.
static uint64_t nodeBytes(const ASTContext &Context, const StringMap &Map,
                          uint64_t Header, uint64_t Behind = 0) {
  const uint64_t KeySize = Context.getTypeSizeInChars(Map.Key).getQuantity();
  const uint64_t KeyAlign = Context.getTypeAlignInChars(Map.Key).getQuantity();
  const uint64_t Size = Context.getTypeSizeInChars(Map.Value).getQuantity();
  const uint64_t ValueAlign =
      Context.getTypeAlignInChars(Map.Value).getQuantity();
  const uint64_t Align = std::max(KeyAlign, ValueAlign);
  const uint64_t Pair =
      llvm::alignTo(llvm::alignTo(KeySize, ValueAlign) + Size, Align);
  const uint64_t Whole = llvm::alignTo(Header, Align) + Pair;
  return llvm::alignTo(Whole + Behind, std::max(Align, pointerBytes(Context)));
}

// A table of Slots has the room for so many keys of maps filled one by one.
static void addTables(llvm::ArrayRef<unsigned> Slots, uint64_t SlotBytes,
                      MapFact &Into) {
  Into.Buckets.reserve(Slots.size());
  for (unsigned Count : Slots)
    Into.Buckets.push_back(
        {Count, static_cast<unsigned>(mallocBlockFor(Count * SlotBytes))});
}

static void addTreeLayout(const ASTContext &Context, const StringMap &Map,
                          Library From, MapFact &Into) {
  const uint64_t Pointer = pointerBytes(Context);
  switch (From) {
  case Library::Libstdcxx: // The colour, padded, and three links.
    Into.EntryBytes = mallocBlockFor(nodeBytes(Context, Map, 4 * Pointer));
    return;
  case Library::Libcxx: // Three links and the colour.
    Into.EntryBytes = mallocBlockFor(nodeBytes(Context, Map, 3 * Pointer + 1));
    return;
  case Library::Msvc: // Three links, the colour, "is nil"; a head node.
    Into.EntryBytes = mallocBlockFor(nodeBytes(Context, Map, 3 * Pointer + 2));
    Into.FixedBytes = Into.EntryBytes;
    return;
  }
}

static void addHashLayout(const ASTContext &Context, const StringMap &Map,
                          Library From, MapFact &Into) {
  const uint64_t Pointer = pointerBytes(Context);
  switch (From) {
  case Library::Libstdcxx: // A link, the pair, the hash of a string.
    Into.EntryBytes = mallocBlockFor(nodeBytes(Context, Map, Pointer, Pointer));
    return addTables({13, 29, 59, 127, 257, 541, 1109}, Pointer, Into);
  case Library::Libcxx: // A link and the hash.
    Into.EntryBytes = mallocBlockFor(nodeBytes(Context, Map, 2 * Pointer));
    return addTables({2, 5, 11, 23, 47, 97, 197, 397, 797}, Pointer, Into);
  case Library::Msvc: // Two links; a head node; two iterators a bucket.
    Into.EntryBytes = mallocBlockFor(nodeBytes(Context, Map, 2 * Pointer));
    Into.FixedBytes = Into.EntryBytes;
    return addTables({8, 64, 512, 1024}, 2 * Pointer, Into);
  }
}

void memtidy::addLayout(const ASTContext &Context, const StringMap &Map,
                        MapFact &Into) {
  if (!isComplete(Map.Map) || !isComplete(Map.Key) || !isComplete(Map.Value))
    return;
  Into.HandleBytes = Context.getTypeSizeInChars(Map.Map).getQuantity();
  const Library From = libraryOf(Context, Map.Map);
  if (viewOf(Map.Map).Name == "std::map")
    addTreeLayout(Context, Map, From, Into);
  else
    addHashLayout(Context, Map, From, Into);
}
