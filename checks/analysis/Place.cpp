//===- Place.cpp - A variable or a field that an expression names ---------===//

#include "checks/analysis/Place.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace memtidy;

std::string Place::name() const {
  std::string Text = Root ? Root->getNameAsString() : "";
  for (const FieldDecl *Field : Fields)
    Text += (Text.empty() ? "" : ".") + Field->getNameAsString();
  return Text;
}

const Expr &memtidy::bare(const Expr &E) {
  return *const_cast<Expr &>(E).IgnoreUnlessSpelledInSource()->IgnoreParens();
}

llvm::StringRef memtidy::calleeName(const CallExpr &Call) {
  if (const FunctionDecl *Callee = Call.getDirectCallee())
    return Callee->getIdentifier() ? Callee->getName() : "";
  const Expr *Callee = Call.getCallee()->IgnoreParenImpCasts();
  DeclarationName Name;
  if (const auto *Lookup = dyn_cast<OverloadExpr>(Callee))
    Name = Lookup->getName();
  else if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(Callee))
    Name = Member->getMember();
  else if (const auto *Scoped = dyn_cast<DependentScopeDeclRefExpr>(Callee))
    Name = Scoped->getDeclName();
  return Name.isIdentifier() && Name.getAsIdentifierInfo()
             ? Name.getAsIdentifierInfo()->getName()
             : "";
}

std::optional<Place> memtidy::placeOf(const Expr &E) {
  const Expr &Core = bare(E);
  if (isa<CXXThisExpr>(Core))
    return Place();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Core)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var)
      return std::nullopt;
    Place Result;
    Result.Root = Var->getCanonicalDecl();
    return Result;
  }
  if (const auto *Deref = dyn_cast<UnaryOperator>(&Core))
    return Deref->getOpcode() == UO_Deref ? placeOf(*Deref->getSubExpr())
                                          : std::nullopt;
  const auto *Member = dyn_cast<MemberExpr>(&Core);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (!Field)
    return std::nullopt;
  std::optional<Place> Result = placeOf(*Member->getBase());
  if (Result)
    Result->Fields.push_back(Field->getCanonicalDecl());
  return Result;
}

static std::optional<MemberCall> operatorCall(const Expr &E) {
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E)) {
    if (Call->getNumArgs() == 0)
      return std::nullopt;
    MemberCall Result{&E,
                      Call->getArg(0),
                      std::string("operator") +
                          getOperatorSpelling(Call->getOperator()),
                      {}};
    for (unsigned I = 1; I < Call->getNumArgs(); ++I)
      Result.Args.push_back(Call->getArg(I));
    return Result;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(&E))
    if (Binary->isAssignmentOp())
      return MemberCall{&E,
                        Binary->getLHS(),
                        "operator" + Binary->getOpcodeStr().str(),
                        {Binary->getRHS()}};
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(&E))
    return MemberCall{&E, Element->getLHS(), "operator[]", {Element->getRHS()}};
  return std::nullopt;
}

std::optional<MemberCall> memtidy::memberCallOf(const Expr &E) {
  const auto *Call = dyn_cast<CallExpr>(&E);
  if (!Call || isa<CXXOperatorCallExpr>(Call))
    return operatorCall(E);
  const Expr *Object = nullptr;
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(Callee))
    Object = Member->getBase();
  else if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(Callee))
    Object = Member->isImplicitAccess() ? nullptr : Member->getBase();
  else if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(Callee))
    Object = Member->isImplicitAccess() ? nullptr : Member->getBase();
  llvm::StringRef Name = calleeName(*Call);
  if (!Object || Name.empty())
    return std::nullopt;
  MemberCall Result{&E, Object, Name.str(), {}};
  for (const Expr *Arg : Call->arguments())
    if (!isa<CXXDefaultArgExpr>(Arg))
      Result.Args.push_back(Arg);
  return Result;
}

llvm::ArrayRef<const Expr *>
memtidy::writtenArgs(const CXXConstructExpr &Made) {
  llvm::ArrayRef<const Expr *> All(Made.getArgs(), Made.getNumArgs());
  return All.take_while(
      [](const Expr *Arg) { return !isa<CXXDefaultArgExpr>(Arg); });
}

SourceLocation memtidy::nameLoc(const MemberCall &Call) {
  const auto *Written = dyn_cast<CallExpr>(Call.Site);
  if (!Written || isa<CXXOperatorCallExpr>(Written))
    return Call.Site->getExprLoc();
  const Expr *Callee = Written->getCallee()->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(Callee))
    return Member->getMemberLoc();
  if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(Callee))
    return Member->getMemberLoc();
  return Callee->getExprLoc();
}

std::optional<BinaryView> memtidy::binaryViewOf(const Expr &E) {
  const Expr *Core = E.IgnoreParenImpCasts();
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Core))
    Core = Cleanups->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Binary = dyn_cast<BinaryOperator>(Core))
    return BinaryView{Binary->getOpcodeStr(), Binary->getLHS(),
                      Binary->getRHS()};
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Core))
    if (Call->getNumArgs() == 2)
      return BinaryView{getOperatorSpelling(Call->getOperator()),
                        Call->getArg(0), Call->getArg(1)};
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(Core)) {
    CXXRewrittenBinaryOperator::DecomposedForm Form =
        Rewritten->getDecomposedForm();
    return BinaryView{BinaryOperator::getOpcodeStr(Form.Opcode), Form.LHS,
                      Form.RHS};
  }
  return std::nullopt;
}
