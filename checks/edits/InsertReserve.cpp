//===- InsertReserve.cpp - Reserve before a loop --------------------------===//

#include "checks/edits/InsertReserve.h"
#include "checks/edits/InsertLine.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

static std::optional<std::string> textOf(const Expr &E,
                                         const ASTContext &Context) {
  std::optional<CharSourceRange> Range =
      editableRange(Context, E.getSourceRange());
  if (!Range)
    return std::nullopt;
  std::string Text = sourceText(Context, *Range).str();
  if (Text.find('\n') != std::string::npos)
    return std::nullopt;
  return Text;
}

// As an operand of *, - and ., which bind closer.
static std::string operand(const Expr &E, std::string Text) {
  const Expr &Core = *E.IgnoreImplicit();
  if (isa<BinaryOperator, AbstractConditionalOperator, UnaryOperator,
          CXXOperatorCallExpr, CStyleCastExpr>(Core))
    return "(" + Text + ")";
  return Text;
}

// "p" of "*p", if "p->" does the same: a pointer, or a smart one.
static const Expr *pointerIn(const Expr &Range, const ASTContext &Context) {
  if (const auto *Deref = dyn_cast<UnaryOperator>(&Range))
    return Deref->getOpcode() == UO_Deref ? Deref->getSubExpr() : nullptr;
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(&Range);
  if (!Call || Call->getOperator() != OO_Star || Call->getNumArgs() != 1)
    return nullptr;
  const CXXRecordDecl *Smart = Call->getArg(0)->getType()->getAsCXXRecordDecl();
  return Smart && Smart->hasMemberName(
                      Context.DeclarationNames.getCXXOperatorName(OO_Arrow))
             ? Call->getArg(0)
             : nullptr;
}

static std::optional<std::string> spellRange(const Expr &Range,
                                             const ASTContext &Context) {
  if (const Expr *Pointer = pointerIn(Range, Context))
    if (std::optional<std::string> Text = textOf(*Pointer, Context))
      return operand(*Pointer, *Text) + "->size()";
  std::optional<std::string> Text = textOf(Range, Context);
  if (!Text)
    return std::nullopt;
  const bool IsElement =
      isa<CXXOperatorCallExpr>(Range) && llvm::StringRef(*Text).ends_with("]");
  return (IsElement ? *Text : operand(Range, *Text)) + ".size()";
}

// As an operand of a comparison.
static std::string compared(const Expr &E, std::string Text) {
  return isa<UnaryOperator, CStyleCastExpr>(*E.IgnoreImplicit())
             ? Text
             : operand(E, std::move(Text));
}

static void addGuard(SizeText &To, const std::string &Guard) {
  if (!Guard.empty())
    To.Guard += (To.Guard.empty() ? "" : " && ") + Guard;
}

static bool isUnsigned(const Expr &E) {
  QualType Type = bare(E).getType();
  return Type->isDependentType() || Type->isUnsignedIntegerType();
}

// To, To + 1, To - From, (To - From + 1) / 2.
static std::optional<SizeText> spellCounted(const TripCount &Trips,
                                            const ASTContext &Context) {
  QualType Type = bare(*Trips.To).getType();
  if (!Type->isDependentType() && !Type->isIntegerType())
    return std::nullopt;
  std::optional<std::string> To = textOf(*Trips.To, Context);
  std::optional<std::string> From =
      Trips.From ? textOf(*Trips.From, Context) : std::string();
  if (!To || !From)
    return std::nullopt;
  SizeText Result;
  const bool NeedsGuard = Trips.From || !isUnsigned(*Trips.To);
  Result.Text = *To;
  std::string Lower = "0";
  if (Trips.From) {
    Lower = operand(*Trips.From, *From);
    Result.Text = operand(*Trips.To, *To) + " - " + Lower;
  }
  if (NeedsGuard)
    Result.Guard =
        compared(*Trips.To, *To) + (Trips.Inclusive ? " >= " : " > ") + Lower;
  const uint64_t More = (Trips.Inclusive ? 1 : 0) + Trips.Step - 1;
  if (More)
    Result.Text += llvm::formatv(" + {0}", More);
  if (Trips.Step > 1)
    Result.Text = llvm::formatv("({0}) / {1}", Result.Text, Trips.Step);
  Result.Shown = Result.Text;
  if (!isUnsigned(*Trips.To))
    Result.Text = llvm::formatv("static_cast<std::size_t>({0})", Result.Text);
  return Result;
}

