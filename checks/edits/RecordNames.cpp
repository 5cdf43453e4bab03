//===- RecordNames.cpp - Names for a struct and its fields ----------------===//

#include "checks/edits/RecordNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace memtidy;

static bool isDeclaredIn(const DeclContext &Context, IdentifierInfo &Name) {
  if (!Context.isFunctionOrMethod())
    return !Context.lookup(&Name).empty();
  return llvm::any_of(Context.decls(), [&](const Decl *D) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    return Named && Named->getIdentifier() == &Name;
  });
}

static bool isTaken(const ASTContext &Context, const ValueDecl &Value,
                    llvm::StringRef Name) {
  IdentifierInfo &Id = Context.Idents.get(Name);
  if (Id.isKeyword(Context.getLangOpts()) || Id.hasMacroDefinition())
    return true;
  for (const DeclContext *In = Value.getDeclContext(); In; In = In->getParent())
    if (isDeclaredIn(*In, Id))
      return true;
  return false;
}

std::string memtidy::freeTypeName(const ASTContext &Context,
                                  const ValueDecl &Value) {
  llvm::StringRef Base = Value.getName();
  Base.consume_front("m_");
  std::string Name = Base.trim('_').str();
  if (Name.empty() || !llvm::isAlpha(Name.front()))
    Name = "Record" + Name;
  Name.front() = llvm::toUpper(Name.front());
  if (!isTaken(Context, Value, Name))
    return Name;
  Name += "Fields";
  for (std::string Next = Name;; Next += '_')
    if (!isTaken(Context, Value, Next))
      return Next;
}

std::string memtidy::freeFieldName(const ASTContext &Context,
                                   std::string Name) {
  for (;; Name += '_') {
    IdentifierInfo &Id = Context.Idents.get(Name);
    if (!Id.isKeyword(Context.getLangOpts()) && !Id.hasMacroDefinition())
      return Name;
  }
}
