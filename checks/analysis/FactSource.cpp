//===- FactSource.cpp - From declarations to names and places -------------===//

#include "checks/analysis/FactSource.h"
#include "checks/analysis/AllowAttributes.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

// Longer texts say no more than the place does.
static constexpr size_t MaxText = 40;

const FunctionDecl &memtidy::patternOf(const FunctionDecl &Function) {
  if (const FunctionDecl *Pattern = Function.getTemplateInstantiationPattern())
    return *Pattern;
  return Function;
}

FactSource::FactSource(TuIndex &Index, llvm::StringLiteral Check)
    : Context(Index.context()), Check(Check),
      Silenced(Index.get<SilencedFacts>()), Paths(Context.getSourceManager()),
      Comments(Context.getSourceManager(), Check),
      Allowed(Index.get<AllowAttributes>()) {}

bool FactSource::isSuppressed(SourceLocation Loc) {
  const bool Is = Comments.cover(Loc);
  if (Is)
    Silenced.Places.emplace_back(Check, Loc);
  return Is || Allowed.cover(Check, Loc);
}

const std::string &FactSource::usrOf(const NamedDecl &Decl) {
  const NamedDecl *Key = &Decl;
  if (const auto *Field = dyn_cast<FieldDecl>(&Decl))
    Key = &patternOf(*Field);
  else if (const auto *Record = dyn_cast<CXXRecordDecl>(&Decl))
    Key = &patternOf(*Record);
  else if (const auto *Function = dyn_cast<FunctionDecl>(&Decl))
    Key = &patternOf(*Function);
  Key = cast<NamedDecl>(Key->getCanonicalDecl());
  auto [Known, IsNew] = Usrs.try_emplace(Key);
  if (IsNew)
    Known->second = entityOf(*Key).Usr;
  return Known->second;
}

FactLocation FactSource::placeOf(SourceLocation Loc) {
  FactLocation Result;
  if (Loc.isInvalid())
    return Result;
  const SourceManager &Sources = Context.getSourceManager();
  auto [File, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(Loc));
  Result.Path = Paths.of(File);
  if (Result.Path.empty())
    return Result;
  Result.Line = Sources.getLineNumber(File, Offset);
  Result.Col = Sources.getColumnNumber(File, Offset);
  return Result;
}

bool FactSource::isInSystemHeader(SourceLocation Loc) const {
  const SourceManager &Sources = Context.getSourceManager();
  return Loc.isInvalid() ||
         Sources.isInSystemHeader(Sources.getExpansionLoc(Loc));
}

std::string FactSource::textOf(const Stmt &Node) const {
  llvm::StringRef Text = Lexer::getSourceText(
      CharSourceRange::getTokenRange(Node.getSourceRange()),
      Context.getSourceManager(), Context.getLangOpts());
  return Text.size() > MaxText || Text.contains('\n') ? std::string()
                                                      : Text.str();
}

std::string FactSource::placeOf(const ParmVarDecl &Parameter) {
  const auto *Function = dyn_cast<FunctionDecl>(Parameter.getDeclContext());
  const unsigned Index = Parameter.getFunctionScopeIndex();
  return Function ? llvm::formatv("{0} {1}", usrOf(*Function), Index).str()
                  : "";
}

std::vector<EdgeFact> FactSource::erasedOf(llvm::StringRef Place) const {
  std::vector<EdgeFact> Edges;
  std::vector<llvm::StringRef> Places = {Place};
  for (size_t I = 0; I < Places.size(); ++I) {
    if (auto Known = Erased.find(Places[I]); Known != Erased.end())
      llvm::append_range(Edges, Known->second);
    if (auto Known = ErasedFrom.find(Places[I]); Known != ErasedFrom.end())
      for (const std::string &From : Known->second)
        if (!llvm::is_contained(Places, From))
          Places.push_back(From);
  }
  return Edges;
}
