//===- FoldCallable.cpp - The callable of a folded loop -------------------===//

#include "checks/edits/FoldCallable.h"
#include "checks/analysis/LoopWalk.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

std::string memtidy::spellType(const ASTContext &Context, QualType Type) {
  std::string Text =
      spelledType(Context, Type.getNonReferenceType().getUnqualifiedType());
  return llvm::StringRef(Text).find_first_of("()") == llvm::StringRef::npos
             ? Text
             : "auto";
}

std::string memtidy::spellStart(const ASTContext &Context, const Expr &Init,
                                const VarDecl &Var) {
  if (!isa<IntegerLiteral, FloatingLiteral>(Init))
    return "";
  std::optional<CharSourceRange> Range =
      editableRange(Context, Init.getSourceRange());
  if (!Range)
    return "";
  std::string Text = sourceText(Context, *Range).str();
  if (Context.hasSameUnqualifiedType(Init.getType(), Var.getType()))
    return Text;
  const std::string Type = spellType(Context, Var.getType());
  const bool IsName = llvm::all_of(
      Type, [](char C) { return llvm::isAlnum(C) || C == '_' || C == ':'; });
  if (IsName)
    return isa<IntegerLiteral>(Init) ? Type + "{" + Text + "}" : "";
  const auto *Builtin = Var.getType()->getAs<BuiltinType>();
  if (!Builtin || !llvm::all_of(Text, llvm::isDigit))
    return "";
  switch (Builtin->getKind()) {
  case BuiltinType::UInt:
    return Text + "U";
  case BuiltinType::ULong:
    return Text + "UL";
  case BuiltinType::LongLong:
    return Text + "LL";
  case BuiltinType::ULongLong:
    return Text + "ULL";
  default:
    return "";
  }
}

namespace {
/// What a callable must capture, and the elements that get another name.
class UseWalk : public RecursiveASTVisitor<UseWalk> {
public:
  UseWalk(const LoopFold &Fold, const ASTContext &Context)
      : Fold(Fold), Context(Context),
        Walk{Fold.Walk, Fold.Range, Fold.Element, nullptr} {}

  bool NeedsCapture = false;
  bool NeedsBinding = false;
  llvm::SmallVector<SourcePieces::Change, 2> Changes;
  std::string Name;

  bool TraverseStmt(Stmt *S) {
    const auto *E = dyn_cast_or_null<Expr>(S);
    if (E && isElementOf(*E, Walk, Context)) {
      Changes.push_back({E->getSourceRange(), Name});
      return true;
    }
    return RecursiveASTVisitor::TraverseStmt(S);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (isa<BindingDecl>(E->getDecl()))
      NeedsBinding = NeedsCapture = true;
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    NeedsCapture |=
        Var && Var->hasLocalStorage() && Var != Fold.Element && !isLocal(*Var);
    return true;
  }
  bool VisitCXXThisExpr(CXXThisExpr *) { return NeedsCapture = true; }

private:
  bool isLocal(const VarDecl &Var) const {
    return llvm::any_of(Fold.Locals, [&](const DeclStmt *Local) {
      return Local->getSingleDecl() == &Var;
    });
  }

  const LoopFold &Fold;
  const ASTContext &Context;
  const LoopWalk Walk;
};

class CallableSpeller {
public:
  CallableSpeller(const CallableNeed &Need, SourcePieces &Pieces,
                  EditPlan &Plan)
      : Fold(Need.Fold), Context(Need.Context), Algorithm(Need.Algorithm),
        Pieces(Pieces), Plan(Plan) {}

  std::string run() {
    if (Algorithm == "distance" || isPlainSum())
      return "";
    nameThings();
    std::string Body = body();
    if (Plan.isRefused())
      return "";
    std::string Params = parameter();
    if (isAccumulate())
      Params = spellType(Context, Fold.Into->getType()) + " " + SoFar + ", " +
               Params;
    const std::string Result =
        isAccumulate() && !Fold.Locals.empty() && !Fold.Guards.empty()
            ? " -> " + spellType(Context, Fold.Into->getType())
            : "";
    return llvm::formatv("[{0}]({1}){2} { {3} }", NeedsCapture ? "&" : "",
                         Params, Result, Body);
  }

private:
  bool isAccumulate() const { return Algorithm == "accumulate"; }

