//===- MakeArray.cpp - Makes an array of a vector -------------------------===//

#include "checks/edits/MakeArray.h"
#include "checks/edits/AddInclude.h"
#include "checks/edits/SourceText.h"
#include "checks/edits/TypeText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace memtidy;

namespace {
class ArrayMaker {
public:
  ArrayMaker(const ASTContext &Context, const FixedVector &Found)
      : Context(Context), Found(Found) {}

  EditPlan take() { return std::move(Plan); }

  void edit() {
    if (Found.isInTemplate())
      return refuse("the code is a template", Found.Value->getLocation());
    if (Found.IsResized)
      return refuse("it gets its size after it is made",
                    Found.Value->getLocation());
    refuseNamedIterators();
    for (const VectorInit &Init : Found.Inits)
      editInit(Init);
    editDeclaredType();
    if (const auto *Variable = dyn_cast<VarDecl>(Found.Value))
      editConst(*Variable);
    if (auto Header =
            includeHeader(Context, Found.Value->getLocation(), "array"))
      Plan.Edits.push_back(std::move(*Header));
  }

private:
  void refuse(llvm::StringRef Why, SourceLocation Loc) {
    Plan.refuse(Why, Loc.isValid() ? Loc : Found.Value->getLocation());
  }

  void replace(SourceRange Range, llvm::StringRef Text) {
    if (Plan.isRefused())
      return;
    if (auto File = editableRange(Context, Range))
      Plan.Edits.push_back({*File, Text.str()});
    else
      refuse("a macro is involved", Range.getBegin());
  }

  void insert(SourceLocation Loc, llvm::StringRef Text) {
    if (Loc.isInvalid() || Loc.isMacroID())
      return refuse("a macro is involved", Loc);
    if (!Plan.isRefused())
      Plan.Edits.push_back(
          {CharSourceRange::getCharRange(Loc, Loc), Text.str()});
  }

  /// "std::array<int, 16>" for what \p Vector spells as std::vector<int>.
  std::string arrayType(const TemplateText &Vector, const VectorInit &Init) {
    auto Qualifier =
        CharSourceRange::getCharRange(Vector.Whole.getBegin(), Vector.Name);
    return (sourceText(Context, Qualifier) + "array<" + Vector.Args.front() +
            ", " + sayCount(Init) + ">")
        .str();
  }

  /// The count as written, where it is a name or a number.
  std::string sayCount(const VectorInit &Init) {
    if (Init.Source != SizeSource::List)
      if (auto Range =
              editableRange(Context, Init.Args.front()->getSourceRange()))
        return sourceText(Context, *Range).str();
    return std::to_string(Init.Size);
  }

  void editDeclaredType() {
    const auto &Declared = *cast<DeclaratorDecl>(Found.Value);
    if (Declared.getType()->getContainedAutoType())
      return;
    if (auto Vector = spelledTemplate(Context, Declared))
      return replace(Vector->Whole, arrayType(*Vector, Found.Inits.front()));
    TypeLoc Type = Declared.getTypeSourceInfo()->getTypeLoc();
    auto Deduced = Type.getUnqualifiedLoc()
                       .getAsAdjusted<DeducedTemplateSpecializationTypeLoc>();
    if (Deduced && Found.Inits.front().Source == SizeSource::List)
      return replace(Deduced.getTemplateNameLoc(), "array");
    refuse("its type is not written out at its declaration",
           Declared.getLocation());
  }

  void editInit(const VectorInit &Init) {
    if (Init.Source == SizeSource::Filled && !isZero(*Init.Args[1]))
      return refuse("its elements start with a value that an array would "
                    "have to be filled with",
                    Init.Args[1]->getBeginLoc());
    if (const TypeSourceInfo *Named = namedType(Init))
      return editNamedInit(Init, *Named);
    if (Init.Source == SizeSource::List)
      return nestBraces(Init);
    replace(Init.Construct->getParenOrBraceRange(), "{}");
  }

  /// `std::vector<int>(16)`: the type that the initialiser names, or null.
  const TypeSourceInfo *namedType(const VectorInit &Init) const {
    const Expr *E = Init.Whole;
    for (const Expr *Before = nullptr; E != Before;) {
      Before = E;
      E = E->IgnoreParenImpCasts();
      if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
        return Cast->getTypeInfoAsWritten();
      if (const auto *Made = dyn_cast<CXXTemporaryObjectExpr>(E))
        return Made->getTypeSourceInfo();
      if (const auto *Full = dyn_cast<FullExpr>(E))
        E = Full->getSubExpr();
      else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
        E = Temporary->getSubExpr();
      else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(E))
        E = Bound->getSubExpr();
      else if (const auto *Moved = dyn_cast<CXXConstructExpr>(E))
        if (Moved->getNumArgs() == 1 &&
            Moved->getConstructor()->isCopyOrMoveConstructor())
          E = Moved->getArg(0);
    }
    return nullptr;
  }

