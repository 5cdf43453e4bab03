//===- ContainerTypes.cpp - Which types hold many, and of what ------------===//

#include "checks/analysis/ContainerTypes.h"
#include "checks/analysis/TypeView.h"
#include "checks/model/QualifiedName.h"

using namespace clang;
using namespace memtidy;

// Types nest; nobody nests owners deeper.
static constexpr unsigned MaxNesting = 6;

// A project's own container has no entry in the model.
static bool namedLikeContainer(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Words[] = {
      "array", "buffer", "cache", "list",  "map",   "pool",
      "queue", "ring",   "set",   "stack", "table", "vector"};
  std::string Lower = bareName(Name).lower();
  return llvm::any_of(Words, [&](llvm::StringRef Word) {
    return llvm::StringRef(Lower).contains(Word);
  });
}

bool memtidy::isContainerType(QualType Type, const OwnerTypes &Types) {
  for (unsigned Depth = 0; Depth < MaxNesting && !Type.isNull(); ++Depth) {
    Type = Type.getNonReferenceType();
    TypeView View = viewOf(Type);
    switch (Types.roleOf(Type)) {
    case Role::Container:
      return true;
    case Role::Record:
      return !View.Args.empty() && namedLikeContainer(View.Name);
    case Role::Wrapper:
      if (View.Args.empty())
        return false;
      Type = View.Args.back();
      break;
    case Role::Strong:
    case Role::Unique:
      Type = Types.pointeeOf(Type);
      break;
    default:
      return false;
    }
  }
  return false;
}

QualType memtidy::elementTypeOf(QualType Type, const OwnerTypes &Types) {
  for (unsigned Depth = 0; Depth < MaxNesting && !Type.isNull(); ++Depth) {
    Type = Type.getNonReferenceType();
    if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
      return Array->getElementType();
    Role Kind = Types.roleOf(Type);
    if (Kind == Role::Strong || Kind == Role::Unique) {
      Type = Types.pointeeOf(Type);
      continue;
    }
    TypeView View = viewOf(Type);
    if (View.Args.empty())
      return {};
    bool IsMap = llvm::StringRef(View.Name).contains_insensitive("map") ||
                 llvm::StringRef(View.Name).contains("Hash");
    QualType Element = View.Args[IsMap && View.Args.size() > 1 ? 1 : 0];
    if (Kind != Role::Wrapper || !isContainerType(Element, Types))
      return Element;
    Type = Element;
  }
  return {};
}
