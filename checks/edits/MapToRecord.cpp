//===- MapToRecord.cpp - Makes a struct of a map --------------------------===//

#include "checks/edits/MapToRecord.h"
#include "checks/analysis/AskedFirst.h"
#include "checks/analysis/InlineValues.h"
#include "checks/analysis/Place.h"
#include "checks/edits/AddInclude.h"
#include "checks/edits/RecordNames.h"
#include "checks/edits/RemoveCode.h"
#include "checks/edits/SourcePieces.h"
#include "checks/edits/SourceText.h"
#include "checks/edits/TypeText.h"
#include "checks/model/MapRecord.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace memtidy;

namespace {
class RecordMaker {
public:
  RecordMaker(const ASTContext &Context, const MapUses &Uses,
              const MapFact &Fact)
      : Context(Context), Uses(Uses), Record(recordFor(Fact)) {
    for (RecordField &Field : Record.Fields)
      Field.Name = freeFieldName(Context, Field.Name);
  }

  EditPlan take() { return std::move(Plan); }

  void edit() {
    if (Record.NamesClash)
      refuse("two keys would have one name", Uses.Value->getLocation());
    refuseComparisons();
    declare();
    for (const VarDecl *Name : Uses.Names)
      if (!Name->getType()->getContainedAutoType())
        refuse("a reference spells the type of the map", Name->getLocation());
    for (const MapList &List : Uses.Lists)
      editList(List);
    for (const MapAccess &Access : Uses.Accesses)
      editAccess(Access);
    refuseOverlaps();
  }

private:
  void refuse(llvm::StringRef Why, SourceLocation Loc) {
    Plan.refuse(Why, Loc);
  }

  void replace(CharSourceRange Range, llvm::StringRef Text) {
    if (Plan.isRefused())
      return;
    if (!SourcePieces(Context, Range).commentsLeft().empty())
      return refuse("a comment would be lost", Range.getBegin());
    Plan.Edits.push_back({Range, Text.str()});
  }

  /// Replaces what is between two places of a file.
  void replace(SourceLocation Begin, SourceLocation End, llvm::StringRef Text) {
    if (Begin.isInvalid() || End.isInvalid() || Begin.isMacroID() ||
        End.isMacroID())
      return refuse("a macro is involved", Begin);
    replace(CharSourceRange::getCharRange(Begin, End), Text);
  }

  /// Where the text of \p E ends; invalid inside a macro.
  SourceLocation endOf(const Expr &E) const {
    std::optional<CharSourceRange> Range =
        editableRange(Context, E.getSourceRange());
    return Range ? Range->getEnd() : SourceLocation();
  }
  SourceLocation beginOf(const Expr &E) const {
    std::optional<CharSourceRange> Range =
        editableRange(Context, E.getSourceRange());
    return Range ? Range->getBegin() : SourceLocation();
  }

  std::string textOf(const Expr &E) {
    std::optional<CharSourceRange> Range =
        editableRange(Context, E.getSourceRange());
    if (!Range)
      refuse("a macro is involved", E.getBeginLoc());
    return Range ? sourceText(Context, *Range).str() : std::string();
  }

  const RecordField &fieldOf(const std::string &Key) const {
    return *llvm::find_if(Record.Fields, [&](const RecordField &Field) {
      return Field.Key == Key;
    });
  }

  /// A class that compares itself compares the map.
  void refuseComparisons() {
    const auto *Owner = dyn_cast<CXXRecordDecl>(Uses.Value->getDeclContext());
    if (!Owner || !isa<FieldDecl>(Uses.Value))
      return;
    for (const Decl *Member : Owner->decls()) {
      const auto *Friend = dyn_cast<FriendDecl>(Member);
      const auto *Function = dyn_cast_or_null<FunctionDecl>(
          Friend ? Friend->getFriendDecl() : Member);
      if (Function && Function->isDefaulted() && !Function->isImplicit() &&
          (Function->getOverloadedOperator() == OO_EqualEqual ||
           Function->getOverloadedOperator() == OO_Spaceship))
        refuse("its class compares itself field by field",
               Function->getLocation());
    }
  }

  /// The type of a key, where it differs from what the map holds.
  QualType typeOf(const RecordField &Field) const {
    for (const MapAccess &Access : Uses.Accesses)
      if (Access.Key == Field.Key && !Access.Value.Type.isNull())
        return Access.Value.Type;
    for (const MapList &List : Uses.Lists)
      for (size_t I = 0; I < List.Keys.size(); ++I)
        if (List.Keys[I] == Field.Key)
          return typeWritten(Context, Uses.Type, *List.Pairs[I].Value);
    return {};
  }

  bool isMapped(const RecordField &Field) const {
    return Uses.Type.Holds == ValueKind::Plain ||
           Field.Type == valueTypeOf(Context, Uses.Type.Value, Uses.Type);
  }

