//===- WeakenCapture.cpp - Capture a weak pointer instead ----------------===//

#include "checks/edits/WeakenCapture.h"
#include "checks/analysis/CaptureCycles.h"
#include "checks/analysis/TypeView.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

static std::string titleFor(llvm::StringRef Name) {
  return llvm::formatv("capture '{0}' weakly and lock it in the body", Name);
}

static Fix refusal(llvm::StringRef Title, llvm::StringRef Why) {
  Fix Refusal;
  Refusal.Title = Title.str();
  Refusal.Safety = Trust::Display;
  Refusal.Reason = Why.str();
  return Refusal;
}

static Fix refuseToWeaken(llvm::StringRef Name, llvm::StringRef Why) {
  return refusal(titleFor(Name), Why);
}

namespace {
/// Looks at the uses of a captured variable.
class UseFinder : public RecursiveASTVisitor<UseFinder> {
public:
  explicit UseFinder(const ValueDecl &Var) : Var(Var) {}

  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    for (const LambdaCapture &Capture : Lambda->captures())
      Recaptured |= Capture.capturesVariable() &&
                    Capture.getCaptureKind() == LCK_ByCopy &&
                    Capture.getCapturedVar() == &Var;
    return true;
  }
  bool VisitVarDecl(VarDecl *Inner) {
    if (Inner->isInitCapture() && Inner->getInit())
      Recaptured |= refersToVar(*Inner->getInit());
    return true;
  }
  bool VisitCallExpr(CallExpr *Call) {
    if (!isa<CXXOperatorCallExpr>(Call))
      for (const Expr *Arg : Call->arguments())
        Escapes |= refersToVar(*Arg);
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *Return) {
    Escapes |= Return->getRetValue() && refersToVar(*Return->getRetValue());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->isAssignmentOp() && Call->getNumArgs() == 2)
      Escapes |= refersToVar(*Call->getArg(1));
    return true;
  }

  bool Recaptured = false; ///< Copied into an inner lambda.
  bool Escapes = false;    ///< Copied to somebody else.

private:
  bool refersToVar(const Expr &E) const {
    const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreUnlessSpelledInSource());
    return Ref && Ref->getDecl() == &Var;
  }
  const ValueDecl &Var;
};
} // namespace

static const TemplateArgument *sharedPointee(QualType Type) {
  const auto *Record = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Type.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Record || !Record->getDeclContext()->isStdNamespace() ||
      Record->getName() != "shared_ptr" ||
      Record->getTemplateArgs().size() == 0)
    return nullptr;
  return &Record->getTemplateArgs()[0];
}

// Is the lambda the only owner of what it captures?
static bool isOnlyOwner(const VarDecl &Var, const FunctionDecl &Maker) {
  if (isa<ParmVarDecl>(Var) || !Var.hasLocalStorage() || !Var.getInit() ||
      Var.isInitCapture())
    return false;
  const auto *Call =
      dyn_cast<CallExpr>(Var.getInit()->IgnoreUnlessSpelledInSource());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getDeclName().isIdentifier() ||
      !Callee->getName().starts_with("make_"))
    return false;
  UseFinder Uses(Var);
  Uses.TraverseStmt(Maker.getBody());
  return !Uses.Escapes;
}

static llvm::StringRef whyNot(const LambdaExpr &Lambda,
                              const LambdaCapture &Capture, const VarDecl &Var,
                              const FunctionDecl &Maker) {
  const auto *Body = dyn_cast<CompoundStmt>(Lambda.getBody());
  if (!Capture.isExplicit())
    return "the capture is implicit";
  if (Maker.isDependentContext() || Var.getType()->isDependentType())
    return "the code is a template";
  if (!sharedPointee(Var.getType()))
    return "only std::shared_ptr is rewritten";
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(Maker))
    return "no weak pointer to an object exists while it is made or destroyed";
  if (!Body || Lambda.getCallOperator()->getReturnType()->isDependentType() ||
      !Lambda.getCallOperator()->getReturnType()->isVoidType())
    return "the body returns a value, and none fits when the object is gone";
  if (Var.isInitCapture() && Var.getInitStyle() != VarDecl::CInit)
    return "the capture is not written with '='";
  UseFinder Uses(Var);
  Uses.TraverseStmt(const_cast<CompoundStmt *>(Body));
  if (Uses.Recaptured)
    return "an inner lambda captures it again";
  if (isOnlyOwner(Var, Maker))
    return "the callable is the only owner: the object would die at once";
  return "";
}

