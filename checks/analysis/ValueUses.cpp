//===- ValueUses.cpp - What becomes of variables and fields ---------------===//

#include "checks/analysis/ValueUses.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

namespace {
class UseWalk : public RecursiveASTVisitor<UseWalk> {
public:
  using Base = RecursiveASTVisitor<UseWalk>;

  /// \p OfInstance: each declaration stands for itself, not for its pattern.
  explicit UseWalk(bool OfInstance) : OfInstance(OfInstance) {}

  llvm::DenseMap<const Decl *, DeclUses> Uses;
  llvm::StringSet<> DependentNames;

  bool dataTraverseStmtPre(Stmt *S) {
    Stack.push_back(S);
    return true;
  }
  bool dataTraverseStmtPost(Stmt *) {
    Stack.pop_back();
    return true;
  }
  bool TraverseDecl(Decl *D) {
    if (!D)
      return true;
    Stack.push_back(D);
    bool Continue = Base::TraverseDecl(D);
    Stack.pop_back();
    return Continue;
  }
  // Its visited default would walk the semantic form, where casts hide what
  // was written, and both forms in some modes.
  bool VisitInitListExpr(InitListExpr *List) {
    noteElements(*List);
    return true;
  }
  bool TraverseConstructorInitializer(CXXCtorInitializer *Init) {
    if (const FieldDecl *Field = Init->getAnyMember())
      if (isTracked(*Field) && Init->isWritten())
        Uses[keyOf(*Field)].Sources.push_back(Init->getInit());
    return Base::TraverseConstructorInitializer(Init);
  }

  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable->getInit() && isTracked(*Variable))
      Uses[keyOf(*Variable)].Sources.push_back(Variable->getInit());
    return true;
  }
  bool VisitFieldDecl(FieldDecl *Field) {
    if (Field->hasInClassInitializer() && isTracked(*Field))
      if (const Expr *Init = Field->getInClassInitializer())
        Uses[keyOf(*Field)].Sources.push_back(Init);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (isTracked(*Ref->getDecl()))
      note(*Ref->getDecl(), *Ref);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *Member) {
    if (isTracked(*Member->getMemberDecl()))
      note(*Member->getMemberDecl(), *Member);
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && isTracked(*Capture.getCapturedVar())) {
        ValueUse Use;
        Use.CapturedBy = Lambda;
        Use.CapturedByReference = Capture.getCaptureKind() == LCK_ByRef;
        placeUse(Use);
        Uses[keyOf(*Capture.getCapturedVar())].Uses.push_back(Use);
      }
    return true;
  }

  bool VisitCXXDependentScopeMemberExpr(CXXDependentScopeMemberExpr *E) {
    if (const IdentifierInfo *Name = E->getMember().getAsIdentifierInfo())
      DependentNames.insert(Name->getName());
    return true;
  }
  bool VisitUnresolvedMemberExpr(UnresolvedMemberExpr *E) {
    if (const IdentifierInfo *Name = E->getMemberName().getAsIdentifierInfo())
      DependentNames.insert(Name->getName());
    return true;
  }

