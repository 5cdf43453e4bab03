//===- LoopLocals.cpp - Locals that each iteration makes anew -------------===//

#include "checks/analysis/LoopLocals.h"
#include "checks/analysis/Changes.h"
#include "checks/analysis/Effects.h"
#include "checks/analysis/FillSize.h"
#include "checks/analysis/FoldStep.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecordLayout.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

/// Loops that run no more often are not worth a change.
static constexpr uint64_t FewIterations = 4;

/// Bytes of a closure that a std::function of libstdc++ has inside itself.
static constexpr int64_t InsideFunction = 16;

static bool isStream(QualType Type) {
  std::string Name = viewOf(Type).Name;
  return Name == "std::basic_ostringstream" ||
         Name == "std::basic_stringstream" ||
         Name == "std::basic_istringstream";
}

bool memtidy::isParsedText(QualType Type) {
  std::string Name = viewOf(Type).Name;
  return Name == "std::basic_regex" || Name == "boost::basic_regex" ||
         Name == "std::locale" || Name == "re2::RE2" ||
         Name == "QRegularExpression";
}

bool memtidy::isConstantValue(const Expr &E) {
  const Expr &Core = bare(E);
  if (isa<StringLiteral, IntegerLiteral, CharacterLiteral, CXXDefaultArgExpr,
          CXXBoolLiteralExpr>(Core))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Core)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return isa<EnumConstantDecl>(Ref->getDecl()) ||
           (Var && (Var->isConstexpr() || (Var->isStaticDataMember() &&
                                           Var->getType().isConstQualified())));
  }
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(&Core);
  if (!isa<BinaryOperator>(Core) && !(Call && Call->getOperator() == OO_Pipe))
    return false;
  return llvm::all_of(Core.children(), [](const Stmt *Child) {
    const auto *Part = dyn_cast_or_null<Expr>(Child);
    const auto *Ref =
        Part ? dyn_cast<DeclRefExpr>(Part->IgnoreParenImpCasts()) : nullptr;
    return Part && ((Ref && isa<FunctionDecl>(Ref->getDecl())) ||
                    isConstantValue(*Part));
  });
}

bool memtidy::isMadeOfConstants(const CXXConstructExpr &Made) {
  return Made.getNumArgs() > 0 &&
         llvm::all_of(Made.arguments(),
                      [](const Expr *Arg) { return isConstantValue(*Arg); });
}

static const CXXConstructExpr *constructorOf(const VarDecl &Var) {
  const Expr *Init = Var.getInit() ? Var.getInit()->IgnoreImplicit() : nullptr;
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Init);
  if (Made && Made->getNumArgs() == 1 && !Made->isListInitialization() &&
      Made->getConstructor()->isCopyOrMoveConstructor())
    if (const auto *Inner =
            dyn_cast<CXXConstructExpr>(Made->getArg(0)->IgnoreImplicit()))
      return Inner;
  return Made;
}

static bool isIterator(QualType Type) {
  return Type->isPointerType() ||
         llvm::StringRef(viewOf(Type).Name).contains("terator");
}

/// How does \p Made fill a container? Nullopt: with nothing, or with what a
/// moved-from temporary had.
static std::optional<LocalStart> startOf(const CXXConstructExpr &Made) {
  if (Made.isListInitialization() || Made.getNumArgs() == 0)
    return std::nullopt;
  const QualType First = Made.getArg(0)->getType();
  if (Made.getConstructor()->isCopyConstructor())
    return LocalStart::Copy;
  const unsigned Args = writtenArgs(Made).size();
  if (First->isIntegerType() && (Args == 1 || Args == 2))
    return Args == 1 ? LocalStart::Sized : LocalStart::Filled;
  if (Args == 1 && isString(Made.getType()) && First->isPointerType())
    return LocalStart::Text;
  return Args == 2 && isIterator(First) && isIterator(Made.getArg(1)->getType())
             ? std::optional(LocalStart::Range)
             : std::nullopt;
}

namespace {
/// Finds uses of a function object that are no call of it.
class CallsOnly : public RecursiveASTVisitor<CallsOnly> {
public:
  explicit CallsOnly(const VarDecl &Var) : Var(Var) {}

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *Call) {
    if (Call->getOperator() == OO_Call)
      Called.insert(&bare(*Call->getArg(0)));
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    Fine &= Ref->getDecl() != &Var || Called.contains(Ref);
    return true;
  }

  bool Fine = true;

private:
  const VarDecl &Var;
  llvm::SmallPtrSet<const Expr *, 4> Called;
};