  void editNamedInit(const VectorInit &Init, const TypeSourceInfo &Named) {
    auto Vector = spelledTemplate(Context, Named.getTypeLoc());
    const Expr *Whole = Init.Whole->IgnoreUnlessSpelledInSource();
    if (!Vector)
      return refuse("its type is not written out in its initialiser",
                    Whole->getBeginLoc());
    if (Init.Source == SizeSource::List) {
      replace(Vector->Whole, arrayType(*Vector, Init));
      return nestBraces(Init);
    }
    replace({Vector->Whole.getBegin(), Whole->getEndLoc()},
            arrayType(*Vector, Init) + "{}");
  }

  /// Elements with braces of their own need those of the array inside.
  void nestBraces(const VectorInit &Init) {
    if (llvm::none_of(Init.Args, [](const Expr *Element) {
          return hasOwnBraces(*Element);
        }))
      return;
    insert(Init.Braces.getBegin(), "{");
    insert(Init.Braces.getEnd(), "}");
  }

  static bool hasOwnBraces(const Expr &Element) {
    const Expr *Written = Element.IgnoreUnlessSpelledInSource();
    if (isa<InitListExpr>(Written))
      return true;
    const auto *Construct = dyn_cast<CXXConstructExpr>(Written);
    return Construct && !isa<CXXTemporaryObjectExpr>(Construct) &&
           Construct->isListInitialization();
  }

  bool isZero(const Expr &E) const {
    Expr::EvalResult Result;
    if (E.isValueDependent() || !E.EvaluateAsRValue(Result, Context))
      return false;
    const APValue &Value = Result.Val;
    return (Value.isInt() && Value.getInt() == 0) ||
           (Value.isFloat() && Value.getFloat().isPosZero()) ||
           (Value.isLValue() && Value.isNullPointer());
  }

  /// `const` becomes `constexpr` where nothing runs to make the elements.
  void editConst(const VarDecl &Variable) {
    if (!Variable.getType().isConstQualified() || Variable.isConstexpr() ||
        !Found.Element.isTriviallyCopyableType(Context) ||
        !Found.Element->isLiteralType(Context) ||
        !llvm::all_of(Found.Inits.front().Args, [&](const Expr *E) {
          return !E->isValueDependent() && E->isCXX11ConstantExpr(Context);
        }))
      return;
    const SourceManager &Sources = Context.getSourceManager();
    const SourceLocation End = Variable.getTypeSpecStartLoc();
    SourceLocation Loc = Variable.getOuterLocStart();
    while (Loc.isValid() && Loc.isFileID() &&
           Sources.isBeforeInTranslationUnit(Loc, Variable.getLocation())) {
      Token Here;
      if (Lexer::getRawToken(Loc, Here, Sources, Context.getLangOpts(), true))
        return;
      if (Here.is(tok::raw_identifier) && Here.getRawIdentifier() == "const" &&
          !Sources.isBeforeInTranslationUnit(End, Loc))
        return replace(Loc, "constexpr");
      Loc = Here.getEndLoc();
      if (auto Next = Lexer::findNextToken(Here.getLocation(), Sources,
                                           Context.getLangOpts()))
        Loc = Next->getLocation();
    }
  }

  /// `std::vector<int>::iterator It = V.begin();`
  void refuseNamedIterators() {
    for (const ValueUse &Use : Found.Uses->Uses) {
      if (!Use.Ref)
        continue;
      const Consumer Next = consumerOf(Use, consumerOf(Use, *Use.Ref));
      if (Next.Kind == ConsumerKind::Value && Next.Variable &&
          isa<CXXMemberCallExpr>(consumerOf(Use, *Use.Ref).Site) &&
          Next.Variable->getType()->isRecordType() &&
          !Next.Variable->getType()->getContainedAutoType())
        refuse("an iterator's type is written out",
               Next.Variable->getLocation());
    }
  }

  const ASTContext &Context;
  const FixedVector &Found;
  EditPlan Plan;
};
} // namespace

EditPlan memtidy::makeArray(const ASTContext &Context,
                            const FixedVector &Found) {
  ArrayMaker Maker(Context, Found);
  Maker.edit();
  return Maker.take();
}
