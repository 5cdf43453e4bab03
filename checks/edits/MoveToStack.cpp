//===- MoveToStack.cpp - From a local pointer to an object of its own -----===//

#include "checks/edits/MoveToStack.h"
#include "checks/analysis/Place.h"
#include "checks/edits/AddInclude.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace memtidy;

namespace {
class StackMover {
public:
  StackMover(const AllocationSite &Site, const ASTContext &Context)
      : Site(Site), Context(Context), Sources(Context.getSourceManager()) {}

  EditPlan Plan;

  void rewriteDeclaration() {
    std::optional<std::string> Made = spellObject();
    const SourceRange Written(Site.Owner->getBeginLoc(),
                              Site.Owner->getEndLoc());
    std::optional<CharSourceRange> Range = editableRange(Context, Written);
    if (!Made || !Range)
      return refuseMacro(Site.Owner->getLocation());
    Plan.Edits.push_back({*Range, *Made});
  }

  void rewriteUse(const PointerUseSite &Use) {
    switch (Use.Kind) {
    case PointerUse::Arrow:
      return rewriteArrow(Use);
    case PointerUse::Star:
      return removeStar(Use);
    case PointerUse::Get:
    case PointerUse::Lend:
      return takeAddress(Use);
    case PointerUse::Delete:
      return removeStatement(*Use.Site);
    case PointerUse::Test:
      return Plan.refuse("it is compared with null", Use.Name->getExprLoc());
    case PointerUse::Reset:
    case PointerUse::Made:
    case PointerUse::Escapes:
      return Plan.refuse("it is not only looked at", Use.Name->getExprLoc());
    }
  }

  /// The pointer becomes an optional; most uses are spelled alike.
  void rewriteOptional(const PointerEscape &Escape) {
    std::optional<std::string> Type = spellType();
    const TypeSourceInfo *Written = Site.Owner->getTypeSourceInfo();
    if (!Type || !Written)
      return refuseMacro(Site.Owner->getLocation());
    if (Site.Owner->getInit()->getSourceRange().isValid() &&
        Site.Owner->getInitStyle() == VarDecl::CInit &&
        Site.Owner->getEndLoc() != Site.Owner->getLocation())
      return Plan.refuse("it begins with a null pointer",
                         Site.Owner->getLocation());
    replaceRange(Written->getTypeLoc().getUnqualifiedLoc().getSourceRange(),
                 "std::optional<" + *Type + ">");
    for (const PointerUseSite &Use : Escape.Uses)
      if (Use.Kind == PointerUse::Made)
        emplace(Use);
      else if (Use.Kind == PointerUse::Test && isa<Expr>(Use.Site) &&
               binaryViewOf(*cast<Expr>(Use.Site)) &&
               !isLogical(*cast<Expr>(Use.Site)))
        Plan.refuse("it is compared with null", Use.Name->getExprLoc());
    if (!Plan.isRefused())
      if (std::optional<Edit> Include =
              includeHeader(Context, Site.Owner->getLocation(), "optional"))
        Plan.Edits.push_back(std::move(*Include));
  }

private:
  static bool isLogical(const Expr &E) {
    const auto *Binary = dyn_cast<BinaryOperator>(&bare(E));
    return Binary && Binary->isLogicalOp();
  }

  void replaceRange(SourceRange Range, const std::string &Text) {
    std::optional<CharSourceRange> File = editableRange(Context, Range);
    if (!File)
      return refuseMacro(Range.getBegin());
    if (!Plan.isRefused())
      Plan.Edits.push_back({*File, Text});
  }

  /// `P = std::make_unique<T>(A)` becomes `P.emplace(A)`.
  void emplace(const PointerUseSite &Use) {
    const auto &Assign = *cast<CXXOperatorCallExpr>(Use.Site);
    const auto &Call = *cast<CallExpr>(&bare(*Assign.getArg(1)));
    std::optional<CharSourceRange> Callee = editableRange(
        Context, {Use.Name->getBeginLoc(), Call.getCallee()->getEndLoc()});
    if (!Callee)
      return refuseMacro(Use.Name->getExprLoc());
    if (!Plan.isRefused())
      Plan.Edits.push_back(
          {*Callee, Site.Owner->getNameAsString() + ".emplace"});
  }

  void refuseMacro(SourceLocation Loc) {
    Plan.refuse("a macro is in the way", Loc);
  }

  std::optional<std::string> textOf(SourceRange Range) const {
    std::optional<CharSourceRange> File = editableRange(Context, Range);
    return File ? std::optional(sourceText(Context, *File).str())
                : std::nullopt;
  }

  // The type as it is written between the angle brackets or behind new; its
  // location alone would leave a const in front of it out.
  std::optional<std::string> spellType() const {
    if (const auto *New = dyn_cast<CXXNewExpr>(Site.Site)) {
      if (New->isGlobalNew() || New->getTypeIdParens().isValid())
        return std::nullopt;
      const std::optional<Token> First = Lexer::findNextToken(
          New->getBeginLoc(), Sources, Context.getLangOpts());
      return First ? textOf({First->getLocation(), typeOf(*New).getEndLoc()})
                   : std::nullopt;
    }
    const auto *Callee = dyn_cast<DeclRefExpr>(
        cast<CallExpr>(Site.Site)->getCallee()->IgnoreParenImpCasts());
    if (!Callee || Callee->getNumTemplateArgs() != 1)
      return std::nullopt;
    std::optional<std::string> Type =
        textOf({Callee->getLAngleLoc(), Callee->getRAngleLoc()});
    return Type ? std::optional(llvm::StringRef(*Type)
                                    .drop_front()
                                    .drop_back()
                                    .trim()
                                    .str())
                : std::nullopt;
  }