static std::string weakInit(const VarDecl &Var, const ASTContext &Context) {
  llvm::StringRef Source = Var.getName();
  if (Var.isInitCapture())
    if (std::optional<CharSourceRange> Range =
            editableRange(Context, Var.getInit()->getSourceRange()))
      Source = sourceText(Context, *Range);
  if (Context.getLangOpts().CPlusPlus17 &&
      (Source == "shared_from_this()" || Source == "this->shared_from_this()"))
    return "weak_from_this()";
  return llvm::formatv(
      "std::weak_ptr<{0}>({1})",
      spelledType(Context, sharedPointee(Var.getType())->getAsType()), Source);
}

// Inserts the statements that lock, in the style of the body.
static Edit lockEdit(const CompoundStmt &Body, SourceLocation AfterBrace,
                     llvm::StringRef Name, const ASTContext &Context) {
  const SourceManager &Sources = Context.getSourceManager();
  auto LineOf = [&](SourceLocation Loc) {
    return Sources.getSpellingLineNumber(Loc);
  };
  std::string Lock = llvm::formatv("auto {0} = weak_{0}.lock();", Name);
  std::string Guard = llvm::formatv("if (!{0})", Name);
  if (Body.body_empty() ||
      LineOf(Body.body_front()->getBeginLoc()) == LineOf(Body.getLBracLoc()))
    return {CharSourceRange::getCharRange(AfterBrace, AfterBrace),
            " " + Lock + " " + Guard + " return;"};
  // A comment behind the brace stays there.
  llvm::StringRef Rest(Sources.getCharacterData(AfterBrace));
  SourceLocation LineEnd =
      AfterBrace.getLocWithOffset(Rest.find_first_of("\r\n"));
  llvm::StringRef Indent =
      Lexer::getIndentationForLine(Body.body_front()->getBeginLoc(), Sources);
  return {CharSourceRange::getCharRange(LineEnd, LineEnd),
          "\n" + (Indent + Lock).str() + "\n" + (Indent + Guard).str() + "\n" +
              (Indent + "  return;").str()};
}

static Fix weakenIn(const LambdaExpr &Lambda, const LambdaCapture &Capture,
                    const FunctionDecl &Maker) {
  const ASTContext &Context = Maker.getASTContext();
  const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar());
  std::string Name = Capture.getCapturedVar()->getNameAsString();
  if (!Var || !Context.getLangOpts().CPlusPlus14)
    return refuseToWeaken(Name, "captures with an initialiser need C++14");
  if (llvm::StringRef Why = whyNot(Lambda, Capture, *Var, Maker); !Why.empty())
    return refuseToWeaken(Name, Why);
  SourceLocation Begin = Capture.getLocation();
  SourceLocation End =
      Var->isInitCapture() ? Var->getInit()->getEndLoc() : Begin;
  const auto &Body = *cast<CompoundStmt>(Lambda.getBody());
  std::optional<CharSourceRange> Written =
      editableRange(Context, SourceRange(Begin, End));
  std::optional<CharSourceRange> Brace = editableRange(
      Context, SourceRange(Body.getLBracLoc(), Body.getLBracLoc()));
  if (!Written || !Brace)
    return refuseToWeaken(Name, "the lambda comes from a macro");
  Fix Result;
  Result.Title = titleFor(Name);
  Result.Safety = Trust::Unsafe;
  Result.Reason = "the callable no longer keeps the object alive; work that "
                  "relied on it is skipped";
  Result.Edits.push_back(
      {*Written, "weak_" + Name + " = " + weakInit(*Var, Context)});
  Result.Edits.push_back(lockEdit(Body, Brace->getEnd(), Name, Context));
  return Result;
}

Fix memtidy::weakenCapture(const CaptureCycle &Cycle,
                           const FunctionDecl &Maker) {
  const auto *Lambda = dyn_cast<LambdaExpr>(Cycle.Made->Site);
  if (Cycle.Made->Coroutine)
    return refusal("pass a weak pointer to the coroutine and lock it after "
                   "each suspension",
                   "the whole body would change");
  if (Cycle.Capture->InCallee.isValid())
    return refuseToWeaken(Cycle.Capture->Name,
                          "another function captures it, for all its callers");
  if (!Lambda)
    return refuseToWeaken(Cycle.Capture->Name,
                          "a bound argument has no body to lock it in");
  if (!Cycle.Capture->Written || Cycle.Capture->ByHandle)
    return refuseToWeaken(Cycle.Capture->Name,
                          "the pointer is inside what is captured");
  return weakenIn(*Lambda, *Cycle.Capture->Written, Maker);
}
