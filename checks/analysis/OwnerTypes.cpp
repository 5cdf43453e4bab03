//===- OwnerTypes.cpp - How a type owns ----------------------------------===//

#include "checks/analysis/OwnerTypes.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

bool memtidy::hasAnnotation(const Decl &Decl, llvm::StringRef What) {
  return llvm::any_of(Decl.specific_attrs<AnnotateAttr>(),
                      [&](const AnnotateAttr *Attr) {
                        llvm::StringRef Text = Attr->getAnnotation();
                        return Text.consume_front("memtidy:") && Text == What;
                      });
}

Role OwnerTypes::roleOf(QualType Type) const {
  if (Type.isNull())
    return Role::Unknown;
  if (Type->isReferenceType())
    return Role::Reference;
  if (Type->isPointerType())
    return Role::Raw;
  if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
    return Array ? Role::Container : Role::Other;
  TypeView View = viewOf(Type);
  if (View.Name.empty())
    return Type->isDependentType() || Type->isUndeducedType() ? Role::Unknown
                                                              : Role::Other;
  const std::pair<const NameList *, Role> Named[] = {
      {&Model.Strong, Role::Strong},     {&Model.Weak, Role::Weak},
      {&Model.Unique, Role::Unique},     {&Model.Borrowed, Role::Reference},
      {&Model.Callable, Role::Callable}, {&Model.Container, Role::Container},
      {&Model.Wrapper, Role::Wrapper},
  };
  for (auto [List, Result] : Named)
    if (List->matches(View.Name))
      return Result;
  if (View.Record && isCallableWrapper(*View.Record))
    return Role::Callable;
  if (View.Record && !View.Args.empty() && isHandle(*View.Record))
    return Role::Strong;
  return Role::Record;
}

QualType OwnerTypes::pointeeOf(QualType Type) const {
  if (Type.isNull())
    return {};
  Type = Type.getNonReferenceType();
  if (Type->isPointerType())
    return Type->getPointeeType();
  Role Kind = roleOf(Type);
  if (Kind != Role::Strong && Kind != Role::Weak && Kind != Role::Unique)
    return {};
  TypeView View = viewOf(Type);
  return View.Args.empty() ? QualType() : View.Args.front();
}

static bool takesAnyCallable(const FunctionDecl &Function) {
  if (Function.getNumParams() == 0)
    return false;
  QualType Type = Function.getParamDecl(0)->getType().getNonReferenceType();
  return Type->isTemplateTypeParmType();
}

// A class that is called like a function and takes any type of callable.
bool OwnerTypes::isCallableWrapper(const CXXRecordDecl &Record) const {
  if (Record.isLambda())
    return true;
  const CXXRecordDecl *Pattern = patternOf(Record).getDefinition();
  if (!Pattern)
    return false;
  auto [It, New] = Wrappers.try_emplace(Pattern, false);
  if (!New)
    return It->second;
  bool Called = false, Takes = false;
  for (const Decl *Member : Pattern->decls()) {
    const FunctionDecl *Function = dyn_cast<FunctionDecl>(Member);
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member)) {
      Function = Template->getTemplatedDecl();
      if (isa<CXXConstructorDecl>(Function) ||
          Function->getOverloadedOperator() == OO_Equal)
        Takes |= takesAnyCallable(*Function);
    }
    Called |= Function && Function->getOverloadedOperator() == OO_Call;
  }
  return Wrappers[Pattern] = Called && Takes;
}

// Copies that somebody wrote may well be deep, and what is made of anything
// but a pointer is a new object.
static bool makesItsOwn(const Decl &Member, const OwnerTypes &Types) {
  const auto *Template = dyn_cast<FunctionTemplateDecl>(&Member);
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(
      Template ? Template->getTemplatedDecl() : &Member);
  if (!Constructor || Constructor->getNumParams() == 0)
    return false;
  if (Constructor->isCopyOrMoveConstructor())
    return !Constructor->isDefaulted();
  QualType Given =
      Constructor->getParamDecl(0)->getType().getNonReferenceType();
  Role Kind = Types.roleOf(Given);
  return Kind != Role::Strong && Kind != Role::Unique && Kind != Role::Raw &&
         !Given->isNullPtrType();
}

// template <class T> class Ref { std::shared_ptr<T> p; T *operator->(); }
bool OwnerTypes::isHandle(const CXXRecordDecl &Record) const {
  const CXXRecordDecl *Pattern = patternOf(Record).getDefinition();
  const ClassTemplateDecl *Template =
      Pattern ? Pattern->getDescribedClassTemplate() : nullptr;
  if (!Template || Pattern->getNumBases() != 0)
    return false;
  auto [It, New] = Handles.try_emplace(Pattern, false);
  if (!New || llvm::range_size(Pattern->fields()) != 1)
    return It->second;
  QualType Held = Pattern->field_begin()->getType();
  const auto *Parameter = dyn_cast<TemplateTypeParmDecl>(
      Template->getTemplateParameters()->getParam(0));
  TypeView View = viewOf(Held);
  if (!Parameter || Held.isConstQualified() || View.Args.empty() ||
      !Model.Strong.matches(View.Name))
    return false;
  const auto *Pointee = View.Args.front()->getAs<TemplateTypeParmType>();
  if (!Pointee || Pointee->getIndex() != 0)
    return false;
  bool Reached = false;
  for (const Decl *Member : Pattern->decls()) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Member);
    if (makesItsOwn(*Member, *this) || (Method && Method->isVirtual()))
      return false;
    Reached |= Method && Method->getOverloadedOperator() == OO_Arrow;
  }
  return Handles[Pattern] = Reached;
}