  static TypeLoc typeOf(const CXXNewExpr &New) {
    return New.getAllocatedTypeSourceInfo()->getTypeLoc();
  }

  std::optional<std::string> spellObject() const {
    std::optional<std::string> Type = spellType();
    std::optional<std::string> Args = spellArgs();
    if (!Type || !Args)
      return std::nullopt;
    const std::string Name = Site.Owner->getNameAsString();
    const std::string Const = isSeenAsConst() ? "const " : "";
    if (Args->empty())
      return Const + *Type + " " + Name + (Const.empty() ? "" : "{}");
    if (isOneWord(*Type))
      return Const + "auto " + Name + " = " + *Type + *Args;
    // No such type makes a value: `unsigned char(5)`, `const T(5)`.
    const bool IsPointer = llvm::StringRef(*Type).ends_with("*");
    return Const + *Type + (IsPointer ? "" : " ") + Name +
           (*Args == "()" ? "{}" : *Args);
  }

  // The arguments with their parentheses or braces; empty where there are none.
  std::optional<std::string> spellArgs() const {
    SourceLocation Before, End;
    if (const auto *New = dyn_cast<CXXNewExpr>(Site.Site)) {
      if (New->getInitializationStyle() == CXXNewInitializationStyle::None)
        return std::string();
      Before = typeOf(*New).getEndLoc();
      End = New->getEndLoc();
    } else {
      const auto &Call = *cast<CallExpr>(Site.Site);
      Before = Call.getCallee()->getEndLoc();
      End = Call.getRParenLoc();
    }
    return textOf(
        {Lexer::getLocForEndOfToken(Before, 0, Sources, Context.getLangOpts()),
         End});
  }

  // The pointer promises more than its object: `shared_ptr<const T>` to a T.
  bool isSeenAsConst() const {
    return ownedTypeOf(Site.Owner->getType()).isConstQualified() &&
           !Site.Type.isConstQualified();
  }

  static bool isOneWord(llvm::StringRef Type) {
    int Depth = 0;
    for (char C : Type) {
      Depth += C == '<' ? 1 : C == '>' ? -1 : 0;
      if (Depth == 0 && (isWhitespace(C) || C == '*'))
        return false;
    }
    return true;
  }

  void replaceToken(SourceLocation Loc, llvm::StringRef Text) {
    std::optional<CharSourceRange> Range = editableRange(Context, {Loc, Loc});
    if (!Range)
      return refuseMacro(Loc);
    Plan.Edits.push_back({*Range, Text.str()});
  }

  void rewriteArrow(const PointerUseSite &Use) {
    const auto *Member = dyn_cast<MemberExpr>(Use.Site);
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(Use.Site);
    replaceToken(Member ? Member->getOperatorLoc()
                 : Call ? Call->getOperatorLoc()
                        : SourceLocation(),
                 ".");
  }

  void removeStar(const PointerUseSite &Use) {
    const auto *Unary = dyn_cast<UnaryOperator>(Use.Site);
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(Use.Site);
    const SourceLocation Star = Unary  ? Unary->getOperatorLoc()
                                : Call ? Call->getOperatorLoc()
                                       : SourceLocation();
    // `return*P` must not become one word.
    const bool IsGlued =
        Star.isFileID() && Sources.getFileOffset(Star) > 0 &&
        isAsciiIdentifierContinue(Sources.getCharacterData(Star)[-1]);
    replaceToken(Star, IsGlued ? " " : "");
  }

  void takeAddress(const PointerUseSite &Use) {
    std::optional<CharSourceRange> Range =
        editableRange(Context, Use.Site->getSourceRange());
    if (!Range)
      return refuseMacro(Use.Name->getExprLoc());
    Plan.Edits.push_back({*Range, "&" + Site.Owner->getNameAsString()});
  }

  void removeStatement(const Stmt &S) {
    std::optional<CharSourceRange> Range =
        editableRange(Context, S.getSourceRange());
    std::optional<Token> Semicolon =
        Lexer::findNextToken(S.getEndLoc(), Sources, Context.getLangOpts());
    if (!Range || !Semicolon || Semicolon->isNot(tok::semi))
      return refuseMacro(S.getBeginLoc());
    // With the end of the line before, where it has a line of its own.
    llvm::StringRef Indent =
        Lexer::getIndentationForLine(S.getBeginLoc(), Sources);
    SourceLocation Begin = Range->getBegin();
    const SourceLocation End = Semicolon->getEndLoc();
    const bool IsFirst =
        Sources.getSpellingColumnNumber(Begin) - 1 == Indent.size();
    if (IsFirst && *Sources.getCharacterData(End) == '\n')
      Begin = Begin.getLocWithOffset(-static_cast<int>(Indent.size()) - 1);
    Plan.Edits.push_back({CharSourceRange::getCharRange(Begin, End), ""});
  }

  const AllocationSite &Site;
  const ASTContext &Context;
  const SourceManager &Sources;
};
} // namespace

EditPlan memtidy::moveToOptional(const AllocationSite &Site,
                                 const PointerEscape &Escape,
                                 const ASTContext &Context) {
  StackMover Mover(Site, Context);
  Mover.rewriteOptional(Escape);
  return std::move(Mover.Plan);
}

EditPlan memtidy::moveToStack(const AllocationSite &Site,
                              const PointerEscape &Escape,
                              const ASTContext &Context) {
  StackMover Mover(Site, Context);
  Mover.rewriteDeclaration();
  for (const PointerUseSite &Use : Escape.Uses)
    if (!Mover.Plan.isRefused())
      Mover.rewriteUse(Use);
  return std::move(Mover.Plan);
}
