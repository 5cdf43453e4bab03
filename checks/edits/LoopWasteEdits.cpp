//===- LoopWasteEdits.cpp - Makes something once for all iterations -------===//

#include "checks/edits/LoopWasteEdits.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "checks/edits/HoistLocal.h"
#include "checks/edits/SourcePieces.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace memtidy;

/// Returns the arguments of \p Made as they are written, or nullopt.
static std::optional<llvm::SmallVector<std::string, 2>>
spellArgs(const CXXConstructExpr &Made, SourcePieces &Pieces) {
  llvm::SmallVector<std::string, 2> Texts;
  for (const Expr *Arg : writtenArgs(Made)) {
    std::optional<std::string> Text = Pieces.take(Arg->getSourceRange());
    if (!Text)
      return std::nullopt;
    Texts.push_back(std::move(*Text));
  }
  return Texts;
}

/// Returns the statements that give the local what it begins with.
static std::string spellReset(const LoopAllocation &Waste,
                              llvm::ArrayRef<std::string> Args) {
  const std::string Name = Waste.Var->getNameAsString();
  const bool IsStream = Waste.Kind == LoopWaste::Stream;
  switch (Waste.Start) {
  case LocalStart::Empty:
    return IsStream ? Name + ".str(\"\"), " + Name + ".clear();"
                    : Name + ".clear();";
  case LocalStart::Sized:
    return Name + ".clear(), " + Name + ".resize(" + Args[0] + ");";
  case LocalStart::Filled:
  case LocalStart::Range:
    return Name + ".assign(" + Args[0] + ", " + Args[1] + ");";
  case LocalStart::Copy:
  case LocalStart::Text:
    return IsStream ? Name + ".clear(), " + Name + ".str(" + Args[0] + ");"
                    : Name + " = " + Args[0] + ";";
  }
  llvm_unreachable("not a way to begin");
}

EditPlan memtidy::hoistWaste(const LoopAllocation &Waste, unsigned Index,
                             const FunctionDecl &Function) {
  const ASTContext &Context = Function.getASTContext();
  const VarDecl &Var = *Waste.Var;
  HoistPlan Plan{
      Function.getBody(), Waste.Outermost, &Var, Waste.Declared, "", Index};
  EditPlan Refused;
  if (Waste.Start == LocalStart::Empty) {
    Plan.Emptied = spellReset(Waste, {});
    return hoistLocal(Plan, Context);
  }
  if (Var.getType().isConstQualified() || Var.getType()->getAs<AutoType>()) {
    Refused.refuse("its declaration needs its value", Var.getLocation());
    return Refused;
  }
  std::optional<CharSourceRange> Whole =
      editableRange(Context, Waste.Declared->getSourceRange());
  std::optional<CharSourceRange> Head = editableRange(
      Context, {Waste.Declared->getBeginLoc(), Var.getLocation()});
  if (!Whole || !Head) {
    Refused.refuse("a macro is in the way", Var.getLocation());
    return Refused;
  }
  SourcePieces Pieces(Context, *Whole);
  std::optional<llvm::SmallVector<std::string, 2>> Args =
      spellArgs(*Waste.Init, Pieces);
  if (!Args || !Pieces.commentsLeft().empty()) {
    Refused.refuse("a comment would be lost", Var.getLocation());
    return Refused;
  }
  Plan.Declaration = sourceText(Context, *Head).str() + ";";
  Plan.Emptied = spellReset(Waste, *Args);
  return hoistLocal(Plan, Context);
}

/// Does calling the closure take and give what calling the function does?
static bool hasSameSignature(const VarDecl &Var, const ASTContext &Context) {
  const auto *Made =
      dyn_cast<CXXConstructExpr>(Var.getInit()->IgnoreImplicit());
  if (Made && Made->getNumArgs() == 1 &&
      isa<CXXConstructExpr>(Made->getArg(0)->IgnoreImplicit()))
    Made = cast<CXXConstructExpr>(Made->getArg(0)->IgnoreImplicit());
  const auto *Lambda =
      Made ? dyn_cast<LambdaExpr>(&bare(*Made->getArg(0))) : nullptr;
  const TypeView View = viewOf(Var.getType());
  const auto *Wanted = View.Args.empty()
                           ? nullptr
                           : View.Args.front()->getAs<FunctionProtoType>();
  const CXXMethodDecl *Call = Lambda ? Lambda->getCallOperator() : nullptr;
  if (!Wanted || !Call || Lambda->isGenericLambda() || Lambda->isMutable() ||
      Call->getNumParams() != Wanted->getNumParams() ||
      !Context.hasSameType(Call->getReturnType(), Wanted->getReturnType()))
    return false;
  for (unsigned I = 0; I < Call->getNumParams(); ++I)
    if (!Context.hasSameType(Call->getParamDecl(I)->getType(),
                             Wanted->getParamType(I)))
      return false;
  return true;
}

EditPlan memtidy::keepClosure(const VarDecl &Var, const ASTContext &Context) {
  EditPlan Result;
  const TypeSourceInfo *Type = Var.getTypeSourceInfo();
  std::optional<CharSourceRange> Written =
      Type ? editableRange(
                 Context,
                 Type->getTypeLoc().getUnqualifiedLoc().getSourceRange())
           : std::nullopt;
  if (!Written || Var.getInitStyle() != VarDecl::CInit)
    Result.refuse("its type is not written, or not before '='",
                  Var.getLocation());
  else if (!hasSameSignature(Var, Context))
    Result.refuse("calls would convert in another way", Var.getLocation());
  else
    Result.Edits.push_back({*Written, "auto"});
  return Result;
}
