//===- SmallerRecord.cpp - A record that another order would shrink -------===//

#include "checks/edits/SmallerRecord.h"
#include "checks/analysis/Isolation.h"
#include "checks/analysis/OtherTargets.h"
#include "checks/analysis/TuIndex.h"
#include "checks/edits/FieldRules.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace memtidy;

static bool saves(const SavingLimits &Limits, const RecordShape &Shape,
                  uint64_t Better) {
  const uint64_t Saved = Shape.Size > Better ? Shape.Size - Better : 0;
  return Saved >= Limits.Bytes && Saved * 100 >= Limits.Percent * Shape.Size;
}

/// Returns the layouts of the record elsewhere, or nullopt where one of them
/// cannot be told.
static std::optional<std::vector<RecordShape>>
layoutsElsewhere(TuIndex &Index, llvm::ArrayRef<MeasuredRecord> Instances,
                 const SavingLimits &Limits) {
  std::vector<RecordShape> Result;
  for (const MeasuredRecord &Instance : Instances) {
    auto Others =
        Index.get<OtherTargets>().shapesOf(*Instance.Measured, Limits.Targets);
    if (!Others)
      return std::nullopt;
    Result.push_back(Instance.Shape);
    llvm::append_range(Result, std::move(*Others));
  }
  return Result;
}

/// Finds the better order. Returns whether it saves enough.
static bool findOrder(SmallerRecord &Result,
                      const std::vector<RecordShape> &Elsewhere,
                      const SavingLimits &Limits) {
  keepDeclarations(Result.Text, Result.Shape);
  OrderRules Rules = rulesFor(Result.Shape, Result.Text, Result.Kept);
  Rules.Elsewhere = Elsewhere;
  for (RecordShape &Other : Rules.Elsewhere)
    Other.Units = Result.Shape.Units;
  std::optional<FieldOrder> Better = findSmallerOrder(Result.Shape, Rules);
  if (!Better || !saves(Limits, Result.Shape, Better->Size))
    return false;
  Result.Better = std::move(*Better);
  for (const FieldShape &Field : Result.Shape.Fields)
    Result.Fields.Before.push_back(Field.Field);
  for (unsigned Unit : Result.Better.Units)
    for (unsigned I = Result.Shape.Units[Unit].First;
         I <= Result.Shape.Units[Unit].Last; ++I)
      Result.Fields.After.push_back(Result.Shape.Fields[I].Field);
  return true;
}

std::optional<SmallerRecord>
memtidy::findSmallerRecord(TuIndex &Index, const CXXRecordDecl &Record,
                           const SavingLimits &Limits) {
  const ASTContext &Context = Index.context();
  const std::vector<MeasuredRecord> Instances = shapesOf(Context, Record);
  if (Instances.empty())
    return std::nullopt;
  // The largest speaks for all: were each asked, one order would call for the
  // next.
  const MeasuredRecord &Largest = *llvm::max_element(
      Instances, [](const MeasuredRecord &A, const MeasuredRecord &B) {
        return A.Shape.Size < B.Shape.Size;
      });
  if (!saves(Limits, Largest.Shape, smallestConceivableSize(Largest.Shape)) ||
      isPaddedOnPurpose(Context, Record))
    return std::nullopt;
  std::optional<RecordText> Text =
      readRecordText(Context, Record, Limits.RespectGroups);
  auto Elsewhere = layoutsElsewhere(Index, Instances, Limits);
  if (!Text || !Elsewhere)
    return std::nullopt;
  SmallerRecord Result = {.Context = Context,
                          .Record = Record,
                          .Measured = *Largest.Measured,
                          .Shape = Largest.Shape,
                          .Text = std::move(*Text),
                          .Kept = keptOrderOf(Context, Record)};
  return findOrder(Result, *Elsewhere, Limits)
             ? std::optional(std::move(Result))
             : std::nullopt;
}