  void declare() {
    std::optional<TemplateText> Written = spelledTemplate(Context, *Uses.Value);
    if (!Written || Written->Args.size() < 2)
      return refuse("its type is not written out at its declaration",
                    Uses.Value->getLocation());
    const std::string Indent =
        "\n" + indentAt(Context, Uses.Value->getLocation());
    std::string Text = "struct " + freeTypeName(Context, *Uses.Value) + " {";
    for (const RecordField &Field : Record.Fields)
      Text += Indent + "  " + declarationOf(Field, Written->Args[1]);
    Text += Indent + "}";
    if (std::optional<CharSourceRange> Range =
            editableRange(Context, Written->Whole))
      replace(*Range, Text);
    const bool NeedsOptional = llvm::any_of(
        Record.Fields, [](const RecordField &F) { return F.IsOptional; });
    if (!NeedsOptional)
      return;
    if (!Context.getLangOpts().CPlusPlus17)
      return refuse("std::optional needs C++17", Uses.Value->getLocation());
    if (auto Header =
            includeHeader(Context, Uses.Value->getLocation(), "optional"))
      Plan.Edits.push_back(std::move(*Header));
  }

  std::string declarationOf(const RecordField &Field,
                            const std::string &Mapped) {
    std::string Type = Mapped;
    if (!isMapped(Field)) {
      Type = Field.Type.Name;
      const QualType Known = typeOf(Field);
      if (Known.isNull() || !isCompleteAt(Context, Known, *Uses.Value) ||
          Known->isUndeducedType())
        refuse("the type of a key is declared further down",
               Uses.Value->getLocation());
    }
    if (Field.IsOptional)
      Type = "std::optional<" + Type + ">";
    return Type + " " + Field.Name + (needsValue(Field) ? "{};" : ";");
  }

  /// Numbers and pointers begin as zero, as a new value of a map does; and
  /// each field that some list leaves out has a value of its own.
  bool needsValue(const RecordField &Field) const {
    if (Field.IsOptional)
      return hasPartialList();
    const QualType Type = isMapped(Field) ? Uses.Type.Value : typeOf(Field);
    return Type.isNull() || !Type->isRecordType() || hasPartialList();
  }

  bool hasPartialList() const {
    return llvm::any_of(Uses.Lists, [&](const MapList &List) {
      return List.List && !List.Keys.empty() &&
             List.Keys.size() < Record.Fields.size();
    });
  }

  /// `{{"a", 1}}` becomes `{.a = 1}`.
  void editList(const MapList &List) {
    if (namesType(*List.Whole))
      return refuse("an initialiser spells the type of the map",
                    List.Whole->getBeginLoc());
    if (!List.List || List.Keys.empty())
      return;
    if (!Context.getLangOpts().CPlusPlus20)
      return refuse("naming fields in an initialiser needs C++20",
                    List.List->getBeginLoc());
    std::optional<CharSourceRange> Range =
        editableRange(Context, List.List->getSourceRange());
    if (!Range)
      return refuse("a macro is involved", List.List->getBeginLoc());
    llvm::SmallVector<std::string, 8> Parts;
    for (const RecordField &Field : Record.Fields) {
      auto Place = llvm::find(List.Keys, Field.Key);
      if (Place != List.Keys.end())
        Parts.push_back(
            "." + Field.Name + " = " +
            valueText(Field, *List.Pairs[Place - List.Keys.begin()].Value));
    }
    replace(*Range, "{" + llvm::join(Parts, ", ") + "}");
  }

  std::string valueText(const RecordField &Field, const Expr &Value) {
    const QualType Have = bare(Value).getType(), Want = typeOf(Field);
    if (!Want.isNull() && Have->isArithmeticType() &&
        Want->isArithmeticType() &&
        !Context.hasSameUnqualifiedType(Have, Want) &&
        (Value.isValueDependent() || !Value.isCXX11ConstantExpr(Context)))
      refuse("braces do not convert one of its values", Value.getBeginLoc());
    return textOf(bare(Value));
  }

  static bool namesType(const Expr &Whole) {
    const Expr *E = &bare(Whole);
    return isa<ExplicitCastExpr, CXXTemporaryObjectExpr>(E);
  }

  /// Replaces what follows the map's name in \p Access.
  void replaceTail(const MapAccess &Access, llvm::StringRef Text) {
    if (beginOf(*Access.Site) != beginOf(*Access.Ref))
      return refuse("a use of it cannot be rewritten",
                    Access.Site->getBeginLoc());
    replace(endOf(*Access.Ref), endOf(*Access.Site), Text);
  }

