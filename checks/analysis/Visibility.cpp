//===- Visibility.cpp - Whether a TU sees all uses of a declaration -------===//

#include "checks/analysis/Visibility.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

bool memtidy::isWrittenInSourceFile(const ASTContext &Context,
                                    SourceLocation Loc) {
  const SourceManager &Sources = Context.getSourceManager();
  return !Context.getLangOpts().IsHeaderFile &&
         Sources.isWrittenInMainFile(Sources.getExpansionLoc(Loc));
}

static bool hasUnseenBody(const FunctionDecl &Function) {
  return !Function.isImplicit() && !Function.isDefaulted() &&
         !Function.isDeleted() && !Function.isPureVirtual() &&
         !Function.hasBody();
}

/// Whether code that may name private members of \p Record is out of sight.
static bool hasUnseenCode(const CXXRecordDecl &Record) {
  for (const Decl *Member : Record.decls()) {
    if (isa<FriendDecl>(Member))
      return true;
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member))
      Member = Template->getTemplatedDecl();
    if (const auto *Function = dyn_cast<FunctionDecl>(Member))
      if (hasUnseenBody(*Function))
        return true;
    const auto *Nested = dyn_cast<CXXRecordDecl>(Member);
    if (Nested && Nested->isThisDeclarationADefinition() &&
        hasUnseenCode(*Nested))
      return true;
    // Declared here and defined elsewhere: its code may name all of this.
    if (Nested && !Nested->isInjectedClassName() && !Nested->hasDefinition())
      return true;
  }
  return false;
}

bool memtidy::seesAllUses(const ASTContext &Context, const ValueDecl &Value) {
  if (const auto *Variable = dyn_cast<VarDecl>(&Value)) {
    if (isa<ParmVarDecl>(Variable) || Variable->isStaticDataMember())
      return false;
    return Variable->isLocalVarDecl() || !Variable->isExternallyVisible();
  }
  if (isWrittenInSourceFile(Context, Value.getLocation()))
    return true;
  const auto *Record = dyn_cast<CXXRecordDecl>(Value.getDeclContext());
  return Record && Value.getAccess() == AS_private && !hasUnseenCode(*Record);
}

/// Whether the language allows copies, made or not.
static bool isCopyable(const CXXRecordDecl &Record) {
  for (const CXXConstructorDecl *Constructor : Record.ctors())
    if (Constructor->isCopyConstructor())
      return !Constructor->isDeleted();
  return !Record.hasUserDeclaredMoveOperation() &&
         (Record.needsOverloadResolutionForCopyConstructor() ||
          !Record.defaultedCopyConstructorIsDeleted());
}

bool memtidy::mayBeCopied(const CXXRecordDecl &Record) {
  if (!isWrittenInSourceFile(Record.getASTContext(), Record.getLocation()) &&
      isCopyable(Record))
    return true;
  auto Copies = [](const FunctionDecl &Function) {
    return !Function.isDeleted() &&
           (!Function.isImplicit() || Function.isUsed(false));
  };
  for (const CXXConstructorDecl *Constructor : Record.ctors())
    if (Constructor->isCopyConstructor() && Copies(*Constructor))
      return true;
  return llvm::any_of(Record.methods(), [&](const CXXMethodDecl *Method) {
    return Method->isCopyAssignmentOperator() && Copies(*Method);
  });
}

bool memtidy::isInstance(const Decl &D) {
  if (const auto *Function = dyn_cast<FunctionDecl>(&D))
    return Function->isTemplateInstantiation();
  const auto *Owner = dyn_cast<CXXRecordDecl>(D.getDeclContext());
  return Owner && Owner->getTemplateInstantiationPattern();
}
