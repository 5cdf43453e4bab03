//===- FactSource.cpp - From declarations to names and places -------------===//

#include "checks/analysis/FactSource.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace clang;
using namespace memtidy;

// Longer texts say no more than the place does.
static constexpr size_t MaxText = 40;

const FunctionDecl &memtidy::patternOf(const FunctionDecl &Function) {
  if (const FunctionDecl *Pattern = Function.getTemplateInstantiationPattern())
    return *Pattern;
  return Function;
}

FactSource::FactSource(const ASTContext &Context)
    : Context(Context), Paths(Context.getSourceManager()) {}

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

// Does the list behind NOLINT name the check? No list: all checks.
static bool namesUs(llvm::StringRef AfterKeyword) {
  if (!AfterKeyword.starts_with("("))
    return !AfterKeyword.starts_with("BEGIN") &&
           !AfterKeyword.starts_with("END") &&
           !AfterKeyword.starts_with("NEXTLINE");
  llvm::StringRef List = AfterKeyword.drop_front().split(')').first;
  for (llvm::StringRef Name : llvm::split(List, ','))
    if (llvm::Expected<llvm::GlobPattern> Glob =
            llvm::GlobPattern::create(Name.trim())) {
      if (Glob->match("memtidy-ownership-cycle"))
        return true;
    } else {
      // The host tells the user about bad globs.
      llvm::consumeError(Glob.takeError());
    }
  return false;
}

static bool silences(llvm::StringRef Line, llvm::StringRef Keyword) {
  size_t At = Line.find(Keyword);
  return At != llvm::StringRef::npos &&
         namesUs(Line.drop_front(At + Keyword.size()));
}

bool FactSource::isSuppressed(SourceLocation Loc) const {
  if (Loc.isInvalid())
    return false;
  const SourceManager &Sources = Context.getSourceManager();
  auto [File, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(Loc));
  bool Invalid = false;
  llvm::StringRef Text = Sources.getBufferData(File, &Invalid);
  if (Invalid || Offset >= Text.size())
    return false;
  llvm::StringRef Before = Text.take_front(Offset);
  llvm::StringRef Line = Text.drop_front(Offset).split('\n').first;
  if (silences(Line, "NOLINT"))
    return true;
  if (!Before.contains('\n'))
    return false;
  llvm::StringRef Earlier = Before.rsplit('\n').first;
  if (Earlier.contains('\n'))
    Earlier = Earlier.rsplit('\n').second;
  return silences(Earlier, "NOLINTNEXTLINE");
}
