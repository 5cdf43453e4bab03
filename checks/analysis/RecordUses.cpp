//===- RecordUses.cpp - Which records are made many times -----------------===//

#include "checks/analysis/RecordUses.h"
#include "checks/analysis/BulkNames.h"
#include "checks/analysis/RecordOf.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace memtidy;

namespace {
/// \p Owner has an object of the key inside itself or makes one of its own.
struct Holder {
  const CXXRecordDecl *Owner;
  SourceLocation Loc;
  BulkKind Kind;
};

class UseWalk : public RecursiveASTVisitor<UseWalk> {
public:
  using Base = RecursiveASTVisitor<UseWalk>;

  explicit UseWalk(ASTContext &Context) : Context(Context) {}

  llvm::MapVector<const CXXRecordDecl *, BulkUse> Bulk;
  llvm::MapVector<const CXXRecordDecl *, llvm::SmallVector<Holder, 1>> Parts;

  bool VisitDeclaratorDecl(DeclaratorDecl *D) {
    if (const auto *Field = dyn_cast<FieldDecl>(D)) {
      noteField(*Field);
      return true;
    }
    QualType Type = D->getType();
    if (const auto *Function = dyn_cast<FunctionDecl>(D))
      Type = Function->getReturnType();
    noteType(Type.getNonReferenceType(), D->getLocation());
    return true;
  }

  bool VisitCXXRecordDecl(CXXRecordDecl *Record) {
    if (!Record->isThisDeclarationADefinition())
      return true;
    noteBases(*Record);
    // The field that an anonymous union is has no declaration to visit.
    for (const FieldDecl *Field : Record->fields())
      if (Field->isAnonymousStructOrUnion())
        noteField(*Field);
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    noteType(E->getType(), E->getBeginLoc());
    return true;
  }

  bool VisitCXXNewExpr(CXXNewExpr *New) {
    if (New->isArray())
      noteElement(New->getAllocatedType(), New->getBeginLoc(),
                  BulkKind::ArrayElement, "");
    else if (New->getNumPlacementArgs() == 0)
      noteAllocation(New->getAllocatedType(), New->getBeginLoc(), "new");
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    if (const auto *Lookup = dyn_cast<UnresolvedLookupExpr>(
            Call->getCallee()->IgnoreParenImpCasts()))
      noteDependentCall(*Lookup);
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !Callee->getIdentifier() ||
        !isAllocatingName(Callee->getName()))
      return true;
    if (const auto *Args = Callee->getTemplateSpecializationArgs())
      if (Args->size() && Args->get(0).getKind() == TemplateArgument::Type)
        noteAllocation(Args->get(0).getAsType(), Call->getBeginLoc(),
                       Callee->getQualifiedNameAsString());
    return true;
  }

  // `static_cast<Node *>(malloc(sizeof(Node)))`.
  bool VisitExplicitCastExpr(ExplicitCastExpr *Cast) {
    const auto *Call =
        dyn_cast<CallExpr>(Cast->getSubExpr()->IgnoreParenImpCasts());
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (Callee && Callee->getIdentifier() && Cast->getType()->isPointerType() &&
        isRawAllocatingName(Callee->getName()))
      noteAllocation(Cast->getType()->getPointeeType(), Cast->getBeginLoc(),
                     Callee->getName());
    return true;
  }

  // What is made in main, or as a global, is made once.
  bool TraverseFunctionDecl(FunctionDecl *D) {
    llvm::SaveAndRestore Once(IsOnce, D->isMain());
    return Base::TraverseFunctionDecl(D);
  }
  bool TraverseVarDecl(VarDecl *D) {
    llvm::SaveAndRestore Once(IsOnce, IsOnce || D->hasGlobalStorage());
    return Base::TraverseVarDecl(D);
  }
  // What a constructor makes is made as often as its class.
  bool TraverseCXXConstructorDecl(CXXConstructorDecl *D) {
    llvm::SaveAndRestore In(MadeBy,
                            static_cast<const CXXRecordDecl *>(D->getParent()));
    return Base::TraverseCXXConstructorDecl(D);
  }
  bool TraverseCXXMethodDecl(CXXMethodDecl *D) {
    llvm::SaveAndRestore In(MethodOf,
                            static_cast<const CXXRecordDecl *>(D->getParent()));
    return Base::TraverseCXXMethodDecl(D);
  }
  bool TraverseFieldDecl(FieldDecl *D) {
    llvm::SaveAndRestore In(MadeBy,
                            static_cast<const CXXRecordDecl *>(
                                dyn_cast<CXXRecordDecl>(D->getParent())));
    return Base::TraverseFieldDecl(D);
  }
#define MEMTIDY_LOOP(Kind)                                                     \
  bool Traverse##Kind(Kind *S) {                                               \
    llvm::SaveAndRestore Once(IsOnce, false);                                  \
    llvm::SaveAndRestore Loop(InLoop, true);                                   \
    llvm::SaveAndRestore In(MadeBy,                                            \
                            static_cast<const CXXRecordDecl *>(nullptr));      \
    return Base::Traverse##Kind(S);                                            \
  }
  MEMTIDY_LOOP(ForStmt)
  MEMTIDY_LOOP(CXXForRangeStmt)
  MEMTIDY_LOOP(WhileStmt)
  MEMTIDY_LOOP(DoStmt)
