//===- BoxEditor.cpp - What the edits of boxes have in common -------------===//

#include "checks/edits/BoxEditor.h"
#include "checks/analysis/Mutation.h"
#include "checks/edits/AddInclude.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace memtidy;

BoxEditor::BoxEditor(const ASTContext &Context, const Box &Found)
    : Context(Context), Found(Found),
      Type(spelledTemplate(Context, *Found.Value)) {
  if (!Type || Type->Args.empty())
    Plan.refuse("its type is not written out at its declaration",
                Found.Value->getLocation());
}

void BoxEditor::replace(SourceRange Range, llvm::StringRef Text) {
  if (isRefused())
    return;
  if (std::optional<CharSourceRange> File = editableRange(Context, Range))
    Plan.Edits.push_back({*File, Text.str()});
  else
    Plan.refuse("a macro is involved", Range.getBegin());
}

void BoxEditor::replaceChars(SourceLocation Begin, SourceLocation End,
                             llvm::StringRef Text) {
  if (Begin.isInvalid() || End.isInvalid() || Begin.isMacroID() ||
      End.isMacroID())
    Plan.refuse("a macro is involved", Begin);
  if (!isRefused())
    Plan.Edits.push_back(
        {CharSourceRange::getCharRange(Begin, End), Text.str()});
}

void BoxEditor::include(llvm::StringRef Header) {
  if (isRefused())
    return;
  if (auto Added = includeHeader(Context, Found.Value->getLocation(), Header))
    Plan.Edits.push_back(std::move(*Added));
}

void BoxEditor::forEachNewValue(
    llvm::function_ref<void(const Expr &)> EditValue) {
  for (const Expr *Source : Found.Uses->Sources)
    EditValue(*Source);
  for (const ValueUse &Use : Found.Uses->Uses) {
    const Consumer Taken = Use.Ref ? consumerOf(Use, *Use.Ref) : Consumer();
    if (Taken.Kind == ConsumerKind::Operator && Taken.Op == OO_Equal)
      EditValue(*cast<CXXOperatorCallExpr>(Taken.Site)->getArg(1));
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Taken.Site);
    if (Taken.Kind == ConsumerKind::Call && Taken.Name == "reset" &&
        Call->getNumArgs() == 1 && !Call->getArg(0)->isDefaultArgument())
      EditValue(*Call->getArg(0));
  }
}

const CallExpr *BoxEditor::makerIn(const Expr &E) {
  const Expr *Written = E.IgnoreUnlessSpelledInSource();
  if (const auto *List = dyn_cast<ParenListExpr>(Written))
    if (List->getNumExprs() == 1)
      Written = List->getExpr(0)->IgnoreUnlessSpelledInSource();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Written))
    if (Construct->getNumArgs() == 1 && !Construct->isListInitialization())
      Written = Construct->getArg(0)->IgnoreUnlessSpelledInSource();
  const auto *Call = dyn_cast<CallExpr>(Written);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getIdentifier() &&
                 Callee->getName().starts_with("make_")
             ? Call
             : nullptr;
}

void BoxEditor::refuseConstChange(const ValueUse &Use, const Consumer &Taken) {
  const auto &Access = *cast<CXXOperatorCallExpr>(Taken.Site);
  const Expr *Pointer = Access.getArg(0)->IgnoreParenImpCasts();
  if (Pointer->getType().isConstQualified() &&
      mayMutate(Use, consumerOf(Use, Taken)))
    Plan.refuse("a const object changes what the pointer points to",
                Access.getBeginLoc());
}

void BoxEditor::unwrap(const ValueUse &Use, const Consumer &Taken) {
  const auto &Access = *cast<CXXOperatorCallExpr>(Taken.Site);
  const SourceLocation Place = Access.getOperatorLoc();
  if (Taken.Op == OO_Star) {
    const Stmt *Around = Taken.Next < Use.Around.size()
                             ? Use.Around[Taken.Next].dyn_cast<const Stmt *>()
                             : nullptr;
    const auto *Paren = dyn_cast_or_null<ParenExpr>(Around);
    // `(*p)[0]` needs its parentheses no more.
    if (!Paren || Paren->getSubExpr() != &Access ||
        Paren->getLParen().getLocWithOffset(1) != Place)
      return replaceChars(Place, Place.getLocWithOffset(1), "");
    replaceChars(Paren->getLParen(), Place.getLocWithOffset(1), "");
    return replace(Paren->getRParen(), "");
  }
  const Consumer Next = consumerOf(Use, Taken);
  const Stmt *Outer = Next.Site;
  if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Outer))
    Outer = Call->getCallee()->IgnoreParens();
  const auto *Member = dyn_cast_or_null<MemberExpr>(Outer);
  if (!Member)
    return Plan.refuse("a use of it cannot be rewritten", Place);
  const SourceLocation Arrow = Member->getOperatorLoc();
  replaceChars(Arrow, Arrow.getLocWithOffset(2), ".");
}
