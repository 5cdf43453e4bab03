//===- Edits.cpp - Sets of edits ------------------------------------------===//

#include "driver/report/Edits.h"
#include <tuple>

using namespace memtidy;

static auto keyOf(const IssueEdit &Edit) {
  return std::tie(Edit.Path, Edit.Offset, Edit.Length, Edit.Text);
}

bool memtidy::operator<(const IssueEdit &A, const IssueEdit &B) {
  return keyOf(A) < keyOf(B);
}

bool memtidy::operator==(const IssueEdit &A, const IssueEdit &B) {
  return keyOf(A) == keyOf(B);
}

bool memtidy::clash(const IssueEdit &A, const IssueEdit &B) {
  if (A.Path != B.Path || A == B)
    return false;
  if (A.Length == 0 && B.Length == 0)
    return A.Offset == B.Offset;
  const IssueEdit &First = A < B ? A : B;
  const IssueEdit &Second = A < B ? B : A;
  return Second.Offset < First.Offset + First.Length;
}