  /// Is each element added as it is?
  bool isPlainSum() const {
    if (Fold.Kind != FoldKind::Sum || !Fold.Guards.empty() ||
        !Fold.Locals.empty())
      return false;
    const Expr &Value =
        *Fold.Value->IgnoreUnlessSpelledInSource()->IgnoreParenImpCasts();
    if (Fold.Walk != WalkKind::RangeFor)
      return isElementOf(Value, {Fold.Walk, Fold.Range, Fold.Element, nullptr},
                         Context);
    const auto *Ref = dyn_cast<DeclRefExpr>(&Value);
    // A loop variable of another type converts each element.
    return Ref && Ref->getDecl() == Fold.Element && Fold.Element->getInit() &&
           Context.hasSameUnqualifiedType(
               Fold.Element->getType().getNonReferenceType(),
               Fold.Element->getInit()->IgnoreImplicit()->getType());
  }

  void nameThings() {
    const std::string Style = Fold.Into ? Fold.IntoDecl->getName().str()
                                        : Fold.Element->getName().str();
    const bool Upper = !Style.empty() && llvm::isUpper(Style.front());
    llvm::StringRef Base = Fold.Kind == FoldKind::Sum       ? "Sum"
                           : Fold.Kind == FoldKind::Product ? "Product"
                                                            : "Best";
    SoFar = unused(Upper ? Base.str() : Base.lower());
    Element = Fold.Walk == WalkKind::RangeFor
                  ? Fold.Element->getName().str()
                  : unused(Upper ? "Element" : "element");
  }

  /// Returns \p Name, longer where the loop or the accumulator has it already.
  std::string unused(std::string Name) const {
    std::optional<CharSourceRange> Range =
        editableRange(Context, Fold.Loop->getSourceRange());
    llvm::StringRef Text = Range ? sourceText(Context, *Range) : "";
    while (Text.contains(Name))
      Name += "SoFar";
    return Name;
  }

  std::string parameter() {
    if (Fold.Walk != WalkKind::RangeFor)
      return "const auto &" + Element;
    if (Element.empty())
      return "const auto &";
    std::optional<std::string> Written =
        Pieces.take({Fold.Element->getBeginLoc(), Fold.Element->getLocation()});
    if (!Written || !llvm::StringRef(*Written).ends_with(Element)) {
      Plan.refuse("the loop variable cannot be a parameter as it is written",
                  Fold.Element->getLocation());
      return "";
    }
    return *Written;
  }

  std::string take(const Stmt &Part) {
    UseWalk Uses(Fold, Context);
    Uses.Name = Element;
    Uses.TraverseStmt(const_cast<Stmt *>(&Part));
    NeedsCapture |= Uses.NeedsCapture;
    if (Uses.NeedsBinding && !Context.getLangOpts().CPlusPlus20)
      Plan.refuse("a lambda captures a structured binding since C++20 only",
                  Part.getBeginLoc());
    std::optional<std::string> Text =
        Pieces.take(Part.getSourceRange(), Uses.Changes);
    if (!Text)
      Plan.refuse("a macro makes a part of it", Part.getBeginLoc());
    return Text.value_or("");
  }

