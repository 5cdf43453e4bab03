//===- WeakUse.cpp - What a use of a shared pointer becomes ---------------===//

#include "checks/edits/WeakUse.h"
#include "checks/analysis/CallView.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

using Kind = WeakUse::Kind;

namespace {
/// Climbs from an access through what adds nothing, to what uses it.
class Climber {
public:
  explicit Climber(const FieldUse &Use)
      : Around(Use.Around), Child(Use.Access) {
    skip();
  }

  /// What uses the child; null when it is a whole statement or initialiser.
  const Stmt *parent() const {
    return Around.empty() ? nullptr : Around.back();
  }
  const Stmt *child() const { return Child; }

  void up() {
    if (Around.empty())
      return;
    Child = Around.back();
    Around = Around.drop_back();
    skip();
  }

private:
  static bool addsNothing(const Stmt &S) {
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(&S))
      return Cast->getCastKind() != CK_LValueToRValue;
    return isa<ParenExpr, FullExpr, MaterializeTemporaryExpr,
               CXXBindTemporaryExpr>(S);
  }
  void skip() {
    while (!Around.empty() && addsNothing(*Around.back())) {
      Child = Around.back();
      Around = Around.drop_back();
    }
  }

  llvm::ArrayRef<const Stmt *> Around;
  const Stmt *Child;
};

class Reader {
public:
  Reader(const FieldUse &Use, const OwnerTypes &Types)
      : Up(Use), Types(Types), Name(Use.Access->getMemberDecl()->getName()) {
    Result.Use = &Use;
  }

  WeakUse read() {
    const Stmt *Parent = Up.parent();
    if (!Parent)
      return refuse("'{0}' is used in a way that is not understood");
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Parent))
      return readOperator(*Operator);
    if (const auto *Binary = dyn_cast<CXXRewrittenBinaryOperator>(Parent))
      return readComparison(*Binary, Binary->getOperator() == BO_NE,
                            *Binary->getLHS(), *Binary->getRHS());
    if (const auto *Member = dyn_cast<MemberExpr>(Parent))
      return readMember(*Member);
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Parent))
      return readConstruct(*Made);
    if (const auto *Call = dyn_cast<CallExpr>(Parent))
      return readArgument(*Call);
    if (const auto *Unary = dyn_cast<UnaryOperator>(Parent);
        Unary && Unary->getOpcode() == UO_AddrOf)
      return refuse("the address of '{0}' is taken");
    if (isa<ReturnStmt>(Parent))
      return refuse("a function returns a reference to '{0}'");
    if (isa<DeclStmt>(Parent))
      return refuse("a reference to '{0}' is kept");
    return refuse("'{0}' is used in a way that is not understood");
  }

