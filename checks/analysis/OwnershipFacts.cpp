//===- OwnershipFacts.cpp - What a TU knows about ownership ---------------===//

#include "checks/analysis/OwnershipFacts.h"
#include "checks/analysis/FunctionFacts.h"
#include "checks/analysis/RecordFacts.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace memtidy;

namespace {
class Collector : public RecursiveASTVisitor<Collector> {
public:
  Collector(const OwnerTypes &Types, FactSource &Source, Program &Facts)
      : Types(Types), Source(Source), Facts(Facts) {}

  bool VisitCXXRecordDecl(CXXRecordDecl *Record) {
    if (!Record->isThisDeclarationADefinition() || Record->isInvalidDecl() ||
        Record->isLambda() || Record->isImplicit())
      return true;
    RecordFact Fact = recordFactOf(*Record, Types, Source);
    if (!Fact.Usr.empty())
      Facts.add(std::move(Fact));
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isInvalidDecl() || Function->isImplicit() ||
        Function->isDeleted() || Function->isDefaulted())
      return true;
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    // The call operator of a lambda runs elsewhere, if at all.
    if (Method && Method->getParent()->isLambda())
      return true;
    if (Method && !Function->isDefined())
      assume(*Method);
    if (!Function->doesThisDeclarationHaveABody())
      return true;
    if (std::optional<FunctionFact> Fact =
            functionFactOf(*Function, Types, Source))
      Facts.add(std::move(*Fact));
    return true;
  }

private:
  void assume(const CXXMethodDecl &Method) {
    if (Method.isPureVirtual())
      return;
    if (std::optional<FunctionFact> Fact = assumedFactOf(Method, Types, Source))
      Facts.add(std::move(*Fact));
  }

  const OwnerTypes &Types;
  FactSource &Source;
  Program &Facts;
};
} // namespace

OwnershipFacts::OwnershipFacts(TuIndex &Index) {
  OwnershipModel Model = builtinOwnershipModel();
  OwnerTypes Types(Model);
  FactSource Source(Index.context());
  Collector Collect(Types, Source, Facts);
  forEachUserDecl(Index.context(), [&](Decl &D) { Collect.TraverseDecl(&D); });
}
