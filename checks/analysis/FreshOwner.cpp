//===- FreshOwner.cpp - Owners that die with their expression -------------===//

#include "checks/analysis/FreshOwner.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

// Factories call factories; nobody nests them deeper.
static constexpr unsigned MaxDepth = 3;

static std::optional<FreshOwner> find(const Expr &E, const OwnerTypes &Types,
                                      unsigned Depth);

static FreshOwner owner(const Expr &Maker, QualType Type, QualType Made,
                        const OwnerTypes &Types) {
  FreshOwner Result;
  Result.Maker = &Maker;
  Result.Pointee = Made.isNull() ? Types.pointeeOf(Type) : Made;
  std::string Name = viewOf(Type).Name;
  Result.Intrusive = !Name.empty() && Name != "std::shared_ptr" &&
                     Name != "boost::shared_ptr" && Name != "QSharedPointer";
  return Result;
}

// std::move(unique), makeUnique(): what gives its object away.
static bool givesAway(const Expr &E, const OwnerTypes &Types) {
  return roleOf(E, Types) == Role::Unique &&
         (E.isPRValue() || E.isXValue() || E.isTypeDependent());
}

static std::optional<FreshOwner> findInConstruction(const Expr &E,
                                                    const CallView &Made,
                                                    const OwnerTypes &Types,
                                                    unsigned Depth) {
  Role Kind = Types.roleOf(Made.Made);
  if ((Kind != Role::Strong && Kind != Role::Weak) || Made.Args.empty() ||
      isa<CXXNewExpr>(E))
    return std::nullopt;
  const Expr &First = stripped(*Made.Args.front());
  if (Kind == Role::Strong &&
      (isa<CXXNewExpr>(First) || givesAway(*Made.Args.front(), Types)))
    return owner(E, Made.Made, {}, Types);
  // Shares with another pointer, or copies it.
  bool Aliases = Made.Args.size() > 1 &&
                 !isa<CXXDefaultArgExpr>(Made.Args[1]->IgnoreImplicit());
  return Aliases ? std::nullopt : find(First, Types, Depth);
}

namespace {
/// The results of a function, not those of the lambdas in it.
class ResultFinder : public RecursiveASTVisitor<ResultFinder> {
public:
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }
  bool VisitReturnStmt(ReturnStmt *Return) {
    Results.push_back(Return->getRetValue());
    return true;
  }
  llvm::SmallVector<const Expr *, 4> Results;
};
} // namespace

// Returns the function's name for an owner that each of its ways out makes.
static std::optional<FreshOwner> findInCallee(const Expr &E,
                                              const FunctionDecl &Callee,
                                              const OwnerTypes &Types,
                                              unsigned Depth) {
  const FunctionDecl *Body = definitionOf(Callee);
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  if (!Body || Depth == 0 || (Method && Method->isVirtual()) ||
      Types.roleOf(Callee.getReturnType()) != Role::Strong)
    return std::nullopt;
  ResultFinder Finder;
  Finder.TraverseStmt(Body->getBody());
  std::optional<FreshOwner> Found;
  for (const Expr *Result : Finder.Results) {
    if (!Result)
      return std::nullopt;
    Found = find(*Result, Types, Depth - 1);
    if (!Found)
      return std::nullopt;
  }
  if (Found) {
    Found->Maker = &E;
    Found->By = &Callee;
  }
  return Found;
}

static std::optional<FreshOwner> findInCall(const Expr &E, const CallView &Call,
                                            const OwnerTypes &Types,
                                            unsigned Depth) {
  llvm::StringRef Name = Call.bareName();
  bool Forwards = Name == "move" || Name == "forward" ||
                  Name.contains_insensitive("pointer_cast");
  if (Forwards && Call.Args.size() == 1) {
    const Expr &Argument = stripped(*Call.Args.front());
    return find(Argument, Types, Depth);
  }
  if (roleOf(E, Types) != Role::Strong)
    return std::nullopt;
  if (Types.model().Makers.matches(Call.Name))
    return owner(E, typeOf(E, Types), Call.Made, Types);
  if (Call.Callees.size() == 1)
    return findInCallee(E, *Call.Callees.front(), Types, Depth);
  return std::nullopt;
}

static std::optional<FreshOwner> find(const Expr &Raw, const OwnerTypes &Types,
                                      unsigned Depth) {
  const Expr &E = stripped(Raw);
  if (const auto *Choice = dyn_cast<ConditionalOperator>(&E)) {
    std::optional<FreshOwner> Found =
        find(*Choice->getTrueExpr(), Types, Depth);
    return Found ? Found : find(*Choice->getFalseExpr(), Types, Depth);
  }
  if (const auto *Parens = dyn_cast<ParenListExpr>(&E))
    return Parens->getNumExprs() == 1 ? find(*Parens->getExpr(0), Types, Depth)
                                      : std::nullopt;
  if (const auto *Braces = dyn_cast<InitListExpr>(&E))
    return Braces->getNumInits() == 1 ? find(*Braces->getInit(0), Types, Depth)
                                      : std::nullopt;
  std::optional<CallView> Call = callViewOf(E, Types);
  if (!Call)
    return std::nullopt;
  return isa<CallExpr>(E) ? findInCall(E, *Call, Types, Depth)
                          : findInConstruction(E, *Call, Types, Depth);
}

std::optional<FreshOwner> memtidy::freshOwnerIn(const Expr &E,
                                                const OwnerTypes &Types) {
  return find(E, Types, MaxDepth);
}