  void editAccess(const MapAccess &Access) {
    switch (Access.Kind) {
    case AccessKind::Index:
    case AccessKind::At:
    case AccessKind::FindValue:
    case AccessKind::Found:
      return editValue(Access);
    case AccessKind::Has:
      return replaceTail(Access, "." + nameOf(Access) + ".has_value()");
    case AccessKind::Compare:
      return editComparison(Access, "." + nameOf(Access) + ".has_value()");
    case AccessKind::FoundCompare:
      return editComparison(Access, ".has_value()");
    case AccessKind::Find:
      return editFind(Access);
    case AccessKind::Insert:
    case AccessKind::Set:
      return editInsertion(Access);
    case AccessKind::Erase:
      return replaceTail(Access, "." + nameOf(Access) + ".reset()");
    case AccessKind::EraseFound:
      return replace(beginOf(*Access.Site), endOf(*Access.Site),
                     (Access.Iterator->getName() + ".reset()").str());
    case AccessKind::Clear:
      return replaceTail(Access, " = {}");
    case AccessKind::Reserve:
      return removeStatement(Context, *Access.Site, Plan);
    case AccessKind::Assign:
      return;
    }
  }

  const std::string &nameOf(const MapAccess &Access) const {
    return fieldOf(Access.Key).Name;
  }

  void editValue(const MapAccess &Access) {
    const RecordField &Field = fieldOf(Access.Key);
    const bool IsAssigned = Access.Value.Written && !Access.Value.Reads;
    const bool AddsIt = Access.Kind == AccessKind::Index;
    if (Field.IsOptional && AddsIt && !IsAssigned &&
        !isAskedFirst(Uses, Access))
      return refuse("'[]' adds the key that somebody else asks for",
                    Access.Site->getBeginLoc());
    std::string Text = Access.Kind == AccessKind::Found ? "" : "." + Field.Name;
    if (Field.IsOptional && !(AddsIt && IsAssigned))
      Text += ".value()";
    replaceTail(Access, Text);
    if (Access.Value.Cast && !isMapped(Field))
      removeCast(Access);
  }

  /// `any_cast<int>(value)` and `value.get<int>()` become the value.
  void removeCast(const MapAccess &Access) {
    const CallExpr &Cast = *Access.Value.Cast;
    const Expr &Place = *Access.Site;
    if (!isa<CXXMemberCallExpr>(Cast))
      replace(beginOf(Cast), beginOf(Place), "");
    replace(endOf(Place), endOf(Cast), "");
  }

  void editComparison(const MapAccess &Access, const std::string &Text) {
    std::optional<BinaryView> View = binaryViewOf(*Access.Site);
    replaceTail(Access, Text);
    const SourceLocation Begin = beginOf(*Access.Site);
    if (View && View->Operator == "==")
      replace(Begin, Begin, "!");
  }

  void editFind(const MapAccess &Access) {
    const VarDecl &Variable = *Access.Iterator;
    if (!Variable.getType()->getContainedAutoType() ||
        Variable.getType()->isPointerType())
      return refuse("the type of an iterator is written out",
                    Variable.getLocation());
    replaceTail(Access, "." + nameOf(Access));
    if (!Variable.getType()->isReferenceType())
      replace(Variable.getLocation(), Variable.getLocation(), "&");
  }

  void editInsertion(const MapAccess &Access) {
    const Expr &Written = bare(*Access.Value.Written);
    if (Access.Kind == AccessKind::Insert) {
      if (!Access.IsStatement)
        return refuse("an insertion is no statement of its own",
                      Access.Site->getBeginLoc());
      const SourceLocation Begin = beginOf(*Access.Site);
      replace(Begin, Begin,
              "if (!" + textOf(*Access.Ref) + "." + nameOf(Access) +
                  ".has_value())\n" + indentAt(Context, Begin) + "  ");
    }
    replace(endOf(*Access.Ref), beginOf(Written), "." + nameOf(Access) + " = ");
    replace(endOf(Written), endOf(*Access.Site), "");
  }

  /// A value of one key that is made from another.
  void refuseOverlaps() {
    const SourceManager &Sources = Context.getSourceManager();
    for (size_t I = 0; I < Plan.Edits.size(); ++I)
      for (size_t J = I + 1; J < Plan.Edits.size(); ++J) {
        const CharSourceRange &A = Plan.Edits[I].Range;
        const CharSourceRange &B = Plan.Edits[J].Range;
        if (Sources.isBeforeInTranslationUnit(A.getBegin(), B.getEnd()) &&
            Sources.isBeforeInTranslationUnit(B.getBegin(), A.getEnd()))
          return refuse("its uses are nested", A.getBegin());
      }
  }

  const ASTContext &Context;
  const MapUses &Uses;
  MapRecord Record;
  EditPlan Plan;
};
} // namespace

EditPlan memtidy::mapToRecord(const ASTContext &Context, const MapUses &Uses,
                              const MapFact &Fact) {
  RecordMaker Maker(Context, Uses, Fact);
  Maker.edit();
  return Maker.take();
}
