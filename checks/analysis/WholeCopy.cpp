//===- WholeCopy.cpp - Ranges that are copied only to be iterated over ----===//

#include "checks/analysis/WholeCopy.h"
#include "checks/analysis/Effects.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/StdAlgorithm.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

/// Returns the range of `R.begin()` or `begin(R)`, or null.
static const Expr *rangeOf(const Expr &E, llvm::StringRef Name) {
  const auto *Call = dyn_cast<CallExpr>(&bare(E));
  llvm::StringRef Callee = Call ? calleeName(*Call) : "";
  if (Callee != Name && Callee != ("c" + Name).str())
    return nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    return Member->getImplicitObjectArgument();
  return Call->getNumArgs() == 1 ? Call->getArg(0) : nullptr;
}

/// Returns what a temporary container is a copy of, or null.
static const Expr *copiedWhole(const Expr &Copy, const ASTContext &Context) {
  const Expr *Bare = Copy.IgnoreUnlessSpelledInSource();
  if (const auto *Call = dyn_cast<CallExpr>(Bare))
    return standardAlgorithm(*Call) == "to" && Call->getNumArgs() > 0
               ? Call->getArg(0)
               : nullptr;
  const auto *Made = dyn_cast<CXXConstructExpr>(Bare);
  if (!Made || Made->getNumArgs() < 2 ||
      viewOf(Made->getType()).Name != "std::vector")
    return nullptr;
  const Expr *First = rangeOf(*Made->getArg(0), "begin");
  const Expr *Last = rangeOf(*Made->getArg(1), "end");
  return First && Last && isSameExpr(*First, *Last, Context) ? First : nullptr;
}

/// Could what reads the copy tell it from \p Source?
static bool needsCopy(const SequenceRead &Read, const Expr &Source,
                      const ASTContext &Context) {
  const Stmt *Body = loopBody(*Read.Site);
  Effects Does = effectsOf(Body ? *Body : *Read.Site, Context);
  const bool ChangesElements =
      Read.Variable && llvm::is_contained(Does.Written, Read.Variable) &&
      Read.Variable->getType()->isReferenceType();
  llvm::erase(Does.Written, Read.Variable);
  return ChangesElements || Does.CallsUnseen ||
         effectsOf(Source, Context).What == Effect::Writes ||
         llvm::any_of(Does.Written, [&](const ValueDecl *Changed) {
           return !Changed || mentions(Source, *Changed);
         });
}

std::optional<WholeCopy> memtidy::wholeCopyOf(const SequenceUse &Use,
                                              const Stmt &Function) {
  if (!Use.Local || Use.StartsEmpty || !Use.Local->getInit())
    return std::nullopt;
  const ASTContext &Context = Use.Local->getASTContext();
  WholeCopy Found;
  Found.Copy = Use.Local->getInit();
  Found.Source = copiedWhole(*Found.Copy, Context);
  Found.Local = Use.Local;
  if (!Found.Source)
    return std::nullopt;
  SequenceBuild All;
  All.Use = &Use;
  for (const SequenceOp &Op : Use.Ops)
    All.Rest.push_back(&Op);
  std::optional<SequenceRead> Read = readOnce(All, Function);
  if (!Read || Read->How != ReadKind::Iterated ||
      needsCopy(*Read, *Found.Source, Context))
    return std::nullopt;
  Found.Read = *Read;
  return Found;
}

static void addFrom(const Stmt &Code, const ASTContext &Context,
                    std::vector<WholeCopy> &Into) {
  if (const auto *Loop = dyn_cast<CXXForRangeStmt>(&Code)) {
    WholeCopy Found;
    Found.Copy = Loop->getRangeInit();
    Found.Source = copiedWhole(*Found.Copy, Context);
    Found.Read = {.How = ReadKind::Iterated,
                  .Site = Loop,
                  .Variable = Loop->getLoopVariable()};
    if (Found.Source && !needsCopy(Found.Read, *Found.Source, Context))
      Into.push_back(Found);
    return addFrom(*Loop->getBody(), Context, Into);
  }
  for (const Stmt *Child : Code.children())
    if (Child)
      addFrom(*Child, Context, Into);
}

std::vector<WholeCopy>
memtidy::wholeCopiesInHeaders(const Stmt &Code, const ASTContext &Context) {
  std::vector<WholeCopy> Found;
  addFrom(Code, Context, Found);
  return Found;
}
