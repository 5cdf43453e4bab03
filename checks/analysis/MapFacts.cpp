//===- MapFacts.cpp - What a TU knows about maps from strings -------------===//

#include "checks/analysis/MapFacts.h"
#include "checks/analysis/Accessors.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/FactSource.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/UserDecls.h"
#include "checks/analysis/Visibility.h"
#include "checks/model/SortOnce.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include <map>

using namespace clang;
using namespace memtidy;

namespace {
/// Finds the variables and fields that are such maps.
class MapFinder : public RecursiveASTVisitor<MapFinder> {
public:
  std::vector<std::pair<const ValueDecl *, StringMap>> Found;

  bool VisitFieldDecl(FieldDecl *Field) {
    note(*Field);
    return true;
  }
  bool VisitVarDecl(VarDecl *Variable) {
    if (!isa<ParmVarDecl>(Variable))
      note(*Variable);
    return true;
  }

private:
  void note(const ValueDecl &Value) {
    if (!Value.getIdentifier() || Value.getLocation().isMacroID() ||
        Value.isInvalidDecl() || Value.getType()->isReferenceType() ||
        isInstance(Value))
      return;
    if (std::optional<StringMap> Type = stringMapOf(Value.getType()))
      Found.emplace_back(&Value, *Type);
  }
};

/// Makes one fact.
class FactMaker {
public:
  FactMaker(const MapUses &Uses, FactSource &Source)
      : Context(Source.context()), Uses(Uses), Source(Source) {}

  MapFact make() {
    const ValueDecl &Value = *Uses.Value;
    Fact.Usr = Source.usrOf(Value);
    Fact.Name = entityOf(Value).Name;
    Fact.Loc = Source.placeOf(Value.getLocation());
    Fact.Is = isa<FieldDecl>(Value)                    ? MapFact::Place::Member
              : cast<VarDecl>(Value).hasLocalStorage() ? MapFact::Place::Local
                                                       : MapFact::Place::Static;
    Fact.Suppressed = Source.isSuppressed(Value.getLocation());
    if (Uses.Escape.isValid()) {
      Fact.Escape = Source.placeOf(Uses.Escape);
      return std::move(Fact);
    }
    addUsers(Value);
    addLayout(Context, Uses.Type, Fact);
    Fact.Mapped = valueTypeOf(Context, Uses.Type.Value, Uses.Type);
    for (const MapAccess &Access : Uses.Accesses)
      addAccess(Access);
    for (const MapList &List : Uses.Lists)
      for (size_t I = 0; I < List.Keys.size(); ++I)
        addWrite(List.Keys[I], List.Pairs[I]);
    Fact.Keys.reserve(Keys.size());
    for (auto &[Name, Key] : Keys)
      Fact.Keys.push_back(std::move(Key));
    return std::move(Fact);
  }

private:
  /// Who else may name it.
  void addUsers(const ValueDecl &Value) {
    const auto *Field = dyn_cast<FieldDecl>(&Value);
    if (!Field) {
      Fact.IsOpen = !seesAllUses(Context, Value);
      return;
    }
    if (isWrittenInSourceFile(Context, Field->getLocation()))
      return;
    const auto *Record = dyn_cast<CXXRecordDecl>(Field->getParent());
    Accessors Users = Record ? accessorsOf(*Record) : Accessors();
    Fact.IsOpen = !Record || Users.IsOpen || Field->getAccess() != AS_private;
    addNames(Users.Awaited, Fact.Awaits);
    addNames(Users.Seen, Fact.Seen);
  }

  void addNames(llvm::ArrayRef<const NamedDecl *> Users,
                std::vector<std::string> &Into) {
    Into.reserve(Users.size());
    for (const NamedDecl *User : Users)
      Into.push_back(Source.usrOf(*User));
    sortOnce(Into);
  }

  MapKeyFact &keyAt(const std::string &Name, SourceLocation Loc) {
    auto [Known, IsNew] = Keys.try_emplace(Name);
    if (IsNew) {
      Known->second.Key = Name;
      Known->second.KeyBytes = keyHeapBytes(Context, Uses.Type, Name.size());
      Known->second.Loc = Source.placeOf(Loc);
    }
    return Known->second;
  }

  void addType(MapKeyFact &Key, QualType Type) {
    ValueTypeFact Fact =
        valueTypeOf(Context, Type.isNull() ? Uses.Type.Value : Type, Uses.Type);
    auto Place = llvm::lower_bound(Key.Types, Fact);
    if (Place == Key.Types.end() || *Place != Fact)
      Key.Types.insert(Place, std::move(Fact));
  }

  void addAccess(const MapAccess &Access) {
    if (Access.Key.empty() && Access.Kind >= AccessKind::Clear)
      return;
    MapKeyFact &Key = keyAt(Access.Key, Access.Site->getExprLoc());
    Key.IsRead |= Access.Value.Reads;
    Key.IsWritten |= Access.Value.Writes;
    switch (Access.Kind) {
    case AccessKind::Index:
    case AccessKind::At:
    case AccessKind::FindValue:
    case AccessKind::Set:
      addType(Key, Access.Value.Type);
      return;
    case AccessKind::Insert:
    case AccessKind::Found:
      addType(Key, Access.Value.Type);
      Key.IsAsked = true;
      return;
    default:
      Key.IsAsked = true;
    }
  }

  void addWrite(const std::string &Name, const KeyAndValue &Pair) {
    MapKeyFact &Key = keyAt(Name, Pair.Key->getExprLoc());
    Key.IsWritten = true;
    addType(Key, typeWritten(Context, Uses.Type, *Pair.Value));
  }

  const ASTContext &Context;
  const MapUses &Uses;
  FactSource &Source;
  MapFact Fact;
  std::map<std::string, MapKeyFact> Keys;
};
} // namespace

/// Whether code of templates may name \p Value without saying so.
static bool mayBeNamedByTemplate(TuIndex &Index, const ValueDecl &Value) {
  return isa<FieldDecl>(Value) &&
         Index.get<ValueUses>().mayBeNamedByTemplate(Value.getName());
}

MapFacts::MapFacts(TuIndex &Index) {
  if (Index.context().getDiagnostics().hasUncompilableErrorOccurred())
    return;
  MapFinder Finder;
  forEachUserDecl(Index.context(), [&](Decl &D) { Finder.TraverseDecl(&D); });
  FactSource Source(Index, "memtidy-dynamic-attributes");
  Known.reserve(Finder.Found.size());
  for (const auto &[Value, Type] : Finder.Found) {
    auto Uses = std::make_unique<MapUses>(mapUsesOf(Index, *Value, Type));
    if (mayBeNamedByTemplate(Index, *Value))
      Uses->Escape = Value->getLocation();
    if (MapFact Fact = FactMaker(*Uses, Source).make(); !Fact.Usr.empty())
      Facts.add(Fact);
    Known[Value->getCanonicalDecl()] = std::move(Uses);
  }
}

const MapUses *MapFacts::usesOf(const ValueDecl &Value) const {
  auto Found = Known.find(Value.getCanonicalDecl());
  return Found == Known.end() ? nullptr : Found->second.get();
}