  /// Returns \p Guard as an operand of `&&` or `!`.
  std::string test(const FoldGuard &Guard, bool Negate) {
    const Expr *Condition = &bare(*Guard.Condition);
    Negate ^= Guard.Negated;
    if (const auto *Not = dyn_cast<UnaryOperator>(Condition);
        Not && Not->getOpcode() == UO_LNot && Negate) {
      Condition = &bare(*Not->getSubExpr());
      Negate = false;
    }
    std::string Text = take(*Condition);
    const bool IsSimple =
        isa<DeclRefExpr, MemberExpr, CallExpr, ArraySubscriptExpr>(Condition) &&
        !isa<CXXOperatorCallExpr>(Condition);
    if (Negate)
      return "!" + (IsSimple ? Text : "(" + Text + ")");
    const bool IsBool = Condition->getType()->isBooleanType();
    if (!IsBool && Fold.Guards.size() == 1 && !isAccumulate())
      return "static_cast<bool>(" + Text + ")";
    const auto *Binary = dyn_cast<BinaryOperator>(Condition);
    const bool Binds = IsSimple || isa<UnaryOperator>(Condition) ||
                       (Binary && Binary->isComparisonOp());
    return Binds || (Fold.Guards.size() == 1 && !isAccumulate())
               ? Text
               : "(" + Text + ")";
  }

  std::string allTests(bool Negate) {
    std::string Text;
    for (const FoldGuard &Guard : Fold.Guards)
      Text += (Text.empty() ? "" : " && ") + test(Guard, Negate);
    return Text;
  }

  std::string result() {
    if (!isAccumulate())
      return "";
    if (Fold.Kind == FoldKind::Min || Fold.Kind == FoldKind::Max) {
      std::string Value = take(*Fold.Value);
      if (isa<ConditionalOperator>(bare(*Fold.Value)))
        Value = "(" + Value + ")";
      const char *Sign = Fold.Kind == FoldKind::Min ? "<" : ">";
      return llvm::formatv("{0} {1} {2} ? {0} : {2}", Value, Sign, SoFar);
    }
    const Expr &Value = bare(*Fold.Value);
    const bool IsProduct = Fold.Kind == FoldKind::Product;
    std::string Text = take(*Fold.Value);
    const auto *Binary = dyn_cast<BinaryOperator>(&Value);
    if (isa<ConditionalOperator>(Value) ||
        (Binary && (IsProduct || !Binary->isMultiplicativeOp())) ||
        isa<CXXOperatorCallExpr>(Value))
      Text = "(" + Text + ")";
    return SoFar + (IsProduct ? " * " : " + ") + Text;
  }

  std::string body() {
    const bool Asks = Algorithm == "all_of";
    if (Fold.Locals.empty()) {
      const std::string Tests = allTests(/*Negate=*/Asks);
      if (!isAccumulate())
        return "return " + Tests + ";";
      return Tests.empty()
                 ? "return " + result() + ";"
                 : "return " + Tests + " ? " + result() + " : " + SoFar + ";";
    }
    return longBody(Asks);
  }

  /// The statements in their order: a guard may need a local before it.
  std::string longBody(bool Asks) {
    std::string Text, Last;
    const FoldGuard *Guard = Fold.Guards.begin();
    auto Before = [&](const Stmt &One, const Stmt &Other) {
      return One.getBeginLoc() < Other.getBeginLoc();
    };
    auto AddGuard = [&](bool IsLast) {
      if (IsLast && !isAccumulate())
        Last = "return " + test(*Guard, Asks) + ";";
      else
        Text += "if (" + test(*Guard, true) + ") return " +
                (isAccumulate() ? SoFar
                 : Asks         ? "true"
                                : "false") +
                "; ";
      ++Guard;
    };
    for (const DeclStmt *Local : Fold.Locals) {
      while (Guard != Fold.Guards.end() && Before(*Guard->Condition, *Local))
        AddGuard(false);
      Text += take(*Local) + " ";
    }
    while (Guard != Fold.Guards.end())
      AddGuard(Guard + 1 == Fold.Guards.end());
    return Text + (isAccumulate() ? "return " + result() + ";" : Last);
  }

  const LoopFold &Fold;
  const ASTContext &Context;
  llvm::StringRef Algorithm;
  SourcePieces &Pieces;
  EditPlan &Plan;
  std::string SoFar, Element;
  bool NeedsCapture = false;
};
} // namespace

std::string memtidy::spellCallable(const CallableNeed &Need,
                                   SourcePieces &Pieces, EditPlan &Plan) {
  return CallableSpeller(Need, Pieces, Plan).run();
}
