//===- SmallerRecord.cpp - A record that another order would shrink -------===//

#include "checks/edits/SmallerRecord.h"
#include "checks/analysis/Isolation.h"
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

// Finds the better order. Returns whether it saves enough.
static bool findOrder(SmallerRecord &Result, const SavingLimits &Limits) {
  keepDeclarations(Result.Text, Result.Shape);
  std::optional<FieldOrder> Better = findSmallerOrder(
      Result.Shape, rulesFor(Result.Shape, Result.Text, Result.Kept));
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
memtidy::findSmallerRecord(const ASTContext &Context,
                           const CXXRecordDecl &Record,
                           const SavingLimits &Limits) {
  std::optional<RecordShape> Shape = shapeOf(Context, Record);
  if (!Shape || !saves(Limits, *Shape, smallestConceivableSize(*Shape)) ||
      isPaddedOnPurpose(Context, Record))
    return std::nullopt;
  std::optional<RecordText> Text =
      readRecordText(Context, Record, Limits.RespectGroups);
  if (!Text)
    return std::nullopt;
  SmallerRecord Result = {.Context = Context,
                          .Record = Record,
                          .Shape = std::move(*Shape),
                          .Text = std::move(*Text),
                          .Kept = keptOrderOf(Context, Record)};
  return findOrder(Result, Limits) ? std::optional(std::move(Result))
                                   : std::nullopt;
}
