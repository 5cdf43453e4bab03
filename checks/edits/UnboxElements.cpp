//===- UnboxElements.cpp - Puts objects where pointers to them were -------===//

#include "checks/edits/BoxEditor.h"
#include "checks/edits/Unbox.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace memtidy;

namespace {
class ElementUnboxer : public BoxEditor {
public:
  ElementUnboxer(const ASTContext &Context, const ValueUses &All,
                 const Box &Found)
      : BoxEditor(Context, Found), All(All) {}

  void edit() {
    auto Pointer = spelledTemplate(Context, Type->ArgTypes.front());
    if (!Pointer || Pointer->Args.empty())
      return Plan.refuse("its type is not written out at its declaration",
                         Found.Value->getLocation());
    replace(Pointer->Whole, Pointer->Args.front());
    for (const ValueUse &Use : Found.Uses->Uses)
      if (Use.Ref)
        editContainer(Use);
  }

private:
  void editContainer(const ValueUse &Use) {
    const Consumer Taken = consumerOf(Use, *Use.Ref);
    if (Taken.Kind == ConsumerKind::Range)
      return editVariable(Taken.Variable);
    if (Taken.Kind == ConsumerKind::Call &&
        (Taken.Name == "push_back" || Taken.Name == "emplace_back"))
      editGrowth(*cast<CXXMemberCallExpr>(Taken.Site));
    const Consumer Next = consumerOf(Use, Taken);
    if (Next.Kind == ConsumerKind::Bind)
      return editVariable(Next.Variable);
    if (Next.Kind == ConsumerKind::Operator &&
        (Next.Op == OO_Star || Next.Op == OO_Arrow))
      editElement(Use, Next);
  }

  void editVariable(const VarDecl *Variable) {
    if (!Variable ||
        !Variable->getType().getNonReferenceType()->getContainedAutoType())
      return Plan.refuse("the pointer's type is written out",
                         Variable ? Variable->getLocation()
                                  : Found.Value->getLocation());
    for (const ValueUse &Use : All.of(*Variable).Uses)
      editElement(Use, consumerOf(Use, *Use.Ref));
  }

  void editElement(const ValueUse &Use, const Consumer &Access) {
    refuseConstChange(Use, Access);
    unwrap(Use, Access);
  }

  /// `push_back(make_unique<T>(1))` becomes `emplace_back(1)`.
  void editGrowth(const CXXMemberCallExpr &Growth) {
    const CallExpr *Maker = makerIn(*Growth.getArg(0));
    const auto *Name = dyn_cast<MemberExpr>(Growth.getCallee());
    if (!Maker || !Name)
      return Plan.refuse("what it is made from cannot be rewritten",
                         Growth.getBeginLoc());
    const SourceLocation End = Maker->getCallee()->getEndLoc();
    auto Open = Lexer::findNextToken(End, Context.getSourceManager(),
                                     Context.getLangOpts());
    if (!Open || Open->isNot(tok::l_paren))
      return Plan.refuse("a macro is involved", End);
    replace(Name->getMemberLoc(), "emplace_back");
    replaceChars(Maker->getBeginLoc(), Open->getEndLoc(), "");
    replace(Maker->getRParenLoc(), "");
  }

  const ValueUses &All;
};
} // namespace

EditPlan memtidy::unboxElements(const ASTContext &Context, const ValueUses &All,
                                const Box &Found) {
  ElementUnboxer Editor(Context, All, Found);
  if (!Editor.isRefused())
    Editor.edit();
  return Editor.take();
}
