//===- AstRoom.cpp - Room in an AST for what comes after a fork -----------===//
//
// Clang does not let anybody reserve room in its tables. The one place where
// C++ lets private members be named from outside is an explicit instantiation.
//
//===----------------------------------------------------------------------===//

#include "driver/run/AstRoom.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

// Smaller tables are in few pages.
static constexpr unsigned Small = 128;

template <typename Table> static void grow(Table &Types) {
  if (Types.size() > Small && 2 * Types.size() > Types.capacity())
    Types.reserve(3 * Types.size());
}

namespace {
/// Defines growTable() for the member Table of an Owner.
template <typename Owner, typename Tag, auto Table> struct Opener {
  friend void growTable(Owner &Of, Tag) { grow(Of.*Table); }
};
} // namespace

#define MEMTIDY_TABLES(X)                                                      \
  X(ExtQualNodes)                                                              \
  X(PointerTypes)                                                              \
  X(LValueReferenceTypes)                                                      \
  X(RValueReferenceTypes)                                                      \
  X(MemberPointerTypes)                                                        \
  X(FunctionProtoTypes)                                                        \
  X(DependentDecltypeTypes)                                                    \
  X(TemplateTypeParmTypes)                                                     \
  X(SubstTemplateTypeParmTypes)                                                \
  X(TemplateSpecializationTypes)                                               \
  X(ParenTypes)                                                                \
  X(TagTypes)                                                                  \
  X(UsingTypes)                                                                \
  X(TypedefTypes)                                                              \
  X(DependentNameTypes)                                                        \
  X(PackExpansionTypes)                                                        \
  X(DeducedTemplateSpecializationTypes)                                        \
  X(AttributedTypes)                                                           \
  X(QualifiedTemplateNames)                                                    \
  X(DependentTemplateNames)                                                    \
  X(NamespaceAndPrefixStorages)                                                \
  X(CanonTemplateTemplateParms)

#define MEMTIDY_NAME_TABLES(X)                                                 \
  X(CXXConstructorNames)                                                       \
  X(CXXDestructorNames)                                                        \
  X(CXXConversionFunctionNames)

#define MEMTIDY_OPEN(Owner, Name)                                              \
  namespace {                                                                  \
  struct Open##Name {};                                                        \
  void growTable(Owner &, Open##Name);                                         \
  template struct Opener<Owner, Open##Name, &Owner::Name>;                     \
  }
#define MEMTIDY_OPEN_TYPES(Name) MEMTIDY_OPEN(ASTContext, Name)
#define MEMTIDY_OPEN_NAMES(Name) MEMTIDY_OPEN(DeclarationNameTable, Name)
MEMTIDY_TABLES(MEMTIDY_OPEN_TYPES)
MEMTIDY_NAME_TABLES(MEMTIDY_OPEN_NAMES)

void memtidy::makeRoom(ASTContext &Context) {
#define MEMTIDY_GROW(Name) growTable(Context, Open##Name());
  MEMTIDY_TABLES(MEMTIDY_GROW)
#undef MEMTIDY_GROW
#define MEMTIDY_GROW(Name) growTable(Context.DeclarationNames, Open##Name());
  MEMTIDY_NAME_TABLES(MEMTIDY_GROW)
}
