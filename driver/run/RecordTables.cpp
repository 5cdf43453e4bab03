//===- RecordTables.cpp - From a TU to the layouts of its records ---------===//

#include "driver/run/RecordTables.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/UserDecls.h"
#include "checks/edits/SmallerRecord.h"
#include "driver/run/Frontend.h"
#include "driver/run/RecordingFiles.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecordLayout.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;
using namespace memtidy;

static std::string nameOf(const CXXRecordDecl &Record) {
  PrintingPolicy Policy(Record.getASTContext().getLangOpts());
  Policy.SuppressUnwrittenScope = true;
  std::string Name;
  llvm::raw_string_ostream OS(Name);
  Record.getNameForDiagnostic(OS, Policy, /*Qualified=*/true);
  return Name;
}

/// Whether \p Full, "book::Order<int>", may be called \p Wanted.
static bool isCalled(llvm::StringRef Full, llvm::StringRef Wanted) {
  auto Matches = [&](llvm::StringRef Name) {
    Wanted.consume_front("::");
    return Name == Wanted ||
           (Name.consume_back(Wanted) && Name.ends_with("::"));
  };
  return Matches(Full) ||
         Matches(Full.take_until([](char C) { return C == '<'; }));
}

namespace {
/// Collects the records of one name.
class Finder : public RecursiveASTVisitor<Finder> {
public:
  explicit Finder(llvm::StringRef Name) : Name(Name) {}

  std::vector<const CXXRecordDecl *> Found;

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitCXXRecordDecl(CXXRecordDecl *Record) {
    if (Record->isThisDeclarationADefinition() &&
        Record->isCompleteDefinition() && !Record->isInvalidDecl() &&
        !Record->isDependentContext() && !Record->isLambda() &&
        !Record->isInjectedClassName() && isCalled(nameOf(*Record), Name))
      Found.push_back(Record);
    return true;
  }

private:
  const llvm::StringRef Name;
};

/// Writes one record down.
class Writer {
public:
  Writer(TuIndex &Index, const CXXRecordDecl &Record)
      : Index(Index), Context(Index.context()), Record(Record),
        Layout(Context.getASTRecordLayout(&Record)) {}

  RecordTable write() {
    const SourceManager &Sources = Context.getSourceManager();
    const PresumedLoc Loc =
        Sources.getPresumedLoc(Sources.getExpansionLoc(Record.getLocation()));
    RecordTable Result;
    Result.Name = nameOf(Record);
    if (Loc.isValid()) {
      Result.Path = Loc.getFilename();
      Result.Line = Loc.getLine();
    }
    Result.Target = Context.getTargetInfo().getTriple().str();
    Result.Now = planNow();
    Result.Best = planBest(Result.Now);
    return Result;
  }

private:
  RecordPlan planNow() const {
    RecordPlan Plan;
    Plan.Size = Layout.getSize().getQuantity();
    Plan.Align = Layout.getAlignment().getQuantity();
    addPointers(Plan);
    for (const CXXBaseSpecifier &Base : Record.bases())
      if (!Base.isVirtual())
        addBase(*Base.getType()->getAsCXXRecordDecl(), Plan, false);
    for (const CXXBaseSpecifier &Base : Record.vbases())
      addBase(*Base.getType()->getAsCXXRecordDecl(), Plan, true);
    for (const FieldDecl *Field : Record.fields())
      addField(*Field, Layout.getFieldOffset(Field->getFieldIndex()), Plan);
    findHoles(Plan);
    return Plan;
  }

  void addPointers(RecordPlan &Plan) const {
    const uint64_t Size =
        Context.getTypeSizeInChars(Context.VoidPtrTy).getQuantity();
    if (Layout.hasOwnVFPtr())
      Plan.Parts.push_back({.Is = RecordPart::Kind::Pointer,
                            .Name = "",
                            .Type = "virtual table pointer",
                            .Offset = 0,
                            .Size = Size});
    if (Layout.hasOwnVBPtr())
      Plan.Parts.push_back(
          {.Is = RecordPart::Kind::Pointer,
           .Name = "",
           .Type = "virtual base pointer",
           .Offset = uint64_t(Layout.getVBPtrOffset().getQuantity()),
           .Size = Size});
  }

  void addBase(const CXXRecordDecl &Base, RecordPlan &Plan,
               bool IsVirtual) const {
    const ASTRecordLayout &Inner = Context.getASTRecordLayout(&Base);
    const CharUnits Offset = IsVirtual ? Layout.getVBaseClassOffset(&Base)
                                       : Layout.getBaseClassOffset(&Base);
    Plan.Parts.push_back(
        {.Is = RecordPart::Kind::Base,
         .Name = "",
         .Type = nameOf(Base),
         .Offset = uint64_t(Offset.getQuantity()),
         .Size = Base.isEmpty()
                     ? 0
                     : uint64_t(Inner.getNonVirtualSize().getQuantity())});
  }

  void addField(const FieldDecl &Field, uint64_t BitOffset,
                RecordPlan &Plan) const {
    RecordPart Part;
    Part.Name = Field.getName();
    Part.Type = spelledType(Context, Field.getType());
    Part.Offset = BitOffset / 8;
    Part.BitOffset = BitOffset % 8;
    if (Field.isBitField()) {
      Part.BitWidth = Field.getBitWidthValue();
      Part.Size = llvm::divideCeil(Part.BitOffset + *Part.BitWidth, 8);
    } else if (!Field.isZeroSize(Context) &&
               !Field.getType()->isIncompleteArrayType()) {
      Part.Size = Context.getTypeSizeInChars(Field.getType()).getQuantity();
    }
    Plan.Parts.push_back(std::move(Part));
  }

  std::optional<RecordPlan> planBest(const RecordPlan &Now) const {
    const CXXRecordDecl *Pattern = Record.getTemplateInstantiationPattern();
    std::optional<SmallerRecord> Smaller =
        findSmallerRecord(Index, Pattern ? *Pattern : Record,
                          {.Bytes = 1, .Percent = 0, .RespectGroups = false});
    if (!Smaller || &Smaller->Measured != &Record)
      return std::nullopt;
    const Placement Placed = place(Smaller->Shape, Smaller->Better.Units);
    RecordPlan Plan;
    Plan.Size = Placed.Size;
    Plan.Align = Now.Align;
    llvm::copy_if(Now.Parts, std::back_inserter(Plan.Parts),
                  [](const RecordPart &Part) {
                    return Part.Is != RecordPart::Kind::Field;
                  });
    for (const FieldDecl *Field : Record.fields())
      addField(*Field, Placed.BitOffsets[Field->getFieldIndex()], Plan);
    findHoles(Plan);
    return Plan;
  }

  TuIndex &Index;
  const ASTContext &Context;
  const CXXRecordDecl &Record;
  const ASTRecordLayout &Layout;
};
} // namespace

llvm::Expected<std::vector<RecordTable>>
memtidy::readRecordTables(const TranslationUnit &Unit, llvm::StringRef Name) {
  SharedFiles Files;
  std::vector<RecordTable> Tables;
  ParseOutcome Parsed = Frontend(Files).parse(Unit, [&](ASTContext &Context) {
    TuIndex Index(Context);
    Finder Search(Name);
    forEachUserDecl(Context, [&](Decl &D) { Search.TraverseDecl(&D); });
    for (const CXXRecordDecl *Record : Search.Found)
      Tables.push_back(Writer(Index, *Record).write());
  });
  if (Parsed.Error)
    return llvm::createStringError(Parsed.Error->Path + ": " +
                                   Parsed.Error->Reason);
  return Tables;
}