bool OwnerTypes::keepsCallables(QualType Type) const {
  return keepsCallables(Type, 3);
}

bool OwnerTypes::keepsCallables(QualType Type, unsigned Depth) const {
  switch (roleOf(Type)) {
  case Role::Callable:
    return true;
  case Role::Container:
  case Role::Wrapper:
  case Role::Strong:
  case Role::Unique: {
    if (const ArrayType *Array = Type->getAsArrayTypeUnsafe())
      return keepsCallables(Array->getElementType(), Depth);
    TypeView View = viewOf(Type);
    return Depth > 0 && llvm::any_of(View.Args, [&](QualType Argument) {
             return keepsCallables(Argument, Depth - 1);
           });
  }
  case Role::Record: {
    TypeView View = viewOf(Type);
    return Depth > 0 && View.Record &&
           forEachBase(*View.Record, [&](const CXXRecordDecl &Class) {
             return llvm::any_of(Class.fields(), [&](const FieldDecl *Field) {
               return keepsCallables(Field->getType(), Depth - 1);
             });
           });
  }
  default:
    return false;
  }
}

bool OwnerTypes::sharesOnCopy(QualType Type) const {
  return sharesOnCopy(Type, 2);
}

bool OwnerTypes::sharesOnCopy(QualType Type, unsigned Depth) const {
  switch (roleOf(Type)) {
  case Role::Strong:
    return true;
  case Role::Wrapper:
  case Role::Container: {
    TypeView View = viewOf(Type);
    return Depth > 0 && llvm::any_of(View.Args, [&](QualType Argument) {
             return sharesOnCopy(Argument, Depth - 1);
           });
  }
  case Role::Record: {
    TypeView View = viewOf(Type);
    return Depth > 0 && View.Record &&
           forEachBase(*View.Record, [&](const CXXRecordDecl &Class) {
             return llvm::any_of(Class.fields(), [&](const FieldDecl *Field) {
               return sharesOnCopy(Field->getType(), Depth - 1);
             });
           });
  }
  default:
    return false;
  }
}

namespace {
/// Looks for `delete field`, `free(field)` and `(*destroy)(field)`.
class DeleteFinder : public RecursiveASTVisitor<DeleteFinder> {
public:
  explicit DeleteFinder(const FieldDecl &Field) : Field(Field) {}

  bool VisitCXXDeleteExpr(CXXDeleteExpr *Delete) {
    Found |= isField(Delete->getArgument());
    return !Found;
  }

  bool VisitCallExpr(CallExpr *Call) {
    if (Call->getNumArgs() != 1 || !isField(Call->getArg(0)))
      return true;
    const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
    if (const auto *Deref = dyn_cast<UnaryOperator>(Callee))
      Callee = Deref->getSubExpr()->IgnoreParenImpCasts();
    std::string Name;
    if (const auto *Member = dyn_cast<MemberExpr>(Callee))
      Name = Member->getMemberDecl()->getNameAsString();
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
      Name = Ref->getDecl()->getNameAsString();
    Name = llvm::StringRef(Name).lower();
    for (llvm::StringRef Word : {"destroy", "delete", "free", "dispose"})
      Found |= llvm::StringRef(Name).contains(Word);
    return !Found;
  }

  bool Found = false;

private:
  bool isField(const Expr *E) const {
    const auto *Member = dyn_cast<MemberExpr>(E->IgnoreParenCasts());
    const auto *Accessed =
        Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    return Accessed && &patternOf(*Accessed) == &Field;
  }

  const FieldDecl &Field;
};
} // namespace

static bool looksLikePimpl(const FieldDecl &Field) {
  TypeView Pointee = viewOf(Field.getType()->getPointeeType());
  llvm::StringRef Name = Field.getName().trim('_');
  Name.consume_front("m_");
  return llvm::StringRef(Pointee.Name).ends_with("Impl") ||
         llvm::StringRef(Pointee.Name).ends_with("Private") ||
         llvm::is_contained({"impl", "pimpl", "d_ptr", "pImpl", "p_impl"},
                            Name);
}

bool OwnerTypes::deletesPointee(const FieldDecl &Field, bool &Inferred) const {
  if (hasAnnotation(Field, "owns"))
    return true;
  if (hasAnnotation(Field, "borrows"))
    return false;
  const auto *Class = dyn_cast<CXXRecordDecl>(Field.getParent());
  if (!Class)
    return false;
  DeleteFinder Finder(patternOf(Field));
  bool AllSeen = true;
  const CXXRecordDecl &Pattern = patternOf(*Class);
  for (const Decl *Member : Pattern.decls()) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Member);
    if (!Method || Method->isImplicit())
      continue;
    if (const FunctionDecl *Body = definitionOf(*Method))
      Finder.TraverseStmt(Body->getBody());
    else if (isa<CXXDestructorDecl>(Method) && !Method->isDefaulted())
      AllSeen = false;
  }
  if (Finder.Found)
    return true;
  Inferred = !AllSeen && looksLikePimpl(Field);
  return Inferred;
}
