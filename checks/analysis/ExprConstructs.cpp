//===- ExprConstructs.cpp - New objects as operations on owners -----------===//
//
// The part of ExprReader that makes objects: constructors, lists, containers.
//
//===----------------------------------------------------------------------===//

#include "checks/analysis/ContainerTypes.h"
#include "checks/analysis/ExprReader.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace memtidy;

using Root = ObjectPath::Root;
using Does = OperationFact::Kind;

static ObjectPath null() {
  ObjectPath Path;
  Path.From = Root::Null;
  return Path;
}

ObjectPath ExprReader::readInitList(const InitListExpr &Given) {
  const InitListExpr &List = Given.isSemanticForm() || !Given.getSemanticForm()
                                 ? Given
                                 : *Given.getSemanticForm();
  QualType Type = List.getType();
  Role Kind = Types.roleOf(Type);
  llvm::ArrayRef<Expr *> Inits = List.inits();
  if (Kind == Role::Container)
    return makeContainer({Inits.begin(), Inits.end()}, Type,
                         List.getBeginLoc());
  const CXXRecordDecl *Record =
      Kind == Role::Record ? viewOf(Type).Record : nullptr;
  if (!Record) {
    ObjectPath Last = Inits.empty() ? null() : ObjectPath();
    for (const Expr *Init : Inits)
      Last = read(*Init);
    return Last;
  }
  ObjectPath Made = temporary();
  OperationFact &Fact = emit(Does::Make, List.getBeginLoc());
  Fact.Variable = Made.Index;
  Fact.Entity = Source.usrOf(*Record);
  auto Next = Inits.begin();
  // With bases the list starts with them.
  Next += std::min<size_t>(Record->getNumBases(), Inits.size());
  for (const FieldDecl *Field : Record->fields()) {
    if (Next == Inits.end())
      break;
    // A value that nobody spelled stands where the list does.
    SourceLocation Loc = (*Next)->getExprLoc();
    assign(fieldOf(Made, *Field), Field->getType(), **Next,
           Loc.isValid() ? Loc : List.getBeginLoc());
    ++Next;
  }
  return Made;
}

ObjectPath ExprReader::makeContainer(llvm::ArrayRef<const Expr *> Elements,
                                     QualType Type, SourceLocation Loc) {
  ObjectPath Made = temporary();
  QualType Element = elementTypeOf(Type, Types);
  for (const Expr *Given : Elements) {
    if (isa<CXXStdInitializerListExpr>(Given->IgnoreImplicit()))
      Given = cast<CXXStdInitializerListExpr>(Given->IgnoreImplicit())
                  ->getSubExpr();
    const auto *Nested = dyn_cast<InitListExpr>(Given->IgnoreImplicit());
    if (Nested && Given != Elements.front())
      Nested = nullptr;
    llvm::SmallVector<const Expr *, 4> Parts = {Given};
    if (Nested)
      Parts.assign(Nested->inits().begin(), Nested->inits().end());
    for (const Expr *Part : Parts) {
      ObjectPath Value = valueFor(Element, *Part);
      if (Value.From == Root::Unknown)
        continue;
      OperationFact &Fact = emit(Does::Insert, Loc);
      Fact.Place = element(Made, "");
      Fact.Value = std::move(Value);
      Fact.Text = textOf(*Part);
    }
  }
  return Made;
}

ObjectPath ExprReader::make(QualType Type, const CallView &Call) {
  const CXXRecordDecl *Record = viewOf(Type).Record;
  const FunctionDecl *Callee = Call.Callees.size() == 1
                                   ? Call.Callees.front()
                                   : constructorFor(Type, Call.Args, Types);
  std::vector<ObjectPath> Arguments;
  Arguments.reserve(Call.Args.size());
  for (const Expr *Argument : Call.Args)
    Arguments.push_back(read(*Argument));
  ObjectPath Made = temporary();
  OperationFact &Fact = emit(Does::Make, Call.Site->getExprLoc());
  Fact.Variable = Made.Index;
  if (Record)
    Fact.Entity = Source.usrOf(*Record);
  if (Callee && !Source.isInSystemHeader(Callee->getLocation())) {
    Fact.Callee = Source.usrOf(*Callee);
    passErased(*Callee, Call.Args);
  }
  Fact.Arguments = std::move(Arguments);
  Fact.Text = Source.textOf(*Call.Site);
  return Made;
}

