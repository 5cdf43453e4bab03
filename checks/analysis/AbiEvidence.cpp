//===- AbiEvidence.cpp - Code that knows a record's bytes -----------------===//

#include "checks/analysis/AbiEvidence.h"
#include "checks/analysis/AbiNames.h"
#include "checks/analysis/MappedMemory.h"
#include "checks/analysis/RecordOf.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace memtidy;

static bool isBytePointer(QualType Type) {
  if (!Type->isPointerType() && !Type->isReferenceType())
    return false;
  QualType To = Type->getPointeeType();
  return To->isCharType() || To->isStdByteType() || To->isChar8Type() ||
         (To->isIntegerType() && !To->isBooleanType());
}

namespace {
/// Collects the records that an expression takes the size of.
class SizeReader : public RecursiveASTVisitor<SizeReader> {
public:
  llvm::SmallVector<const CXXRecordDecl *, 2> Records;

  bool VisitUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *E) {
    if (E->getKind() == UETT_SizeOf || E->getKind() == UETT_AlignOf)
      if (const CXXRecordDecl *Record =
              E->getTypeOfArgument()->getAsCXXRecordDecl())
        Records.push_back(Record);
    return true;
  }
  bool VisitOffsetOfExpr(OffsetOfExpr *E) {
    if (const CXXRecordDecl *Record =
            E->getTypeSourceInfo()->getType()->getAsCXXRecordDecl())
      Records.push_back(Record);
    return true;
  }
};

class AbiWalk : public RecursiveASTVisitor<AbiWalk> {
public:
  AbiWalk(ASTContext &Context,
          llvm::DenseMap<const CXXRecordDecl *, AbiUse> &Uses)
      : Context(Context), Sources(Context.getSourceManager()), Uses(Uses) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  llvm::SmallVector<std::pair<std::string, AbiUse>, 2> MacroMentions;
  llvm::SmallVector<const CXXRecordDecl *, 32> Records;

  bool VisitDecl(Decl *D) {
    noteMacro(*D);
    return true;
  }

  bool VisitCXXRecordDecl(CXXRecordDecl *Record) {
    if (!Record->isThisDeclarationADefinition())
      return true;
    Records.push_back(Record);
    noteOverlay(*Record);
    if (Record->getDeclContext()->isExternCContext())
      note(Record, AbiKind::ExternC, Record->getLocation());
    for (const Attr *A : Record->attrs())
      noteAttribute(*Record, *A);
    if (isInInstalledHeader(Record->getLocation()))
      note(Record, AbiKind::InstalledHeader, Record->getLocation());
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    const bool IsDevice = Function->hasAttr<CUDAGlobalAttr>() ||
                          Function->hasAttr<CUDADeviceAttr>() ||
                          Function->hasAttr<DeviceKernelAttr>();
    if (!IsDevice && (!Function->isExternC() || Function->isMain()))
      return true;
    const AbiKind Kind = IsDevice ? AbiKind::Device : AbiKind::ExternC;
    note(recordBehind(Function->getReturnType()), Kind,
         Function->getLocation());
    for (const ParmVarDecl *Parameter : Function->parameters())
      note(recordBehind(Parameter->getType()), Kind, Parameter->getLocation());
    return true;
  }

  bool VisitDeclaratorDecl(DeclaratorDecl *D) {
    if (!isa<VarDecl, FieldDecl>(D) || isa<ParmVarDecl>(D))
      return true;
    QualType Type(D->getType()->getBaseElementTypeUnsafe(), 0);
    if (Type->isMemberDataPointerType())
      note(Type->castAs<MemberPointerType>()->getMostRecentCXXRecordDecl(),
           AbiKind::MemberPointer, D->getLocation());
    return true;
  }

