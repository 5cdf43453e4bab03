//===- CoroutineFrames.cpp - What a suspended function keeps alive -------===//

#include "checks/analysis/CoroutineFrames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace memtidy;

// The instance where there is one: its promise may differ from others'.
static const CXXRecordDecl *classOf(QualType Type) {
  const CXXRecordDecl *Instance = Type->getAsCXXRecordDecl();
  if (Instance && Instance->hasDefinition())
    return Instance->getDefinition();
  return viewOf(Type).Record;
}

// Destroys the handle that it keeps, as far as its shape tells.
static bool ownsHandle(const CXXRecordDecl &Task) {
  const bool KeepsHandle = forEachBase(Task, [](const CXXRecordDecl &Class) {
    return llvm::any_of(Class.fields(), [](const FieldDecl *Field) {
      return bareName(viewOf(Field->getType()).Name) == "coroutine_handle";
    });
  });
  return KeepsHandle && forEachBase(Task, [](const CXXRecordDecl &Class) {
           return Class.hasUserDeclaredDestructor() &&
                  !Class.getDestructor()->isDefaulted();
         });
}

static const CXXRecordDecl *promiseOf(const CXXRecordDecl &Task) {
  const IdentifierInfo &Name = Task.getASTContext().Idents.get("promise_type");
  for (const NamedDecl *Member : Task.lookup(&Name)) {
    if (const auto *Alias = dyn_cast<TypedefNameDecl>(Member))
      return classOf(Alias->getUnderlyingType());
    if (const auto *Class = dyn_cast<CXXRecordDecl>(Member)) {
      const CXXRecordDecl *Pattern = Class->getInstantiatedFromMemberClass();
      return Class->hasDefinition() || !Pattern ? Class->getDefinition()
                                                : Pattern->getDefinition();
    }
    if (const auto *Template = dyn_cast<ClassTemplateDecl>(Member))
      return Template->getTemplatedDecl()->getDefinition();
  }
  return nullptr;
}

namespace {
enum class AtEnd { Freed, Kept, Unseen };
} // namespace

// What becomes of the frame when the coroutine has run to its end.
static AtEnd atEnd(const CXXRecordDecl &Promise) {
  const IdentifierInfo &Name =
      Promise.getASTContext().Idents.get("final_suspend");
  AtEnd Result = AtEnd::Unseen;
  forEachBase(Promise, [&](const CXXRecordDecl &Class) {
    for (const NamedDecl *Member : Class.lookup(&Name))
      if (const auto *Method = dyn_cast<CXXMethodDecl>(Member)) {
        const std::string Awaiter = viewOf(Method->getReturnType()).Name;
        if (bareName(Awaiter) == "suspend_never")
          Result = AtEnd::Freed;
        else if (bareName(Awaiter) == "suspend_always")
          Result = AtEnd::Kept;
        return true;
      }
    return false;
  });
  return Result;
}

static void addParameter(Closure &Frame, const ParmVarDecl &Param,
                         const Expr &Given, const OwnerTypes &Types,
                         const PathResolver &Paths) {
  if (Types.roleOf(Param.getType()) != Role::Strong)
    return;
  const Expr &Written = stripped(Given);
  std::optional<OwningCapture> Kept =
      owningCapture(Param.getType(), &Written, nullptr, Types, Paths);
  if (!Kept)
    return;
  Kept->Name = spelled(Written, Paths.context());
  Kept->Loc = Written.getExprLoc();
  Kept->InCallee = Param.getLocation();
  Frame.Owns.push_back(std::move(*Kept));
}

std::optional<Closure> memtidy::closureOfFrame(const CallView &Call,
                                               const OwnerTypes &Types,
                                               const PathResolver &Paths) {
  if (Call.Callees.size() != 1)
    return std::nullopt;
  const FunctionDecl &Callee = *Call.Callees.front();
  const Stmt *Body =
      Callee.doesThisDeclarationHaveABody() ? Callee.getBody() : nullptr;
  if (Body && !isa<CoroutineBodyStmt>(Body))
    return std::nullopt;
  const CXXRecordDecl *Task = classOf(Callee.getReturnType());
  const CXXRecordDecl *Promise = Task ? promiseOf(*Task) : nullptr;
  if (!Promise || !ownsHandle(*Task))
    return std::nullopt;
  const AtEnd End = atEnd(*Promise);
  if (End == AtEnd::Freed)
    return std::nullopt;
  Closure Frame;
  Frame.Form = Closure::Kind::Frame;
  Frame.Site = Call.Site;
  Frame.Coroutine = &Callee;
  Frame.Inferences = (Body ? 0 : 1) + (End == AtEnd::Unseen ? 1 : 0);
  for (unsigned I = 0; I < Call.Args.size() && I < Callee.getNumParams(); ++I)
    addParameter(Frame, *Callee.getParamDecl(I), *Call.Args[I], Types, Paths);
  if (Frame.Owns.empty())
    return std::nullopt;
  return Frame;
}
