//===- AccessPath.cpp - Which object an expression means -----------------===//

#include "checks/analysis/AccessPath.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace memtidy;

bool AccessPath::startsWith(const AccessPath &Prefix) const {
  return From == Prefix.From && Var == Prefix.Var &&
         Hops.size() >= Prefix.Hops.size() &&
         std::equal(Prefix.Hops.begin(), Prefix.Hops.end(), Hops.begin());
}

AccessPath AccessPath::then(llvm::ArrayRef<Hop> Rest) const {
  AccessPath Longer = *this;
  Longer.Hops.append(Rest.begin(), Rest.end());
  return Longer;
}

Hop PathResolver::hopInto(const FieldDecl &Field, QualType Type) const {
  Hop Result;
  Result.Field = &patternOf(Field);
  Result.Name = Field.getNameAsString();
  Result.Type = Type;
  if (hasAnnotation(Field, "borrows")) {
    Result.How = Hold::None;
    return Result;
  }
  switch (Types.roleOf(Type)) {
  case Role::Strong:
    Result.How = Hold::Shared;
    break;
  case Role::Unique:
    Result.How = Hold::Unique;
    break;
  case Role::Raw:
    Result.How = Types.deletesPointee(Field, Result.Inferred) ? Hold::OwnedRaw
                                                              : Hold::None;
    break;
  case Role::Weak:
  case Role::Reference:
    Result.How = Hold::None;
    break;
  default:
    break;
  }
  return Result;
}

Hop PathResolver::elementOf(QualType Type, llvm::StringRef Key) const {
  Hop Result;
  Result.Name = ("[" + Key + "]").str();
  // Of a map it is the mapped type.
  TypeView View = viewOf(Type);
  if (!View.Args.empty()) {
    bool IsMap = llvm::StringRef(View.Name).contains_insensitive("map") ||
                 llvm::StringRef(View.Name).contains("Hash");
    Result.Type = View.Args[IsMap && View.Args.size() > 1 ? 1 : 0];
  }
  switch (Types.roleOf(Result.Type)) {
  case Role::Strong:
    Result.How = Hold::Shared;
    break;
  case Role::Unique:
    Result.How = Hold::Unique;
    break;
  case Role::Raw:
  case Role::Weak:
  case Role::Reference:
    Result.How = Hold::None;
    break;
  default:
    break;
  }
  return Result;
}

void PathResolver::addPlace(const VarDecl &Var, AccessPath Where) {
  Places[&Var].push_back(std::move(Where));
}

llvm::SmallVector<AccessPath, 2>
PathResolver::namesOf(const AccessPath &Path) const {
  llvm::SmallVector<AccessPath, 2> Names = {Path};
  // A place may itself start at a variable that has one.
  for (unsigned I = 0; I < Names.size() && Names.size() < 6; ++I) {
    AccessPath Name = Names[I];
    auto It = Places.find(Name.Var);
    if (Name.From != AccessPath::Root::Variable || It == Places.end() ||
        isReplaced(*Name.Var))
      continue;
    for (const AccessPath &Place : It->second)
      if (!(Place.From == AccessPath::Root::Variable && Place.Var == Name.Var))
        Names.push_back(Place.then(Name.Hops));
  }
  return Names;
}

std::optional<AccessPath> memtidy::seenFromCaller(
    const AccessPath &Path, const CallView &Call, const FunctionDecl &Callee,
    const std::optional<AccessPath> &This, const PathResolver &Caller) {
  if (Path.From == AccessPath::Root::This)
    return This ? std::optional(This->then(Path.Hops)) : std::nullopt;
  if (Path.From != AccessPath::Root::Variable)
    return std::nullopt;
  if (const auto *Param = dyn_cast<ParmVarDecl>(Path.Var)) {
    for (unsigned I = 0; I < Callee.getNumParams(); ++I)
      if (Callee.getParamDecl(I) == Param && I < Call.Args.size()) {
        std::optional<AccessPath> Argument = Caller.pathOf(*Call.Args[I]);
        return Argument ? std::optional(Argument->then(Path.Hops))
                        : std::nullopt;
      }
    return std::nullopt;
  }
  return Path.Var->hasLocalStorage() ? std::nullopt : std::optional(Path);
}