class LocalJudge {
public:
  LocalJudge(const LoopLocal &Local, const std::vector<SequenceUse> &Uses)
      : Local(Local), Var(Local.Var), Context(Local.Var.getASTContext()),
        Made(constructorOf(Local.Var)), Use(useOf(Uses)) {}

  std::optional<LoopAllocation> judge() {
    std::optional<LoopWaste> Kind = kindOf();
    if (!Kind || runsFewTimes())
      return std::nullopt;
    Result.Kind = *Kind;
    Result.Var = &Var;
    Result.Declared = &Local.Declared;
    Result.Type = Var.getType().getUnqualifiedType();
    Result.Loop = &Local.Loop;
    Result.Outermost = &Local.Outermost;
    Result.Init = Made;
    return Result;
  }

private:
  const SequenceUse *useOf(const std::vector<SequenceUse> &Uses) const {
    for (const SequenceUse &Each : Uses)
      if (Each.Local == &Var)
        return &Each;
    return nullptr;
  }

  bool runsFewTimes() const {
    const TripCount Trips =
        loopContextOf(Local.Loop, Local.Function, Context).Trips;
    return &Local.Loop == &Local.Outermost &&
           Trips.Form == TripForm::Constant && Trips.Times <= FewIterations;
  }

  std::optional<LoopWaste> kindOf() {
    const unsigned Args = Made ? writtenArgs(*Made).size() : 0;
    if (isStream(Var.getType()) && Made && Args <= 1 &&
        (Args == 0 || isString(Made->getArg(0)->getType()))) {
      Result.Start = Args ? LocalStart::Copy : LocalStart::Empty;
      return LoopWaste::Stream;
    }
    if (isParsedText(Var.getType()) && Made && Args &&
        isMadeOfConstants(*Made) && !isChangedIn(Var, *loopBody(Local.Loop)))
      return LoopWaste::Parser;
    if (isBigFunction())
      return LoopWaste::Function;
    if (isLookedAtSubstr())
      return LoopWaste::Substr;
    return Use && isThrownAway() ? std::optional(LoopWaste::Container)
                                 : std::nullopt;
  }

  // Filled on every way, and nothing of it leaves the iteration.
  bool isThrownAway() {
    if (Use->Traits.Kind != ContainerKind::Vector &&
        Use->Traits.Kind != ContainerKind::String &&
        Use->Traits.Kind != ContainerKind::HashNodes &&
        Use->Traits.Kind != ContainerKind::HashTable)
      return false; // Others free their memory when they are cleared.
    bool Filled = false;
    if (!Use->StartsEmpty) {
      std::optional<LocalStart> Start = Made ? startOf(*Made) : std::nullopt;
      if (!Start || Use->Traits.Kind == ContainerKind::HashNodes)
        return false;
      Result.Start = *Start;
      Filled = true;
    }
    for (const SequenceOp &Op : Use->Ops)
      switch (Op.Kind) {
      case UseKind::Moved:
      case UseKind::Copied: // It had better be moved.
      case UseKind::Returned:
      case UseKind::Assigned:
      case UseKind::Shared:
      case UseKind::Write:
        return false;
      case UseKind::Append:
      case UseKind::Insert:
      case UseKind::Grow:
      case UseKind::Resize:
      case UseKind::Reserve:
        Filled = true;
        break;
      default:
        break;
      }
    Result.Use = Use;
    Result.MayFitInside = mayFitInside();
    return Filled;
  }

  bool mayFitInside() const {
    const bool IsString = Use->Traits.Kind == ContainerKind::String;
    if (Result.Start == LocalStart::Text &&
        lengthOf(*Made->getArg(0)) > InsideString)
      return false;
    if (Result.Start != LocalStart::Empty)
      return IsString;
    FillSize Size =
        fillSizeOf(*loopBody(Local.Loop), *Use, Local.Function, Context);
    if (!IsString)
      return Size.AtLeast.empty() && !fillsForSure() && !insertsInLoop();
    // Characters that an inner loop adds, or a number that the code tells.
    for (const FillTerm &Term : Size.AtLeast)
      if (!Term.Trips.empty() || Term.Factor > InsideString)
        return false;
    return literalLength() <= InsideString;
  }

  /// The statements of the loop's body that are operations on the container.
  template <class Take> void forEachSure(Take Visit) const {
    const auto *Block = dyn_cast<CompoundStmt>(loopBody(Local.Loop));
    if (!Block)
      return;
    for (const Stmt *S : Block->body())
      if (const auto *E = dyn_cast<Expr>(S))
        for (const SequenceOp &Op : Use->Ops)
          if (Op.Site == &bare(*E))
            Visit(Op);
  }

