//===- RecordFacts.cpp - What the fields of a record keep -----------------===//

#include "checks/analysis/RecordFacts.h"
#include "checks/analysis/ContainerTypes.h"
#include "checks/model/SortOnce.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace memtidy;

// Types nest; nobody nests owners deeper.
static constexpr unsigned MaxNesting = 6;

namespace {
/// Peels a field's type down to the records that it reaches.
class EdgeFinder {
public:
  EdgeFinder(const FieldDecl &Field, const OwnerTypes &Types,
             FactSource &Source)
      : Field(Field), Types(Types), Source(Source) {}

  std::vector<EdgeFact> find() {
    peel(Field.getType(), EdgeKind::Value, MaxNesting);
    sortOnce(Edges);
    return std::move(Edges);
  }

private:
  void add(QualType Target, EdgeKind Kind) {
    const CXXRecordDecl *Record = viewOf(Target).Record;
    if (!Record && !Target.isNull())
      Record = Target->getAsCXXRecordDecl();
    if (!Record || Record->isLambda() || Record->isUnion() ||
        Source.isInSystemHeader(patternOf(*Record).getLocation()))
      return;
    EdgeFact Edge;
    Edge.Target = Source.usrOf(*Record);
    Edge.Kind = Kind;
    Edge.ConstTarget = Target.isConstQualified();
    if (!Edge.Target.empty())
      Edges.push_back(std::move(Edge));
  }

  // Pointers to pointers and to containers keep what is inside those.
  void peelPointee(QualType Pointee, EdgeKind Kind, unsigned Depth) {
    Role Inner = Types.roleOf(Pointee);
    if (Inner == Role::Record || Inner == Role::Unknown || Inner == Role::Other)
      add(Pointee, Kind);
    if (Inner != Role::Record && Kind > EdgeKind::Weak)
      peel(Pointee, Kind, Depth);
  }

  EdgeKind rawKind() const {
    bool Inferred = false;
    if (!Types.deletesPointee(Field, Inferred))
      return EdgeKind::Borrow;
    return Inferred ? EdgeKind::Assumed : EdgeKind::Unique;
  }

  void peel(QualType Type, EdgeKind Outer, unsigned Depth) {
    if (Depth == 0 || Type.isNull())
      return;
    if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
      return peel(Array->getElementType(), Outer, Depth - 1);
    QualType Pointee = Types.pointeeOf(Type);
    switch (Types.roleOf(Type)) {
    case Role::Strong:
      return peelPointee(Pointee, EdgeKind::Shared, Depth - 1);
    case Role::Unique:
      return peelPointee(Pointee, EdgeKind::Unique, Depth - 1);
    case Role::Weak:
      return peelPointee(Pointee, EdgeKind::Weak, Depth - 1);
    case Role::Raw:
      return peelPointee(Pointee, rawKind(), Depth - 1);
    case Role::Reference:
      return peelPointee(Type.getNonReferenceType(), EdgeKind::Borrow,
                         Depth - 1);
    case Role::Container:
    case Role::Wrapper:
      for (QualType Argument : viewOf(Type).Args)
        peel(Argument, Outer, Depth - 1);
      return;
    case Role::Record:
      add(Type, Outer);
      if (isContainerType(Type, Types))
        for (QualType Argument : viewOf(Type).Args)
          peel(Argument, Outer, Depth - 1);
      return;
    default:
      return;
    }
  }

  const FieldDecl &Field;
  const OwnerTypes &Types;
  FactSource &Source;
  std::vector<EdgeFact> Edges;
};
} // namespace

std::vector<EdgeFact> memtidy::edgesOf(const FieldDecl &Field,
                                       const OwnerTypes &Types,
                                       FactSource &Source) {
  std::vector<EdgeFact> Edges = EdgeFinder(Field, Types, Source).find();
  if (hasAnnotation(Field, "borrows"))
    for (EdgeFact &Edge : Edges)
      Edge.Kind = EdgeKind::Borrow;
  return Edges;
}

RecordFact memtidy::recordFactOf(const CXXRecordDecl &Record,
                                 const OwnerTypes &Types, FactSource &Source) {
  RecordFact Fact;
  PrintingPolicy Policy(Source.context().getPrintingPolicy());
  for (const FieldDecl *Field : Record.fields()) {
    FieldFact Known;
    Known.Edges = edgesOf(*Field, Types, Source);
    Known.Usr = Source.usrOf(*Field);
    llvm::append_range(Known.Edges, Source.erasedOf(Known.Usr));
    sortOnce(Known.Edges);
    if (Known.Edges.empty() || Known.Usr.empty())
      continue;
    Known.Name = Field->getNameAsString();
    Known.Type = Field->getType().getAsString(Policy);
    Known.Loc = Source.placeOf(Field->getLocation());
    Known.IsContainer = isContainerType(Field->getType(), Types);
    Known.Suppressed = Source.isSuppressed(Field->getLocation());
    Fact.Fields.push_back(std::move(Known));
  }
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *Class = viewOf(Base.getType()).Record)
      if (!Source.isInSystemHeader(patternOf(*Class).getLocation()))
        Fact.Bases.push_back(Source.usrOf(*Class));
  // An interface keeps nothing, but pointers to it reach what implements it.
  if (Fact.Fields.empty() && Fact.Bases.empty() && !Record.isPolymorphic())
    return Fact;
  llvm::sort(Fact.Fields);
  llvm::sort(Fact.Bases);
  Fact.Usr = Source.usrOf(Record);
  Fact.Name = Record.getQualifiedNameAsString();
  Fact.Loc = Source.placeOf(Record.getLocation());
  return Fact;
}
