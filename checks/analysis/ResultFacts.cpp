//===- ResultFacts.cpp - What a TU knows about returned containers --------===//

#include "checks/analysis/ResultFacts.h"
#include "checks/analysis/FactSource.h"
#include "checks/analysis/SequenceResults.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "checks/model/SortOnce.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace memtidy;

/// Adds what the definition tells.
static void addMaker(const SequenceMaker &Maker, FactSource &Source,
                     ResultFact &Into) {
  const TypeView View = viewOf(Maker.Use.Type);
  Into.Loc = Source.placeOf(Maker.Function->getLocation());
  Into.Builds = true;
  Into.Type = View.Name;
  Into.AtMost = Maker.AtMost;
  Into.FilledAt =
      Source.placeOf(Maker.Build.Fills.front()->Site->getBeginLoc());
  Into.IsInternal = !Maker.Function->isExternallyVisible();
  Into.MayReject = Maker.MayReject;
  Into.ReadsGlobals = Maker.ReadsGlobals;
  Into.Suppressed = Source.isSuppressed(Maker.Function->getLocation());
  if (!View.Args.empty() && !View.Args.front()->isIncompleteType())
    Into.ElementBytes =
        Source.context().getTypeSizeInChars(View.Args.front()).getQuantity();
}

ResultFacts::ResultFacts(TuIndex &Index) {
  FactSource Source(Index, "memtidy-eager-return");
  SequenceUses &Uses = Index.get<SequenceUses>();
  for (const auto &[Function, Calls] : Index.get<ResultCalls>().all()) {
    ResultFact Fact;
    Fact.Usr = Source.usrOf(*Function);
    if (Fact.Usr.empty())
      continue;
    Fact.Name = Function->getNameAsString();
    for (const ResultCall &Call : Calls)
      Fact.Uses.push_back({Source.placeOf(Call.Site->getBeginLoc()), Call.How,
                           Call.NeedsWhole, Call.ChangesUnnamed, Call.Applies});
    sortOnce(Fact.Uses);
    Facts.add(Fact);
  }
  for (const FunctionDecl *Function : Index.get<ResultCalls>().makers())
    if (std::unique_ptr<SequenceMaker> Maker = makerIn(*Function, Uses)) {
      ResultFact Fact;
      Fact.Usr = Source.usrOf(*Function);
      if (Fact.Usr.empty())
        continue;
      Fact.Name = Function->getNameAsString();
      addMaker(*Maker, Source, Fact);
      Facts.add(Fact);
    }
}