void ExprReader::construct(const ObjectPath &Object, const CallView &Call,
                           const FunctionDecl *Callee) {
  std::vector<ObjectPath> Arguments;
  Arguments.reserve(Call.Args.size());
  for (const Expr *Argument : Call.Args)
    Arguments.push_back(read(*Argument));
  if (!Callee || Source.isInSystemHeader(Callee->getLocation()))
    return;
  passErased(*Callee, Call.Args);
  ObjectPath Nothing = temporary();
  OperationFact &Fact = emit(Does::Call, Call.Site->getExprLoc());
  Fact.Variable = Nothing.Index;
  Fact.Place = Object;
  Fact.Callee = Source.usrOf(*Callee);
  Fact.Arguments = std::move(Arguments);
}

// What calling an object of \p Class runs; null when that is not seen.
static const FunctionDecl *callOperatorOf(const CXXRecordDecl &Class) {
  for (const Decl *Member : Class.decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member))
      Member = Template->getTemplatedDecl();
    const auto *Function = dyn_cast<FunctionDecl>(Member);
    if (Function && Function->getOverloadedOperator() == OO_Call)
      return definitionOf(*Function);
  }
  return nullptr;
}

// [](T *) {}, or an object or function like it.
bool memtidy::deletesNothing(const Expr &Deleter) {
  const Expr &E = stripped(Deleter);
  const FunctionDecl *Called = nullptr;
  if (const CXXRecordDecl *Class = viewOf(E.getType()).Record)
    Called = callOperatorOf(*Class);
  else if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
      Called = definitionOf(*Function);
  const auto *Body =
      Called ? dyn_cast<CompoundStmt>(Called->getBody()) : nullptr;
  return Body && Body->body_empty();
}

static bool isCopy(const Expr &E) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(&E);
  return Construct && Construct->getNumArgs() == 1 &&
         Construct->getConstructor()->isCopyOrMoveConstructor();
}

ObjectPath ExprReader::readConstruct(const Expr &E) {
  std::optional<CallView> Call = callViewOf(E, Types);
  if (!Call)
    return readOther(E);
  if (isa<CXXNewExpr>(E))
    return make(Call->Made, *Call);
  if (isCopy(E))
    return copyOf(Call->Made, *Call->Args.front());
  switch (Types.roleOf(Call->Made)) {
  case Role::Strong:
  case Role::Weak:
  case Role::Unique: {
    if (Call->Args.empty())
      return null();
    ObjectPath Kept = read(*Call->Args.front());
    for (const Expr *Rest : llvm::drop_begin(Call->Args))
      read(*Rest);
    // shared_ptr<T>(this, deleter) owns nothing where the deleter does nothing;
    // shared_ptr<T>(owner, this) owns what its owner does.
    return Call->Args.size() > 1 && deletesNothing(*Call->Args[1]) ? null()
                                                                   : Kept;
  }
  case Role::Container:
    if (Call->Args.size() == 1 &&
        Types.roleOf(
            typeOf(*Call->Args.front(), Types).getNonReferenceType()) ==
            Role::Container)
      return read(*Call->Args.front());
    return makeContainer(Call->Args, Call->Made, E.getBeginLoc());
  case Role::Record: {
    const CXXRecordDecl *Record = viewOf(Call->Made).Record;
    if (Record && !Source.isInSystemHeader(patternOf(*Record).getLocation()))
      return make(Call->Made, *Call);
    return readOther(E);
  }
  default: {
    // pair, optional, reference_wrapper: the last object is what counts.
    ObjectPath Last = Call->Args.empty() ? null() : ObjectPath();
    for (const Expr *Argument : Call->Args)
      if (ObjectPath Part = read(*Argument); Part.From != Root::Unknown)
        Last = std::move(Part);
    return Last;
  }
  }
}
