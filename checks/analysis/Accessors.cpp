//===- Accessors.cpp - Who may name a private member ----------------------===//

#include "checks/analysis/Accessors.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace memtidy;

namespace {
class AccessorList {
public:
  Accessors Result;

  /// The members of \p Record, a class that is declared here.
  void addClass(const CXXRecordDecl &Record) {
    const CXXRecordDecl *Definition = Record.getDefinition();
    if (!Definition) {
      Result.Awaited.push_back(&Record);
      return;
    }
    if (!Known.insert(Definition).second)
      return;
    Result.Seen.push_back(Definition);
    for (const Decl *Member : Definition->decls())
      addMember(*Member);
  }

private:
  void addMember(const Decl &Member) {
    if (const auto *Friend = dyn_cast<FriendDecl>(&Member))
      return addFriend(*Friend);
    if (isa<FriendTemplateDecl>(Member)) {
      Result.IsOpen = true;
      return;
    }
    if (const auto *Template = dyn_cast<ClassTemplateDecl>(&Member))
      return addClass(*Template->getTemplatedDecl());
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(&Member))
      return addFunction(*Template->getTemplatedDecl());
    if (const auto *Function = dyn_cast<FunctionDecl>(&Member))
      return addFunction(*Function);
    const auto *Nested = dyn_cast<CXXRecordDecl>(&Member);
    if (Nested && !Nested->isInjectedClassName())
      addClass(*Nested);
  }

  void addFunction(const FunctionDecl &Function) {
    if (Function.isImplicit() || Function.isDefaulted() ||
        Function.isDeleted() || Function.isPureVirtual())
      return;
    (Function.hasBody() ? Result.Seen : Result.Awaited)
        .push_back(Function.getCanonicalDecl());
  }

  void addFriend(const FriendDecl &Friend) {
    if (const TypeSourceInfo *Type = Friend.getFriendType()) {
      if (const CXXRecordDecl *Record = Type->getType()->getAsCXXRecordDecl())
        return addClass(*Record);
      Result.IsOpen = true;
      return;
    }
    if (const auto *Function =
            dyn_cast_or_null<FunctionDecl>(Friend.getFriendDecl()))
      return addFunction(*Function);
    Result.IsOpen = true;
  }

  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Known;
};
} // namespace

Accessors memtidy::accessorsOf(const CXXRecordDecl &Record) {
  AccessorList List;
  List.addClass(Record);
  return std::move(List.Result);
}