#undef MEMTIDY_LOOP

private:
  void noteBulk(const CXXRecordDecl &Record, SourceLocation Loc, BulkKind Kind,
                llvm::StringRef By, uint64_t Count = 0) {
    Bulk.insert({patternOf(Record), {Kind, Loc, By.str(), Count}});
  }

  /// `std::make_unique<Node>()` in a template that has Node inside.
  void noteDependentCall(const UnresolvedLookupExpr &Lookup) {
    if (!Lookup.getName().isIdentifier() ||
        !isAllocatingName(Lookup.getName().getAsIdentifierInfo()->getName()) ||
        Lookup.getNumTemplateArgs() == 0 || Lookup.getNumDecls() == 0)
      return;
    const TemplateArgument &First =
        Lookup.template_arguments()[0].getArgument();
    if (First.getKind() == TemplateArgument::Type)
      noteAllocation(First.getAsType(), Lookup.getBeginLoc(),
                     (*Lookup.decls_begin())->getQualifiedNameAsString());
  }

  void noteAllocation(QualType Type, SourceLocation Loc, llvm::StringRef By) {
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    if (!Record || IsOnce)
      return;
    const CXXRecordDecl *Owner = MadeBy;
    // A class that makes objects of a private class of its own has one of
    // them, unless they form a list or a tree.
    if (!Owner && MethodOf && !InLoop &&
        Record->getDeclContext()->getPrimaryContext() == MethodOf &&
        !refersToItself(*Record))
      Owner = MethodOf;
    if (Owner)
      Parts[patternOf(*Record)].push_back(
          {patternOf(*Owner), Loc, BulkKind::FieldOfBulk});
    else
      noteBulk(*Record, Loc, BulkKind::Allocated, By);
  }

  /// Whether objects of \p Record lead to others, as in a list or a tree.
  static bool refersToItself(const CXXRecordDecl &Record) {
    if (!Record.hasDefinition())
      return false;
    return llvm::any_of(Record.getDefinition()->fields(), [&](const auto *F) {
      return leadsTo(F->getType().getCanonicalType(), Record);
    });
  }

  static bool leadsTo(QualType Type, const CXXRecordDecl &Record) {
    auto AnyLeads = [&](llvm::ArrayRef<TemplateArgument> Args) {
      return llvm::any_of(Args, [&](const TemplateArgument &Arg) {
        return Arg.getKind() == TemplateArgument::Type &&
               leadsTo(Arg.getAsType(), Record);
      });
    };
    const CXXRecordDecl *Behind = recordBehind(Type);
    if (!Behind) {
      // `std::unique_ptr<Node>` in a template that has Node inside.
      const auto *Written = Type->getAs<TemplateSpecializationType>();
      return Written && AnyLeads(Written->template_arguments());
    }
    if (patternOf(*Behind) == patternOf(Record))
      return true;
    const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Behind);
    return Spec && AnyLeads(Spec->getTemplateArgs().asArray());
  }

  /// Every object of \p Owner has one of \p Type inside.
  void notePart(QualType Type, const CXXRecordDecl &Owner, SourceLocation Loc) {
    forEachInside(Type, [&](const CXXRecordDecl &Record) {
      Parts[patternOf(Record)].push_back(
          {patternOf(Owner), Loc, BulkKind::FieldOfBulk});
    });
  }

  void noteField(const FieldDecl &Field) {
    noteType(Field.getType(), Field.getLocation());
    if (const auto *Owner = dyn_cast<CXXRecordDecl>(Field.getParent()))
      notePart(Field.getType(), *Owner, Field.getLocation());
  }

  void noteBases(const CXXRecordDecl &Record) {
    for (const CXXBaseSpecifier &Base : Record.bases())
      if (const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl())
        Parts[patternOf(*Class)].push_back(
            {patternOf(Record), Base.getBeginLoc(), BulkKind::BaseOfBulk});
  }

  /// Many objects of \p Type, or of what it points to, exist.
  void noteElement(QualType Type, SourceLocation Loc, BulkKind Kind,
                   llvm::StringRef By, uint64_t Count = 0) {
    // Of pointers there may be many to one object.
    if (Type->isPointerType())
      Count = 0;
    while (Type->isPointerType() || Type->isArrayType())
      Type = Type->isPointerType()
                 ? Type->getPointeeType()
                 : QualType(Type->getBaseElementTypeUnsafe(), 0);
    forEachInside(Type, [&](const CXXRecordDecl &Record) {
      noteBulk(Record, Loc, Kind, By, Count);
    });
  }

  /// Looks for containers and arrays in the type of something declared.
  void noteType(QualType Type, SourceLocation Loc) {
    Type = Type.getCanonicalType();
    if (const auto *Array = Context.getAsConstantArrayType(Type)) {
      if (Array->getSize().ugt(1))
        noteElement(QualType(Type->getBaseElementTypeUnsafe(), 0), Loc,
                    BulkKind::ArrayElement, "",
                    Context.getConstantArrayElementCount(Array));
      Type = QualType(Type->getBaseElementTypeUnsafe(), 0);
    }
    while (Type->isPointerType() || Type->isReferenceType())
      Type = Type->getPointeeType();
    const auto *Spec = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Type->getAsCXXRecordDecl());
    if (!Spec)
      return noteDependent(Type, Loc);
    if (!Noted.insert({Spec->getCanonicalDecl(), Loc}).second)
      return;
    noteSpecialization(*Spec, Loc);
  }

  /// `std::vector<Slot>` in a template that has Slot inside.
  void noteDependent(QualType Type, SourceLocation Loc) {
    const auto *Written = Type->getAs<TemplateSpecializationType>();
    const TemplateDecl *Template =
        Written ? Written->getTemplateName().getAsTemplateDecl() : nullptr;
    if (!Template || !isContainerName(Template->getName()))
      return;
    for (const TemplateArgument &Arg : Written->template_arguments())
      if (Arg.getKind() == TemplateArgument::Type)
        noteElement(Arg.getAsType(), Loc, BulkKind::ContainerElement,
                    Template->getQualifiedNameAsString());
  }

  void noteSpecialization(const ClassTemplateSpecializationDecl &Spec,
                          SourceLocation Loc) {
    const bool IsContainer = isContainerName(Spec.getName());
    const auto &Args = Spec.getTemplateArgs();
    const bool IsArray = Spec.getName() == "array" && Args.size() == 2 &&
                         Args[1].getKind() == TemplateArgument::Integral &&
                         Args[1].getAsIntegral().ugt(1);
    for (const TemplateArgument &Arg : Args.asArray()) {
      if (Arg.getKind() != TemplateArgument::Type)
        continue;
      if (IsContainer || IsArray)
        noteElement(Arg.getAsType(), Loc, BulkKind::ContainerElement,
                    Spec.getQualifiedNameAsString(),
                    IsArray ? Args[1].getAsIntegral().getZExtValue() : 0);
      noteType(Arg.getAsType(), Loc);
    }
    // A template of the user's own may hold its arguments by value.
    bool IsUser =
        !Context.getSourceManager().isInSystemHeader(Spec.getLocation());
    if (IsUser && Spec.hasDefinition())
      for (const FieldDecl *Field : Spec.fields())
        noteField(*Field);
  }

  /// Calls \p Visit for the records that an object of \p Type contains by
  /// value or owns alone, through the standard wrappers.
  void forEachInside(QualType Type,
                     llvm::function_ref<void(const CXXRecordDecl &)> Visit) {
    Type = QualType(Type.getCanonicalType()->getBaseElementTypeUnsafe(), 0);
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    if (!Record)
      return;
    static const llvm::StringSet<> Wrappers = {
        "optional", "variant",       "pair",          "tuple",
        "expected", "array",         "unique_ptr",    "shared_ptr",
        "atomic",   "scoped_ptr",    "intrusive_ptr", "reference_wrapper",
        "StatusOr", "QSharedPointer"};
    const auto *Spec = dyn_cast<ClassTemplateSpecializationDecl>(Record);
    if (!Spec || !Wrappers.contains(Spec->getName()))
      return Visit(*Record);
    for (const TemplateArgument &Arg : Spec->getTemplateArgs().asArray()) {
      if (Arg.getKind() == TemplateArgument::Type)
        forEachInside(Arg.getAsType(), Visit);
      if (Arg.getKind() == TemplateArgument::Pack)
        for (const TemplateArgument &Part : Arg.pack_elements())
          if (Part.getKind() == TemplateArgument::Type)
            forEachInside(Part.getAsType(), Visit);
    }
  }

  ASTContext &Context;
  bool IsOnce = false;
  bool InLoop = false;
  const CXXRecordDecl *MethodOf = nullptr;
  const CXXRecordDecl *MadeBy = nullptr;
  llvm::DenseSet<std::pair<const Decl *, SourceLocation>> Noted;
};
} // namespace

RecordUses::RecordUses(TuIndex &Index) {
  UseWalk Walk(Index.context());
  forEachUserDecl(Index.context(), [&](Decl &D) { Walk.TraverseDecl(&D); });
  Uses.reserve(Walk.Bulk.size());
  for (auto &[Record, Use] : Walk.Bulk)
    Uses.insert({Record, Use});
  // Whatever is inside of something made many times is made many times.
  for (bool Grew = true; Grew;) {
    Grew = false;
    for (const auto &[Record, Holders] : Walk.Parts)
      for (const Holder &H : Holders)
        if (!Uses.count(Record) && Uses.count(H.Owner)) {
          Uses.insert(
              {Record, {H.Kind, H.Loc, H.Owner->getQualifiedNameAsString()}});
          Grew = true;
        }
  }
}

const BulkUse *RecordUses::findBulkUse(const CXXRecordDecl &Record) const {
  auto Found = Uses.find(patternOf(Record));
  return Found == Uses.end() ? nullptr : &Found->second;
}