  bool VisitInitListExpr(InitListExpr *List) {
    for (const Expr *Item : List->inits()) {
      const auto *Address =
          dyn_cast_or_null<UnaryOperator>(Item ? Item->IgnoreImpCasts() : Item);
      if (!Address || Address->getOpcode() != UO_AddrOf)
        continue;
      const auto *Name = dyn_cast<DeclRefExpr>(Address->getSubExpr());
      if (const auto *Field =
              Name ? dyn_cast<FieldDecl>(Name->getDecl()) : nullptr)
        note(dyn_cast<CXXRecordDecl>(Field->getParent()),
             AbiKind::MemberPointer, Item->getBeginLoc());
    }
    return true;
  }

  bool VisitNonTypeTemplateParmDecl(NonTypeTemplateParmDecl *D) {
    note(D->getType()->getAsCXXRecordDecl(), AbiKind::TemplateArgument,
         D->getLocation());
    return true;
  }

  bool VisitOffsetOfExpr(OffsetOfExpr *E) {
    note(E->getTypeSourceInfo()->getType()->getAsCXXRecordDecl(),
         AbiKind::OffsetOf, E->getBeginLoc());
    return true;
  }

  bool VisitStaticAssertDecl(StaticAssertDecl *D) {
    SizeReader Sizes;
    Sizes.TraverseStmt(D->getAssertExpr());
    for (const CXXRecordDecl *Record : Sizes.Records)
      note(Record, AbiKind::StaticAssert, D->getLocation());
    return true;
  }

  bool VisitExplicitCastExpr(ExplicitCastExpr *Cast) {
    if (isa<CXXStaticCastExpr, CXXConstCastExpr, CXXDynamicCastExpr,
            CXXFunctionalCastExpr>(Cast))
      return true;
    QualType To = Cast->getType();
    if (Cast->isGLValue())
      To = Context.getLValueReferenceType(To);
    const Expr *Source = Cast->getSubExpr()->IgnoreParenImpCasts();
    noteCast(*Cast, Source->getType(), To, *Source);
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || !Callee->getIdentifier())
      return true;
    noteReflection(*Call, *Callee);
    noteRawBytes(*Call, *Callee);
    return true;
  }

