//===- TypeView.cpp - A class type, in or out of a template --------------===//

#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace memtidy;

std::string memtidy::spelledType(const ASTContext &Context, QualType Type) {
  PrintingPolicy Policy(Context.getLangOpts());
  Policy.SuppressUnwrittenScope = true;
  return Type.getAsString(Policy);
}

std::string memtidy::qualifiedName(const NamedDecl &Decl) {
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  std::string Last = Decl.getNameAsString();
  for (const DeclContext *Context = Decl.getDeclContext(); Context;
       Context = Context->getParent()) {
    if (const auto *Space = dyn_cast<NamespaceDecl>(Context)) {
      if (!Space->isInline() && !Space->isAnonymousNamespace())
        Parts.push_back(Space->getName());
    } else if (const auto *Record = dyn_cast<RecordDecl>(Context)) {
      if (Record->getIdentifier())
        Parts.push_back(Record->getName());
    }
  }
  std::string Name;
  for (llvm::StringRef Part : llvm::reverse(Parts))
    Name += Part.str() + "::";
  return Name + Last;
}

static void addTypeArgs(TypeView &View,
                        llvm::ArrayRef<TemplateArgument> Arguments) {
  for (const TemplateArgument &Argument : Arguments)
    if (Argument.getKind() == TemplateArgument::Type)
      View.Args.push_back(Argument.getAsType());
    else if (Argument.getKind() == TemplateArgument::Pack)
      addTypeArgs(View, Argument.getPackAsArray());
}

TypeView memtidy::viewOf(QualType Type) {
  TypeView View;
  if (Type.isNull())
    return View;
  Type = Type.getNonReferenceType().getUnqualifiedType();
  if (const CXXRecordDecl *Record = Type->getAsCXXRecordDecl()) {
    View.Name = qualifiedName(*Record);
    if (const auto *Instance =
            dyn_cast<ClassTemplateSpecializationDecl>(Record))
      addTypeArgs(View, Instance->getTemplateArgs().asArray());
    View.Record = Record->getDefinition();
    // An instance that nobody completed still has its pattern.
    if (!View.Record)
      if (const CXXRecordDecl *Pattern =
              Record->getTemplateInstantiationPattern())
        View.Record = Pattern->getDefinition();
    return View;
  }
  const auto *Written = Type->getAs<TemplateSpecializationType>();
  if (!Written)
    return View;
  if (Written->isTypeAlias())
    return viewOf(Written->getAliasedType());
  const TemplateDecl *Template = Written->getTemplateName().getAsTemplateDecl();
  if (!Template)
    return View;
  View.Name = qualifiedName(*Template);
  addTypeArgs(View, Written->template_arguments());
  if (const auto *Class = dyn_cast<ClassTemplateDecl>(Template)) {
    View.Record = Class->getTemplatedDecl()->getDefinition();
    // A template that only has specialisations of a shape, as function<R(A)>.
    if (!View.Record) {
      llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 2> Partial;
      const_cast<ClassTemplateDecl *>(Class)->getPartialSpecializations(
          Partial);
      if (Partial.size() == 1)
        View.Record = Partial.front()->getDefinition();
    }
  }
  return View;
}

static bool visitBases(const CXXRecordDecl &Record,
                       llvm::SmallPtrSetImpl<const CXXRecordDecl *> &Seen,
                       llvm::function_ref<bool(const CXXRecordDecl &)> Visit) {
  if (!Seen.insert(&Record).second)
    return false;
  if (Visit(Record))
    return true;
  for (const CXXBaseSpecifier &Base : Record.bases())
    if (const CXXRecordDecl *Definition = viewOf(Base.getType()).Record)
      if (visitBases(*Definition, Seen, Visit))
        return true;
  return false;
}

bool memtidy::forEachBase(
    const CXXRecordDecl &Record,
    llvm::function_ref<bool(const CXXRecordDecl &)> Visit) {
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  const CXXRecordDecl *Definition = Record.getDefinition();
  return Definition && visitBases(*Definition, Seen, Visit);
}

bool memtidy::derivesFrom(const CXXRecordDecl &Derived,
                          const CXXRecordDecl &Base) {
  const CXXRecordDecl *Wanted = patternOf(Base).getCanonicalDecl();
  return forEachBase(Derived, [&](const CXXRecordDecl &Record) {
    return patternOf(Record).getCanonicalDecl() == Wanted;
  });
}

llvm::SmallVector<const FunctionDecl *, 4>
memtidy::methodsNamed(const CXXRecordDecl &Record, llvm::StringRef Name) {
  llvm::SmallVector<const FunctionDecl *, 4> Found;
  forEachBase(Record, [&](const CXXRecordDecl &Class) {
    for (const Decl *Member : Class.decls()) {
      const auto *Named = dyn_cast<NamedDecl>(Member);
      if (!Named || !Named->getDeclName().isIdentifier() ||
          Named->getName() != Name)
        continue;
      if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Named))
        Found.push_back(Template->getTemplatedDecl());
      else if (const auto *Method = dyn_cast<CXXMethodDecl>(Named))
        Found.push_back(Method);
    }
    return !Found.empty();
  });
  return Found;
}

const CXXRecordDecl &memtidy::patternOf(const CXXRecordDecl &Record) {
  if (const CXXRecordDecl *Pattern = Record.getTemplateInstantiationPattern())
    return *Pattern;
  return Record;
}

const FieldDecl &memtidy::patternOf(const FieldDecl &Field) {
  const auto *Parent = dyn_cast<CXXRecordDecl>(Field.getParent());
  if (!Parent)
    return Field;
  const CXXRecordDecl *Pattern = &patternOf(*Parent);
  if (Pattern == Parent)
    return Field;
  if (const CXXRecordDecl *Definition = Pattern->getDefinition())
    for (const FieldDecl *Candidate : Definition->fields())
      if (Candidate->getFieldIndex() == Field.getFieldIndex())
        return *Candidate;
  return Field;
}

const FunctionDecl *memtidy::definitionOf(const FunctionDecl &Function) {
  const FunctionDecl *Source = &Function;
  if (const FunctionDecl *Pattern = Function.getTemplateInstantiationPattern())
    Source = Pattern;
  const FunctionDecl *Definition = nullptr;
  return Source->hasBody(Definition) ? Definition : nullptr;
}
