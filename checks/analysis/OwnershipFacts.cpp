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
    Records.push_back(Record);
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
      Facts.add(*Fact);
    return true;
  }

  /// After all functions: they tell what fields without a type keep.
  void addRecords() {
    for (const CXXRecordDecl *Record : Records)
      if (RecordFact Fact = recordFactOf(*Record, Types, Source);
          !Fact.Usr.empty())
        Facts.add(Fact);
  }

private:
  void assume(const CXXMethodDecl &Method) {
    if (Method.isPureVirtual())
      return;
    if (std::optional<FunctionFact> Fact = assumedFactOf(Method, Types, Source))
      Facts.add(*Fact);
  }

  const OwnerTypes &Types;
  FactSource &Source;
  Program &Facts;
  std::vector<const CXXRecordDecl *> Records;
};
} // namespace

OwnershipFacts::OwnershipFacts(TuIndex &Index) {
  OwnershipModel Model = builtinOwnershipModel();
  OwnerTypes Types(Model);
  FactSource Source(Index, "memtidy-ownership-cycle");
  Collector Collect(Types, Source, Facts);
  forEachUserDecl(Index.context(), [&](Decl &D) { Collect.TraverseDecl(&D); });
  Collect.addRecords();
}