private:
  /// A union of a record and bytes reads the one as the other.
  void noteOverlay(const CXXRecordDecl &Union) {
    if (!Union.isUnion())
      return;
    const bool HasBytes = llvm::any_of(Union.fields(), [](const FieldDecl *F) {
      QualType Element(F->getType()->getBaseElementTypeUnsafe(), 0);
      return F->getType()->isArrayType() &&
             (Element->isAnyCharacterType() || Element->isStdByteType());
    });
    if (!HasBytes)
      return;
    for (const FieldDecl *Field : Union.fields())
      note(QualType(Field->getType()->getBaseElementTypeUnsafe(), 0)
               ->getAsCXXRecordDecl(),
           AbiKind::Cast, Field->getLocation());
  }

  void note(const CXXRecordDecl *Record, AbiKind Kind, SourceLocation Loc,
            llvm::StringRef By = "") {
    if (Record)
      Uses.try_emplace(patternOf(*Record), AbiUse{Kind, Loc, By.str()});
  }

  void noteAttribute(const CXXRecordDecl &Record, const Attr &A) {
    if (isa<DLLExportAttr, DLLImportAttr, VisibilityAttr, TypeVisibilityAttr,
            UuidAttr>(A) &&
        !A.isImplicit())
      note(&Record, AbiKind::Exported, A.getLocation());
    if (const auto *Annotation = dyn_cast<AnnotateAttr>(&A))
      if (Annotation->getAnnotation() == "memtidy:abi_frozen")
        note(&Record, AbiKind::Frozen, A.getLocation());
  }

  bool isInInstalledHeader(SourceLocation Loc) const {
    Loc = Sources.getExpansionLoc(Loc);
    if (Sources.isWrittenInMainFile(Loc))
      return false;
    llvm::StringRef Folder =
        llvm::sys::path::parent_path(Sources.getFilename(Loc));
    return llvm::is_contained(llvm::make_range(llvm::sys::path::begin(Folder),
                                               llvm::sys::path::end(Folder)),
                              "include");
  }

  void noteCast(const Expr &Cast, QualType From, QualType To,
                const Expr &Source) {
    const CXXRecordDecl *Read = recordBehind(To);
    const CXXRecordDecl *Written = recordBehind(From);
    if (isBytePointer(To) && Written)
      note(Written, AbiKind::Cast, Cast.getBeginLoc());
    if (!Read || !(To->isPointerType() || To->isReferenceType()))
      return;
    const bool IsReinterpreted = isa<CXXReinterpretCastExpr>(Cast);
    if (isBytePointer(From) || From->isIntegerType() ||
        (From->isVoidPointerType() && IsReinterpreted) ||
        (From->isArrayType() && !Written))
      note(Read, AbiKind::Cast, Cast.getBeginLoc());
    if (Written && Written->getCanonicalDecl() != Read->getCanonicalDecl() &&
        IsReinterpreted) {
      note(Read, AbiKind::Cast, Cast.getBeginLoc());
      note(Written, AbiKind::Cast, Cast.getBeginLoc());
    }
  }

  void noteReflection(const CallExpr &Call, const FunctionDecl &Callee) {
    const std::string Name = Callee.getQualifiedNameAsString();
    const bool IsBitCast = Name == "std::bit_cast" || Name == "absl::bit_cast";
    if (!IsBitCast && !reflectsFields(Name))
      return;
    const AbiKind Kind = IsBitCast ? AbiKind::Cast : AbiKind::Reflection;
    for (const Expr *Argument : Call.arguments())
      note(recordBehind(Argument->getType()), Kind, Call.getBeginLoc(), Name);
    if (const auto *Args = Callee.getTemplateSpecializationArgs())
      for (const TemplateArgument &Arg : Args->asArray())
        if (Arg.getKind() == TemplateArgument::Type)
          note(recordBehind(Arg.getAsType()), Kind, Call.getBeginLoc(), Name);
  }

  /// A pointer to an object that becomes `void *` beside the object's size,
  /// or in a call of a function known to take bytes.
  void noteRawBytes(const CallExpr &Call, const FunctionDecl &Callee) {
    if (ignoresLayout(Callee.getName()))
      return;
    SizeReader Sizes;
    for (const Expr *Argument : Call.arguments())
      Sizes.TraverseStmt(const_cast<Expr *>(Argument));
    for (const Expr *Argument : Call.arguments()) {
      if (takesBytes(Callee.getName()))
        noteElementBytes(*Argument, Call, Callee);
      if (!Argument->getType()->isVoidPointerType())
        continue;
      const CXXRecordDecl *Record =
          recordBehind(Argument->IgnoreParenCasts()->getType());
      if (!Record)
        continue;
      bool HasSize = llvm::any_of(Sizes.Records, [&](const CXXRecordDecl *R) {
        return R->getCanonicalDecl() == Record->getCanonicalDecl();
      });
      if (HasSize || takesBytes(Callee.getName()))
        note(Record, AbiKind::RawBytes, Call.getBeginLoc(), Callee.getName());
    }
  }

  /// `std::as_bytes(std::span(Orders))`.
  void noteElementBytes(const Expr &Argument, const CallExpr &Call,
                        const FunctionDecl &Callee) {
    const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Argument.getType().getNonReferenceType()->getAsCXXRecordDecl());
    if (!Special || !Special->isInStdNamespace())
      return;
    const TemplateArgument &Element = Special->getTemplateArgs()[0];
    if (Element.getKind() == TemplateArgument::Type)
      note(Element.getAsType()->getAsCXXRecordDecl(), AbiKind::RawBytes,
           Call.getBeginLoc(), Callee.getName());
  }

  /// Serialisation macros name the record, or stand in its body.
  void noteMacro(const Decl &D) {
    SourceLocation Loc = D.getLocation();
    if (!Loc.isMacroID())
      return;
    while (Sources.isMacroArgExpansion(Loc))
      Loc = Sources.getImmediateExpansionRange(Loc).getBegin();
    CharSourceRange Range = Sources.getExpansionRange(Loc);
    llvm::StringRef Text =
        Lexer::getSourceText(CharSourceRange::getTokenRange(Range.getAsRange()),
                             Sources, Context.getLangOpts());
    llvm::StringRef Name =
        Text.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
    if (!describesFields(Name))
      return;
    const auto *Owner = dyn_cast<CXXRecordDecl>(D.getDeclContext());
    if (Owner && Owner->getLocation().isFileID())
      note(Owner, AbiKind::Macro, Range.getBegin(), Name);
    else if (MacroSeen.insert(Range.getBegin()).second)
      MacroMentions.push_back(
          {Text.str(), {AbiKind::Macro, Range.getBegin(), Name.str()}});
  }

  ASTContext &Context;
  const SourceManager &Sources;
  llvm::DenseMap<const CXXRecordDecl *, AbiUse> &Uses;
  llvm::DenseSet<SourceLocation> MacroSeen;
};
} // namespace

