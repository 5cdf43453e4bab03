//===- Unbox.cpp - Puts a value where its box was -------------------------===//

#include "checks/edits/Unbox.h"
#include "checks/edits/BoxEditor.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace memtidy;

namespace {
class Unboxer : public BoxEditor {
public:
  using BoxEditor::BoxEditor;

  void editValue() {
    const std::string &T = Type->Args.front();
    replace(Type->Whole, Found.MayBeEmpty ? "std::optional<" + T + ">" : T);
    if (Found.MayBeEmpty)
      include("optional");
    forEachNewValue([&](const Expr &E) { editNewValue(E, T); });
    for (const ValueUse &Use : Found.Uses->Uses)
      if (Use.Ref)
        editUse(Use, *Use.Ref, 0);
  }

private:
  void editNewValue(const Expr &E, llvm::StringRef T) {
    if (const CallExpr *Call = makerIn(E))
      return replace({Call->getBeginLoc(), Call->getCallee()->getEndLoc()}, T);
    const Expr *Written = E.IgnoreUnlessSpelledInSource();
    if (isa<CXXNullPtrLiteralExpr>(Written) && Found.MayBeEmpty)
      return replace(Written->getSourceRange(), "std::nullopt");
    const auto *Construct = dyn_cast<CXXConstructExpr>(Written);
    if (!Construct || Construct->getNumArgs() > 0)
      Plan.refuse("what it is made from cannot be rewritten", E.getBeginLoc());
  }

  void editUse(const ValueUse &Use, const Expr &Pointer, unsigned From) {
    const Consumer Taken = consumerOf(Use, Pointer, From);
    if (Taken.Kind == ConsumerKind::Test)
      return editTest(Taken);
    if (Taken.Kind == ConsumerKind::Operator)
      return editOperator(Use, Taken);
    if (Taken.Kind == ConsumerKind::Discard || isPlainReset(Taken))
      return;
    Plan.refuse("a use of it cannot be rewritten", Pointer.getBeginLoc());
  }

  static bool isPlainReset(const Consumer &Taken) {
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Taken.Site);
    return Taken.Kind == ConsumerKind::Call && Taken.Name == "reset" &&
           llvm::all_of(Call->arguments(), [](const Expr *Argument) {
             return Argument->isDefaultArgument();
           });
  }

  void editTest(const Consumer &Taken) {
    llvm::SmallVector<const Expr *, 2> Operands;
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Taken.Site))
      Operands.append(Call->arg_begin(), Call->arg_end());
    if (const auto *Binary = dyn_cast<CXXRewrittenBinaryOperator>(Taken.Site))
      Operands = {Binary->getLHS(), Binary->getRHS()};
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Taken.Site))
      if (!isa_and_nonnull<CXXConversionDecl>(Member->getMethodDecl()))
        Plan.refuse("a use of it cannot be rewritten", Member->getBeginLoc());
    for (const Expr *Operand : Operands)
      if (isa<CXXNullPtrLiteralExpr>(Operand->IgnoreParenImpCasts()))
        replace(Operand->getSourceRange(), "std::nullopt");
  }

  void editOperator(const ValueUse &Use, const Consumer &Taken) {
    if (Taken.Op == OO_Equal)
      return;
    refuseConstChange(Use, Taken);
    if (!Found.MayBeEmpty)
      unwrap(Use, Taken);
  }
};

class SharedEditor : public BoxEditor {
public:
  using BoxEditor::BoxEditor;

  void edit() {
    replace(Type->Name, "unique_ptr");
    forEachNewValue([&](const Expr &E) { editNewValue(E); });
    if (!Context.getLangOpts().CPlusPlus14)
      Plan.refuse("std::make_unique needs C++14", Found.Value->getLocation());
  }

private:
  void editNewValue(const Expr &E) {
    if (const CallExpr *Call = makerIn(E)) {
      const auto *Callee =
          dyn_cast<DeclRefExpr>(Call->getCallee()->IgnoreParenImpCasts());
      if (Callee &&
          Callee->getNameInfo().getName().getAsString() == "make_shared")
        return replace(Callee->getLocation(), "make_unique");
    }
    // What a unique pointer takes as well: `new T`, nullptr.
    std::optional<CharSourceRange> Range =
        E.getBeginLoc().isValid() ? editableRange(Context, E.getSourceRange())
                                  : std::nullopt;
    if (!Range || sourceText(Context, *Range).contains("shared"))
      Plan.refuse("what it is made from cannot be rewritten",
                  Found.Value->getLocation());
  }
};

class ListEditor : public BoxEditor {
public:
  using BoxEditor::BoxEditor;

  void edit() {
    replace(Type->Name, "vector");
    include("vector");
    for (const ValueUse &Use : Found.Uses->Uses)
      if (Use.Ref)
        editUse(Use);
  }

private:
  void editUse(const ValueUse &Use) {
    const Consumer Taken = consumerOf(Use, *Use.Ref);
    const Consumer Next = consumerOf(Use, Taken);
    const VarDecl *Kept =
        Taken.Kind == ConsumerKind::Call ? Next.Variable : nullptr;
    if (Kept && spelledTemplate(Context, *Kept))
      return Plan.refuse("an iterator's type is written out",
                         Kept->getLocation());
    if (Kept && !Kept->getType()->isReferenceType() &&
        !Kept->getType()->getContainedAutoType())
      Plan.refuse("an iterator's type is written out", Kept->getLocation());
  }
};
} // namespace

EditPlan memtidy::unbox(const ASTContext &Context, const Box &Found) {
  Unboxer Editor(Context, Found);
  if (!Editor.isRefused())
    Editor.editValue();
  return Editor.take();
}

EditPlan memtidy::makeUnique(const ASTContext &Context, const Box &Found) {
  SharedEditor Editor(Context, Found);
  if (!Editor.isRefused())
    Editor.edit();
  return Editor.take();
}

EditPlan memtidy::makeVector(const ASTContext &Context, const Box &Found) {
  ListEditor Editor(Context, Found);
  if (!Editor.isRefused())
    Editor.edit();
  return Editor.take();
}
