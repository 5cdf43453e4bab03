//===- FieldRules.cpp - What the source forbids a new order ---------------===//

#include "checks/edits/FieldRules.h"
#include "checks/analysis/Isolation.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace memtidy;

void memtidy::keepDeclarations(const RecordText &Text, RecordShape &Shape) {
  unsigned First = 0;
  for (const FieldText &Declaration : Text.Texts) {
    const unsigned Last = First + Declaration.Fields.size() - 1;
    if (Last > First && Declaration.Declarators.empty())
      keepTogether(Shape, First, Last);
    First = Last + 1;
  }
}

OrderRules memtidy::rulesFor(const RecordShape &Shape, const RecordText &Text,
                             const KeptOrder &Kept) {
  OrderRules Rules = freeRules(Shape);
  std::vector<unsigned> UnitOf;
  for (unsigned Unit = 0; Unit < Shape.Units.size(); ++Unit)
    for (unsigned I = Shape.Units[Unit].First; I <= Shape.Units[Unit].Last; ++I)
      UnitOf.push_back(Unit);
  std::vector<unsigned> Group(UnitOf.size());
  unsigned Index = 0;
  for (const FieldText &Declaration : Text.Texts)
    for (unsigned I = 0; I < Declaration.Fields.size(); ++I, ++Index) {
      Group[Index] = Declaration.Group;
      if (Declaration.HeadsGroup)
        Rules.IsPinned[UnitOf[Index]] = true;
    }
  for (unsigned I = 0; I < UnitOf.size(); ++I) {
    const LayoutUnit &Unit = Shape.Units[UnitOf[I]];
    Rules.GroupOf[UnitOf[I]] = Group[Unit.First];
    // A run of bit-fields across two groups is at home in neither.
    if (Group[Unit.First] != Group[Unit.Last])
      Rules.IsPinned[UnitOf[I]] = true;
    if (isSharedByThreads(*Shape.Fields[I].Field))
      Rules.Shared.push_back(UnitOf[I]);
  }
  for (auto [First, Second] : Kept.Pairs)
    if (UnitOf[First] != UnitOf[Second])
      Rules.Before.push_back({UnitOf[First], UnitOf[Second]});
  return Rules;
}