/// Returns whether \p Text has \p Name as a whole word.
static bool mentions(llvm::StringRef Text, llvm::StringRef Name) {
  auto IsWord = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  if (Name.empty())
    return false;
  for (size_t At = Text.find(Name); At != llvm::StringRef::npos;
       At = Text.find(Name, At + 1))
    if ((At == 0 || !IsWord(Text[At - 1])) &&
        (At + Name.size() == Text.size() || !IsWord(Text[At + Name.size()])))
      return true;
  return false;
}

AbiEvidence::AbiEvidence(TuIndex &Index) {
  AbiWalk Walk(Index.context(), Uses);
  forEachUserDecl(Index.context(), [&](Decl &D) { Walk.TraverseDecl(&D); });
  for (const MappedRecord &Mapped : findMappedRecords(Index))
    Uses.try_emplace(patternOf(*Mapped.Record),
                     AbiUse{AbiKind::MappedMemory, Mapped.Loc, ""});
  for (const auto &[Text, Use] : Walk.MacroMentions)
    for (const CXXRecordDecl *Record : Walk.Records)
      if (mentions(Text, Record->getName()))
        Uses.try_emplace(patternOf(*Record), Use);
  // Bytes of a whole are bytes of its parts.
  llvm::SmallVector<const CXXRecordDecl *, 16> Work;
  for (const CXXRecordDecl *Record : Walk.Records)
    if (Uses.count(patternOf(*Record)))
      Work.push_back(Record);
  while (!Work.empty()) {
    const CXXRecordDecl *Whole = Work.pop_back_val();
    const AbiUse Use = Uses.find(patternOf(*Whole))->second;
    auto Add = [&](QualType Type, SourceLocation Loc) {
      const CXXRecordDecl *Part =
          Type->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
      if (!Part || Use.Kind == AbiKind::InstalledHeader ||
          Use.Kind == AbiKind::MemberPointer)
        return;
      AbiUse New{AbiKind::PartOf, Use.Loc, Whole->getName().str()};
      if (Uses.try_emplace(patternOf(*Part), New).second)
        Work.push_back(Part);
    };
    if (!Whole->hasDefinition())
      continue;
    for (const FieldDecl *Field : Whole->fields())
      Add(Field->getType(), Field->getLocation());
    for (const CXXBaseSpecifier &Base : Whole->bases())
      Add(Base.getType(), Base.getBeginLoc());
  }
}

std::optional<AbiUse> AbiEvidence::find(const CXXRecordDecl &Record) const {
  auto Found = Uses.find(patternOf(Record));
  if (Found == Uses.end())
    return std::nullopt;
  return Found->second;
}