private:
  /// `auto It = Map.find(Key)`.
  static bool isFound(const VarDecl &Variable) {
    const Expr *Init = Variable.getInit();
    const auto *Call =
        Init ? dyn_cast<CXXMemberCallExpr>(Init->IgnoreUnlessSpelledInSource())
             : nullptr;
    const CXXMethodDecl *Callee = Call ? Call->getMethodDecl() : nullptr;
    return Callee && Callee->getIdentifier() && Callee->getName() == "find";
  }

  /// Classes of the standard library, local references to anything, and what
  /// find() returns.
  static bool isTracked(const ValueDecl &Value) {
    if (!isa<VarDecl, FieldDecl>(Value))
      return false;
    if (const auto *Variable = dyn_cast<VarDecl>(&Value))
      if (Variable->isLocalVarDecl() &&
          (Variable->getType()->isReferenceType() || isFound(*Variable)))
        return true;
    QualType Type = Value.getType().getNonReferenceType();
    if (const auto *Written = Type->getAs<TemplateSpecializationType>())
      if (const TemplateDecl *Template =
              Written->getTemplateName().getAsTemplateDecl())
        if (Template->isInStdNamespace())
          return true;
    const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
    return Record && isa<ClassTemplateSpecializationDecl>(Record) &&
           Record->isInStdNamespace();
  }

  const Decl *keyOf(const ValueDecl &Value) const {
    const auto *Field = dyn_cast<FieldDecl>(&Value);
    if (Field && !OfInstance)
      return patternOf(*Field).getCanonicalDecl();
    return Value.getCanonicalDecl();
  }

  void noteElements(const InitListExpr &Written) {
    const InitListExpr *List =
        Written.isSemanticForm() ? &Written : Written.getSemanticForm();
    const RecordDecl *Record =
        List ? List->getType()->getAsRecordDecl() : nullptr;
    if (!Record || Record->isUnion())
      return;
    const auto *Class = dyn_cast<CXXRecordDecl>(Record);
    unsigned Index = Class ? Class->getNumBases() : 0;
    for (const FieldDecl *Field : Record->fields()) {
      if (Field->isUnnamedBitField())
        continue;
      if (Index >= List->getNumInits())
        return;
      const Expr *Init = List->getInit(Index++);
      if (isTracked(*Field) && !isa<CXXDefaultInitExpr>(Init))
        Uses[keyOf(*Field)].Sources.push_back(Init);
    }
  }

  void note(const ValueDecl &Value, const Expr &Ref) {
    ValueUse Use;
    Use.Ref = &Ref;
    // The stack ends in the reference itself.
    for (unsigned I = Stack.size() - 1; I-- > 0;) {
      Use.Around.push_back(Stack[I]);
      if (!isa_and_nonnull<Expr>(Stack[I].dyn_cast<const Stmt *>()))
        break;
    }
    placeUse(Use);
    Uses[keyOf(Value)].Uses.push_back(std::move(Use));
  }

  /// Fills in what is further out.
  void placeUse(ValueUse &Use) const {
    for (unsigned I = Stack.size() - 1; I-- > 0;) {
      if (const auto *D = Stack[I].dyn_cast<const Decl *>()) {
        if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
          Use.Function = Function;
          return;
        }
        continue;
      }
      const auto *S = cast<const Stmt *>(Stack[I]);
      if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
        Use.Lambda = Use.Lambda ? Use.Lambda : Lambda;
      else if (!Use.Loop && !Use.Lambda && isInBody(S, Stack[I + 1]))
        Use.Loop = S;
    }
  }

  static bool isInBody(const Stmt *S, EnclosingNode Child) {
    const auto *Part = Child.dyn_cast<const Stmt *>();
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
      return Part == Range->getBody();
    if (const auto *For = dyn_cast<ForStmt>(S))
      return Part && Part != For->getInit();
    return isa<WhileStmt, DoStmt>(S);
  }

  const bool OfInstance;
  llvm::SmallVector<EnclosingNode, 32> Stack;
};
} // namespace

ValueUses::ValueUses(TuIndex &Index) {
  UseWalk Walk(/*OfInstance=*/false);
  forEachUserDecl(Index.context(), [&](Decl &D) { Walk.TraverseDecl(&D); });
  Uses = std::move(Walk.Uses);
  DependentNames = std::move(Walk.DependentNames);
}

const DeclUses &ValueUses::of(const ValueDecl &Value) const {
  const Decl *Key = Value.getCanonicalDecl();
  const auto *Field = dyn_cast<FieldDecl>(&Value);
  if (Field && !IsInstance)
    Key = patternOf(*Field).getCanonicalDecl();
  auto Found = Uses.find(Key);
  return Found == Uses.end() ? None : Found->second;
}

ValueUses::ValueUses(llvm::ArrayRef<FunctionDecl *> Functions,
                     llvm::ArrayRef<FieldDecl *> Fields)
    : IsInstance(true) {
  UseWalk Walk(/*OfInstance=*/true);
  for (FunctionDecl *Function : Functions)
    Walk.TraverseDecl(Function);
  for (FieldDecl *Field : Fields)
    Walk.TraverseDecl(Field);
  Uses = std::move(Walk.Uses);
}