private:
  WeakUse is(Kind Is, const Expr *Whole = nullptr,
             const Expr *Value = nullptr) {
    Result.Is = Is;
    Result.Whole = Whole;
    Result.Value = Value;
    return std::move(Result);
  }
  WeakUse refuse(const char *Why) {
    Result.WhyNot = llvm::formatv(Why, Name);
    return is(Kind::Refused);
  }

  bool isHere(const Expr *E) const { return E == Up.child(); }

  WeakUse readOperator(const CXXOperatorCallExpr &Call) {
    switch (Call.getOperator()) {
    case OO_Equal:
      if (isHere(Call.getArg(0)))
        return is(Kind::Assigned, &Call, Call.getArg(1));
      // To another such field, or to a weak pointer.
      return is(roleOf(*Call.getArg(0), Types) == Role::Weak ||
                        isSameField(*Call.getArg(0))
                    ? Kind::Observed
                    : Kind::Copied);
    case OO_Arrow:
    case OO_Star:
      return is(Kind::Dereferenced);
    case OO_EqualEqual:
    case OO_ExclaimEqual:
      return readComparison(Call, Call.getOperator() == OO_ExclaimEqual,
                            *Call.getArg(0), *Call.getArg(1));
    default:
      return readArgument(Call);
    }
  }

  bool isSameField(const Expr &E) const {
    const auto *Member = dyn_cast<MemberExpr>(&stripped(E));
    return Member &&
           Member->getMemberDecl() == Result.Use->Access->getMemberDecl();
  }

  WeakUse readComparison(const Expr &Whole, bool Differs, const Expr &Left,
                         const Expr &Right) {
    if (!isa<CXXNullPtrLiteralExpr>(stripped(Left)) &&
        !isa<CXXNullPtrLiteralExpr>(stripped(Right)))
      return is(Kind::Copied);
    Result.WhenThere = Differs;
    return is(Kind::Tested, &Whole);
  }

  WeakUse readMember(const MemberExpr &Member) {
    Up.up();
    const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Up.parent());
    const ValueDecl *Called = Member.getMemberDecl();
    if (!Call)
      return refuse("'{0}' is used in a way that is not understood");
    Up.up();
    if (isa<CXXConversionDecl>(Called))
      return readTest(*Call);
    llvm::StringRef Function =
        Called->getDeclName().isIdentifier() ? Called->getName() : "";
    if (Function == "reset" && Call->getNumArgs() == 0)
      return is(Kind::Emptied);
    if (Function == "reset")
      return refuse("'{0}' gets a new object by 'reset'");
    if (Function == "swap")
      return refuse("'{0}' is swapped");
    if (Function == "get" && isCompared())
      return is(Kind::Copied);
    return refuse(Function == "get" ? "a raw pointer to the object of '{0}' is "
                                      "taken"
                                    : "its owners are counted");
  }

  bool isCompared() const {
    const auto *Operator = dyn_cast_or_null<BinaryOperator>(Up.parent());
    return Operator && Operator->isComparisonOp();
  }

  // Converted to bool.
  WeakUse readTest(const CXXMemberCallExpr &Conversion) {
    const auto *Not = dyn_cast_or_null<UnaryOperator>(Up.parent());
    if (Not && Not->getOpcode() == UO_LNot) {
      Result.WhenThere = false;
      return is(Kind::Tested, Not);
    }
    return is(Kind::Tested, Conversion.getImplicitObjectArgument());
  }

  WeakUse readConstruct(const CXXConstructExpr &Made) {
    Role Of = Types.roleOf(Made.getType());
    if (Made.getNumArgs() == 1 && Of == Role::Weak)
      return is(Kind::Observed);
    if (Made.getNumArgs() == 1 && Of == Role::Strong)
      return is(Kind::Copied);
    return readGiven(Made.getConstructor(),
                     llvm::ArrayRef(Made.getArgs(), Made.getNumArgs()));
  }

  WeakUse readArgument(const CallExpr &Call) {
    if (Call.isCallToStdMove())
      return refuse("'{0}' is moved from");
    llvm::ArrayRef<const Expr *> Args(Call.getArgs(), Call.getNumArgs());
    const FunctionDecl *Callee = Call.getDirectCallee();
    // An operator that is a member has its object as first argument.
    if (isa<CXXOperatorCallExpr>(Call) && Callee && isa<CXXMethodDecl>(Callee))
      Args = Args.drop_front();
    if (std::optional<CallView> View = callViewOf(Call, Types);
        View && Types.model().Makers.matches(View->Name) &&
        llvm::is_contained(Args, Up.child()))
      return is(Kind::Copied);
    return readGiven(Callee, Args);
  }

  WeakUse readGiven(const FunctionDecl *Callee,
                    llvm::ArrayRef<const Expr *> Args) {
    for (unsigned I = 0; Callee && I < Args.size(); ++I)
      if (isHere(Args[I]) && I < Callee->getNumParams()) {
        QualType Param = Callee->getParamDecl(I)->getType();
        if (Param->isLValueReferenceType() &&
            Param->getPointeeType().isConstQualified())
          return is(Kind::Copied);
      }
    return refuse("'{0}' is passed as a reference that can change it");
  }

  Climber Up;
  const OwnerTypes &Types;
  llvm::StringRef Name;
  WeakUse Result;
};
} // namespace

WeakUse memtidy::weakUseOf(const FieldUse &Use, const OwnerTypes &Types) {
  return Reader(Use, Types).read();
}