static std::optional<SizeText> spellTrips(const TripCount &Trips,
                                          const ASTContext &Context) {
  if (Trips.Form == TripForm::Counted)
    return spellCounted(Trips, Context);
  if (Trips.Form != TripForm::PerElement)
    return std::nullopt;
  std::optional<std::string> Text = spellRange(*Trips.Range, Context);
  return Text ? std::optional(SizeText{*Text, *Text, ""}) : std::nullopt;
}

// As a factor.
static std::string factor(llvm::StringRef Text) {
  return Text.contains(' ') && !Text.starts_with("static_cast")
             ? "(" + Text.str() + ")"
             : Text.str();
}

static void append(std::string &To, llvm::StringRef Operator,
                   const std::string &More) {
  To += (To.empty() ? "" : Operator.str()) + More;
}

static std::optional<SizeText> spellTerm(const FillTerm &Term,
                                         const ASTContext &Context) {
  SizeText Result;
  const bool IsProduct = Term.Trips.size() > 1 || Term.Factor > 1;
  for (const TripCount &Trips : Term.Trips) {
    std::optional<SizeText> Part = spellTrips(Trips, Context);
    if (!Part)
      return std::nullopt;
    addGuard(Result, Part->Guard);
    append(Result.Text, " * ", IsProduct ? factor(Part->Text) : Part->Text);
    append(Result.Shown, " * ", IsProduct ? factor(Part->Shown) : Part->Shown);
  }
  if (std::optional<std::string> Name =
          Term.Named ? textOf(*Term.Named, Context) : std::nullopt)
    return SizeText{*Name, *Name, ""};
  if (Term.Factor > 1 || Term.Trips.empty()) {
    append(Result.Text, " * ", std::to_string(Term.Factor));
    append(Result.Shown, " * ", std::to_string(Term.Factor));
  }
  return Result;
}

std::optional<SizeText> memtidy::spellSize(llvm::ArrayRef<FillTerm> Terms,
                                           const ASTContext &Context) {
  SizeText Result;
  for (const FillTerm &Term : Terms) {
    std::optional<SizeText> Part = spellTerm(Term, Context);
    if (!Part)
      return std::nullopt;
    addGuard(Result, Part->Guard);
    append(Result.Text, " + ", Part->Text);
    append(Result.Shown, " + ", Part->Shown);
  }
  return Result;
}

// "out->" of `out->push_back(1)`, "(*out)." of `(*out) += 'a'` and of
// `std::back_inserter(*out)`.
static std::optional<std::string> accessOf(const Expr &Append,
                                           const ASTContext &Context) {
  const auto *Inserter = dyn_cast<CallExpr>(&Append);
  if (Inserter && calleeName(*Inserter) == "back_inserter") {
    std::optional<std::string> Object = textOf(*Inserter->getArg(0), Context);
    return Object ? std::optional(operand(*Inserter->getArg(0), *Object) + ".")
                  : std::nullopt;
  }
  std::optional<MemberCall> Call = memberCallOf(Append);
  std::optional<std::string> Object =
      Call ? textOf(*Call->Object, Context) : std::nullopt;
  if (!Object)
    return std::nullopt;
  const auto *Written = dyn_cast<CallExpr>(&Append);
  bool IsArrow = false;
  if (Written && !isa<CXXOperatorCallExpr>(Written)) {
    const Expr *Callee = Written->getCallee()->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(Callee))
      IsArrow = Member->isArrow();
    else if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(Callee))
      IsArrow = Member->isArrow();
    else if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(Callee))
      IsArrow = Member->isArrow();
  }
  return operand(*Call->Object, *Object) + (IsArrow ? "->" : ".");
}

EditPlan memtidy::insertReserve(const ReservePlan &Plan, const SizeText &Size,
                                const ASTContext &Context) {
  EditPlan Refused;
  std::optional<std::string> Access = accessOf(*Plan.Append, Context);
  if (!blockOf(*Plan.Function, *Plan.Before)) {
    Refused.refuse("the loop is not in a block", Plan.Before->getBeginLoc());
    return Refused;
  }
  if (!Access) {
    Refused.refuse("a macro adds the elements", Plan.Append->getBeginLoc());
    return Refused;
  }
  std::string Call = llvm::formatv("{0}reserve({1});", *Access, Size.Text);
  if (Size.Guard.empty())
    return insertLinesBefore(*Plan.Before, Call, Plan.Index, Context);
  const std::string Lines[] = {"if (" + Size.Guard + ")", "  " + Call};
  return insertLinesBefore(*Plan.Before, Lines, Plan.Index, Context);
}
