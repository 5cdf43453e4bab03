//===- ContainerKinds.cpp - Which types are containers --------------------===//

#include "checks/analysis/ContainerKinds.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace memtidy;

// The containers of the standard library, and of those that copy its names.
static std::optional<ContainerType> standard(llvm::StringRef Name) {
  using Kind = ContainerKind;
  return llvm::StringSwitch<std::optional<ContainerType>>(Name)
      .Case("vector", ContainerType{Kind::Vector, true})
      .Case("basic_string", ContainerType{Kind::String, true})
      .Case("deque", ContainerType{Kind::Blocks})
      .Cases({"list", "forward_list", "set", "multiset"},
             ContainerType{Kind::Nodes})
      .Cases({"map", "multimap"}, ContainerType{Kind::Nodes, false, true})
      .Cases({"unordered_set", "unordered_multiset"},
             ContainerType{Kind::HashNodes, true})
      .Cases({"unordered_map", "unordered_multimap"},
             ContainerType{Kind::HashNodes, true, true})
      .Default(std::nullopt);
}

static bool hasMethod(const CXXRecordDecl &Record, llvm::StringRef Name) {
  return !methodsNamed(Record, Name).empty();
}

static bool isSmallName(llvm::StringRef Name) {
  std::string Lower = Name.lower();
  llvm::StringRef Text(Lower);
  return Text.contains("small") || Text.contains("inline") ||
         Text.contains("static") || Text.contains("fixed") ||
         Text.contains("varlength");
}

// A class template that is no standard one but acts like one.
static std::optional<ContainerType> alike(const TypeView &View) {
  const CXXRecordDecl &Record = *View.Record;
  if (View.Args.empty() || !hasMethod(Record, "reserve") ||
      !hasMethod(Record, "size") || !hasMethod(Record, "clear"))
    return std::nullopt;
  ContainerType Result;
  if (hasMethod(Record, "push_back")) {
    Result.Kind = isSmallName(View.Name) ? ContainerKind::SmallVector
                                         : ContainerKind::Vector;
    Result.CanReserve = Result.Kind == ContainerKind::Vector;
    return Result;
  }
  if (!hasMethod(Record, "find") || !hasMethod(Record, "insert"))
    return std::nullopt;
  Result.Kind = ContainerKind::HashTable;
  Result.CanReserve = true;
  Result.HasKeys = !methodsNamed(Record, "try_emplace").empty();
  return Result;
}

std::optional<ContainerType> ContainerTypes::compute(QualType Type) const {
  TypeView View = viewOf(Type);
  if (View.Name.empty())
    return std::nullopt;
  llvm::StringRef Name(View.Name);
  for (llvm::StringRef Space :
       {"std::", "std::pmr::", "boost::container::", "eastl::"})
    if (Name.starts_with(Space))
      if (std::optional<ContainerType> Found =
              standard(Name.drop_front(Space.size())))
        return Found;
  return View.Record && !Name.starts_with("std::") ? alike(View) : std::nullopt;
}

std::optional<ContainerType> ContainerTypes::of(QualType Type) {
  if (Type.isNull())
    return std::nullopt;
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    Type = Type->getPointeeType();
  const clang::Type *Key = Type.getTypePtr();
  if (Key->isBuiltinType())
    return std::nullopt;
  auto [It, New] = Known.try_emplace(Key);
  if (New) {
    std::optional<ContainerType> Found = compute(Type);
    return Known[Key] = Found;
  }
  return It->second;
}