/// Returns the function of \p Methods that was made from \p Pattern and has a
/// body, or null.
template <typename Range>
static FunctionDecl *madeFrom(const FunctionDecl &Pattern, Range Methods) {
  for (FunctionDecl *Method : Methods) {
    const FunctionDecl *From = Method->getTemplateInstantiationPattern();
    if (From && From->getCanonicalDecl() == Pattern.getCanonicalDecl() &&
        Method->doesThisDeclarationHaveABody())
      return Method;
  }
  return nullptr;
}

/// Returns the instances of a class template's pattern.
static llvm::SmallVector<CXXRecordDecl *, 4>
instancesOf(const CXXRecordDecl &Pattern) {
  llvm::SmallVector<CXXRecordDecl *, 4> Result;
  if (const ClassTemplateDecl *Template = Pattern.getDescribedClassTemplate())
    for (ClassTemplateSpecializationDecl *Special : Template->specializations())
      if (Special->getTemplateInstantiationPattern() == &Pattern)
        Result.push_back(Special);
  return Result;
}

/// Returns an instance of \p Pattern with a body, or null.
static FunctionDecl *instanceOfFunction(const FunctionDecl &Pattern) {
  if (const FunctionTemplateDecl *Template =
          Pattern.getDescribedFunctionTemplate())
    return madeFrom(Pattern, Template->specializations());
  if (const auto *Owner = dyn_cast<CXXRecordDecl>(Pattern.getDeclContext()))
    for (CXXRecordDecl *Instance : instancesOf(*Owner))
      if (FunctionDecl *Made = madeFrom(Pattern, Instance->methods()))
        return Made;
  return nullptr;
}

namespace {
/// Finds the variable that was made from the one at a place.
class VariableFinder : public RecursiveASTVisitor<VariableFinder> {
public:
  explicit VariableFinder(SourceLocation Loc) : Loc(Loc) {}

  const VarDecl *Found = nullptr;

  bool VisitVarDecl(VarDecl *Variable) {
    if (Variable->getLocation() == Loc)
      Found = Variable;
    return !Found;
  }

private:
  const SourceLocation Loc;
};
} // namespace

std::optional<ValueUses::Instance>
ValueUses::instanceOf(const ValueDecl &Pattern) const {
  if (const auto *Variable = dyn_cast<VarDecl>(&Pattern)) {
    const auto *Function =
        dyn_cast_or_null<FunctionDecl>(Variable->getParentFunctionOrMethod());
    FunctionDecl *Made = Function ? instanceOfFunction(*Function) : nullptr;
    if (!Made)
      return std::nullopt;
    VariableFinder Finder(Pattern.getLocation());
    Finder.TraverseDecl(Made);
    if (!Finder.Found)
      return std::nullopt;
    return Instance{Finder.Found,
                    std::shared_ptr<const ValueUses>(new ValueUses(Made, {}))};
  }
  const auto *Field = dyn_cast<FieldDecl>(&Pattern);
  const auto *Owner =
      Field ? dyn_cast<CXXRecordDecl>(Field->getParent()) : nullptr;
  if (!Owner)
    return std::nullopt;
  for (CXXRecordDecl *Made : instancesOf(*Owner)) {
    auto IsMade = [&](const ValueUse &Use) {
      return !Use.Function || madeFrom(*Use.Function, Made->methods());
    };
    if (!llvm::all_of(of(Pattern).Uses, IsMade))
      continue;
    llvm::SmallVector<FunctionDecl *, 8> Functions;
    for (CXXMethodDecl *Method : Made->methods())
      if (Method->doesThisDeclarationHaveABody())
        Functions.push_back(Method);
    llvm::SmallVector<FieldDecl *, 8> Fields(Made->fields());
    return Instance{
        Fields[Field->getFieldIndex()],
        std::shared_ptr<const ValueUses>(new ValueUses(Functions, Fields))};
  }
  return std::nullopt;
}
