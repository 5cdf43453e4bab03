//===- MappedMemory.cpp - Records that lie in mapped memory ---------------===//

#include "checks/analysis/MappedMemory.h"
#include "checks/analysis/AbiNames.h"
#include "checks/analysis/RecordOf.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

namespace {
class MapWalk : public RecursiveASTVisitor<MapWalk> {
public:
  bool shouldVisitTemplateInstantiations() const { return true; }

  // `Header *H = mmap(...)` in all its spellings ends in such a cast, of the
  // call or of a variable that keeps its result.
  bool VisitCastExpr(CastExpr *Cast) {
    const CXXRecordDecl *Record = recordBehind(Cast->getType());
    if (!Record)
      return true;
    const Expr &Source = *Cast->getSubExpr()->IgnoreParenCasts();
    if (isMapping(&Source))
      Found.push_back({Record, Cast->getBeginLoc()});
    else if (const ValueDecl *Kept = Source.getType()->isVoidPointerType()
                                         ? namedValue(Source)
                                         : nullptr)
      VoidCasts.push_back({Kept, Record, Cast->getBeginLoc()});
    return true;
  }

  bool VisitVarDecl(VarDecl *Variable) {
    if (isMapping(Variable->getInit()))
      Mapped.insert(Variable->getCanonicalDecl());
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->isAssignmentOp() && isMapping(E->getRHS()))
      if (const ValueDecl *Kept = namedValue(*E->getLHS()->IgnoreParenCasts()))
        Mapped.insert(Kept->getCanonicalDecl());
    return true;
  }

  std::vector<MappedRecord> take() {
    for (const VoidCast &Cast : VoidCasts)
      if (Mapped.contains(Cast.Kept->getCanonicalDecl()))
        Found.push_back({Cast.Record, Cast.Loc});
    return std::move(Found);
  }

private:
  /// A `void *` that becomes a pointer to a record.
  struct VoidCast {
    const ValueDecl *Kept;
    const CXXRecordDecl *Record;
    SourceLocation Loc;
  };

  static const ValueDecl *namedValue(const Expr &E) {
    if (const auto *Name = dyn_cast<DeclRefExpr>(&E))
      return Name->getDecl();
    const auto *Member = dyn_cast<MemberExpr>(&E);
    return Member ? Member->getMemberDecl() : nullptr;
  }

  static bool isMapping(const Expr *E) {
    const auto *Call =
        dyn_cast_or_null<CallExpr>(E ? E->IgnoreParenCasts() : nullptr);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return Callee && Callee->getIdentifier() && mapsMemory(Callee->getName());
  }

  std::vector<MappedRecord> Found;
  llvm::SmallVector<VoidCast, 8> VoidCasts;
  llvm::DenseSet<const Decl *> Mapped;
};
} // namespace

std::vector<MappedRecord> memtidy::findMappedRecords(TuIndex &Index) {
  MapWalk Walk;
  forEachUserDecl(Index.context(), [&](Decl &D) { Walk.TraverseDecl(&D); });
  return Walk.take();
}