  // A resize or reserve at the top of the loop's body.
  bool fillsForSure() const {
    bool Sure = false;
    forEachSure([&](const SequenceOp &Op) {
      Sure |= Op.Kind == UseKind::Resize || Op.Kind == UseKind::Reserve ||
              Op.Kind == UseKind::Grow;
    });
    return Sure;
  }

  // By key, whatever the element: how many are new is unknown, but the first
  // one is.
  bool insertsInLoop() const {
    return llvm::any_of(Use->Ops, [&](const SequenceOp &Op) {
      return Op.Kind == UseKind::Insert &&
             Op.Loops.size() > Use->LocalLoops.size() &&
             !fillSizeOf(*loopBody(*Op.Loops.back()), *Use, Local.Function,
                         Context)
                  .AtLeast.empty();
    });
  }

  // The characters of the literals that are appended in each iteration.
  uint64_t literalLength() const {
    uint64_t Length = 0;
    forEachSure([&](const SequenceOp &Op) {
      if (Op.Kind == UseKind::Grow && Op.Args.size() == 1)
        Length += lengthOf(*Op.Args.front());
    });
    return Length;
  }

  // The characters of a literal; of anything else, none that is known.
  static uint64_t lengthOf(const Expr &Text) {
    const auto *Literal = dyn_cast<StringLiteral>(Text.IgnoreParenImpCasts());
    return Literal ? Literal->getLength() : 0;
  }

  // std::function<...> F = [...] {...}; that is only called, and whose closure
  // does not fit inside.
  bool isBigFunction() const {
    if (viewOf(Var.getType()).Name != "std::function" || !Made ||
        Made->getNumArgs() != 1)
      return false;
    const auto *Lambda = dyn_cast<LambdaExpr>(&bare(*Made->getArg(0)));
    if (!Lambda || Lambda->getLambdaClass()->isDependentContext() ||
        mentions(*Lambda, Var))
      return false;
    const CXXRecordDecl &Closure = *Lambda->getLambdaClass();
    const int64_t Size =
        Context.getASTRecordLayout(&Closure).getSize().getQuantity();
    if (Size <= InsideFunction && Closure.isTriviallyCopyable())
      return false;
    CallsOnly Calls(Var);
    Calls.TraverseStmt(const_cast<Stmt *>(loopBody(Local.Loop)));
    return Calls.Fine;
  }

  // std::string Part = Text.substr(...); that is only looked at, while Text
  // stays what it is.
  bool isLookedAtSubstr() {
    const auto *Call = Var.getInit()
                           ? dyn_cast<CXXMemberCallExpr>(&bare(*Var.getInit()))
                           : nullptr;
    if (!Call || !Use || calleeName(*Call) != "substr" ||
        !isString(Var.getType()) || !isString(Call->getType()))
      return false;
    const Expr &Text = *Call->getImplicitObjectArgument();
    const auto *Source = dyn_cast<DeclRefExpr>(&bare(Text));
    if (!Source || isChangedIn(*Source->getDecl(), *loopBody(Local.Loop)) ||
        !llvm::all_of(Use->Ops, isLook))
      return false;
    Result.Made = Call;
    return true;
  }

  static bool isLook(const SequenceOp &Op) {
    switch (Op.Kind) {
    case UseKind::Size:
    case UseKind::Empty:
    case UseKind::Find:
    case UseKind::Iterate:
      return true;
    case UseKind::Element: {
      const auto *Call = dyn_cast<CXXMemberCallExpr>(Op.Site);
      return !Call ||
             (calleeName(*Call) != "c_str" && calleeName(*Call) != "data");
    }
    case UseKind::Read: {
      // A view of it, for somebody who looks at that.
      const auto *View = dyn_cast<CXXMemberCallExpr>(Op.Site);
      if (View && isa_and_nonnull<CXXConversionDecl>(View->getMethodDecl()))
        return true;
      const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Op.Site);
      return Operator && Operator->isComparisonOp();
    }
    default:
      return false;
    }
  }

  const LoopLocal &Local;
  const VarDecl &Var;
  const ASTContext &Context;
  const CXXConstructExpr *Made;
  const SequenceUse *Use;
  LoopAllocation Result;
};
} // namespace

std::optional<LoopAllocation>
memtidy::localWasteOf(const LoopLocal &Local,
                      const std::vector<SequenceUse> &Uses) {
  return LocalJudge(Local, Uses).judge();
}
